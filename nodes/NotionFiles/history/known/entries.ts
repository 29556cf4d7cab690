import type { Child } from '../../locate/KnownTree';

/** What is known about a page. */
export interface PageEntry {
	/** Minutes since 1970, as Notion tells time; 0 for a page that was met and not read. */
	edited: number;
	/** Whether the minute of that edit was over when the page was read: whatever follows, it shows. */
	sure: boolean;
	/** On this server's clock: if sure, when the page was last asked for; else when this edit was seen first. */
	minute: number;
	/** All files that were there have been confirmed, and whatever is added shows in the time of the edit. */
	atRest: boolean;
	/** By their keys, in their order; undefined if nobody looked for them. */
	children: ReadonlyMap<string, Child['kind']> | undefined;
	/** What has to be confirmed before the page is at rest: IDs of files. */
	open: readonly string[];
}

/** What is known about a database in the content of a page. */
export interface DatabaseEntry {
	/** When it was last asked for, on this server's clock. */
	minute: number;
	atRest: boolean;
	/** The keys of its data sources. */
	sources: readonly string[];
}

/** What is known about a data source, with or without a filter for its rows. */
export interface SourceEntry {
	name: string;
	/** As Notion tells time; 0 while that is not known. */
	edited: number;
	/** When all of its rows were last listed, on this server's clock; 0 for never. */
	listed: number;
	/** All rows that were edited before this minute are at rest; 0 if all rows have to be listed. */
	since: number;
	/** The keys of its rows, in the order of their creation. */
	rows: readonly string[];
}

export const MINUTE_MS = 60_000;

/** The minutes until 2106 take 26 bits. */
const MOST_MINUTES = 0x3ff_ffff;

export function minuteOf(ms: number): number {
	return Math.floor(ms / MINUTE_MS);
}

/** Undefined for what is not a time, or does not fit into an entry. */
export function editedMinute(time: string | undefined): number | undefined {
	const minute = minuteOf(Date.parse(time ?? ''));
	return minute > 0 && minute <= MOST_MINUTES ? minute : undefined;
}

const DIGITS = /^[0-9a-f]{32}$/;

/** An ID as it is kept: 32 digits; undefined for what is none. */
export function keyOf(id: string | undefined): string | undefined {
	const digits = (id ?? '').replaceAll('-', '').toLowerCase();
	return DIGITS.test(digits) ? digits : undefined;
}

/** As Notion writes it. */
export function idOf(key: string): string {
	return key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
