import { createHash } from 'node:crypto';
import type { PageRead } from '../locate/Finding';
import type { RestingPages } from '../locate/NotionReader';

/** What is known about pages for one purpose. */
export interface PageHistory extends RestingPages {
	/**
	 * Call it for each page that was read to its end.
	 * @param isSettled whether nothing more is to be done about any of its files
	 */
	wasRead(page: PageRead, isSettled: boolean): void;
}

/**
 * What is known about a page: when it was last edited, since when that has been known, and whether it
 * is at rest.
 */
interface Entry {
	/** Minutes since 1970, as Notion tells time. */
	edited: number;
	/** Minutes since 1970 on this server's clock: when this edit was seen first. */
	since: number;
	/** All files that were there have been confirmed. */
	atRest: boolean;
}

const HASH_BYTES = 8;
const ENTRY_BYTES = HASH_BYTES + 4 + 4;
const MINUTE_MS = 60_000;

/** The minutes until 2038 take 26 bits; the highest bit says whether the page is at rest. */
const AT_REST = 0x8000_0000;

/** 1.6 MB; the pages that were not met for longest are dropped first, and read again. */
const MOST_PAGES = 100_000;

/**
 * An edit shows in `last_edited_time`, but to the minute only: a page may change twice in one minute
 * and look the same. So the minute must be over: two, measured by this server's clock alone, since
 * nothing says that it agrees with Notion's.
 */
const MINUTES_UNTIL_SURE = 2;

/**
 * The pages whose files have all been confirmed and that have not been edited since: they need not be
 * read. Losing this memory costs requests and nothing else.
 */
export class PagesAtRest {
	private readonly entries: Map<string, Entry>;

	private changed = false;

	/** @param stored what `toStore` returned, whatever happened to it since */
	constructor(
		stored: unknown,
		private readonly now: () => number = Date.now,
	) {
		this.entries = read(stored);
	}

	/** @param purpose what is looked for in the pages: a page rests for one purpose and not for another */
	for(purpose: string): PageHistory {
		return {
			has: (pageId, lastEditedTime) => this.has(keyOf(purpose, pageId), lastEditedTime),
			wasRead: (page, isSettled) => this.wasRead(keyOf(purpose, page.pageId), page, isSettled),
		};
	}

	/** Whether nothing can have been added to the page since all of its files were confirmed. */
	private has(key: string, lastEditedTime: string | undefined): boolean {
		const entry = this.entries.get(key);
		if (entry === undefined || !entry.atRest || entry.edited !== minutes(lastEditedTime)) {
			return false;
		}
		// The youngest entries are at the end.
		this.entries.delete(key);
		this.entries.set(key, entry);
		return true;
	}

	private wasRead(
		key: string,
		{ lastEditedTime, begunAt, quiet }: PageRead,
		isSettled: boolean,
	): void {
		const edited = minutes(lastEditedTime);
		if (edited === undefined) return;
		const known = this.entries.get(key);
		const now = Math.floor(this.now() / MINUTE_MS);
		const since = known?.edited === edited ? Math.min(known.since, now) : now;
		const isSure = Math.floor(begunAt / MINUTE_MS) - since >= MINUTES_UNTIL_SURE;
		const entry = { edited, since, atRest: isSettled && quiet && isSure };
		this.entries.delete(key);
		this.entries.set(key, entry);
		this.changed = true;
	}

	/** The memory as text, for n8n to keep; undefined when there is nothing new to keep. */
	toStore(): string | undefined {
		if (!this.changed) return undefined;
		const kept = [...this.entries].slice(-MOST_PAGES);
		const bytes = Buffer.alloc(kept.length * ENTRY_BYTES);
		kept.forEach(([key, { edited, since, atRest }], index) => {
			const at = index * ENTRY_BYTES;
			bytes.write(key, at, 'latin1');
			bytes.writeUInt32BE(edited, at + HASH_BYTES);
			bytes.writeUInt32BE((atRest ? AT_REST : 0) + since, at + HASH_BYTES + 4);
		});
		return bytes.toString('base64');
	}
}

function keyOf(purpose: string, pageId: string): string {
	const hash = createHash('sha256').update(`${purpose}\n${pageId}`).digest();
	return hash.toString('latin1', 0, HASH_BYTES);
}

function read(stored: unknown): Map<string, Entry> {
	const bytes = Buffer.from(typeof stored === 'string' ? stored : '', 'base64');
	const entries = new Map<string, Entry>();
	for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
		const flagged = bytes.readUInt32BE(at + HASH_BYTES + 4);
		const atRest = flagged >= AT_REST;
		entries.set(bytes.toString('latin1', at, at + HASH_BYTES), {
			edited: bytes.readUInt32BE(at + HASH_BYTES),
			since: atRest ? flagged - AT_REST : flagged,
			atRest,
		});
	}
	return entries;
}

/** Undefined for what is not a time, or does not fit into an entry. */
function minutes(time: string | undefined): number | undefined {
	const ms = Date.parse(time ?? '');
	const value = Math.floor(ms / MINUTE_MS);
	return value >= 0 && value < AT_REST ? value : undefined;
}
