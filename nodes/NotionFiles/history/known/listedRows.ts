import { createHash } from 'node:crypto';
import type { Json } from '../../json';
import type { RowsListed } from '../../locate/Finding';
import { editedMinute, keyOf, minuteOf, type PageEntry, type SourceEntry } from './entries';

/** A row that was edited a moment before the list began may not have been in it yet. */
const OVERLAP_MINUTES = 2;

/** Undefined for what has no ID. Rows that pass a filter are a list of their own. */
export function sourceKey(id: string, filter: Json | undefined): string | undefined {
	const key = keyOf(id);
	if (key === undefined || filter === undefined) return key;
	return `${key} ${createHash('sha256').update(JSON.stringify(filter)).digest('hex').slice(0, 32)}`;
}

/**
 * What is known of a data source whose rows have been listed, and read as far as that was necessary.
 * @param wasAtRest whether a row was at rest before this run
 */
export function listedRows(
	list: RowsListed,
	known: SourceEntry,
	pages: ReadonlyMap<string, PageEntry>,
	wasAtRest: (row: string) => boolean,
): SourceEntry {
	const isAll = list.editedSince === undefined;
	const keys = list.rows.flatMap(({ id }) => keyOf(id) ?? []);
	return {
		...known,
		listed: isAll ? minuteOf(list.moment.here) : known.listed,
		since: sinceOf(list, known, pages, wasAtRest),
		rows: [...new Set([...(isAll ? [] : known.rows), ...keys])],
	};
}

/**
 * The next list has to begin with the first edit of a row that is not at rest, and no later than when
 * this list began: while it was read, rows that had been listed may have been edited.
 */
function sinceOf(
	{ rows, moment, editedSince }: RowsListed,
	known: SourceEntry,
	pages: ReadonlyMap<string, PageEntry>,
	wasAtRest: (row: string) => boolean,
): number {
	let latestAtRest = editedSince === undefined ? 0 : known.since;
	let earliest = Infinity;
	for (const { id, lastEditedTime } of rows) {
		const edited = editedMinute(lastEditedTime);
		const key = keyOf(id);
		if (edited === undefined || key === undefined) return 0;
		const page = pages.get(key);
		if (!page?.atRest || page.edited !== edited) earliest = Math.min(earliest, edited);
		// It was edited before the run that found it at rest.
		if (wasAtRest(key)) latestAtRest = Math.max(latestAtRest, edited);
	}
	const { notion, here } = moment;
	const began =
		notion === undefined ? latestAtRest : minuteOf(Math.min(here, notion)) - OVERLAP_MINUTES;
	return Math.max(0, Math.min(earliest, began));
}
