import { asText, type Json } from '../json';
import type { Moment } from './KnownTree';
import { beforeSearch, momentOf } from './moments';
import type { NotionReader, SearchKind } from './NotionReader';

/** Where a search puts what it finds. */
interface Found {
	has(id: string): boolean;
	/** @param asOf the earliest moment that the object may show */
	add(object: Json, asOf: Moment): void;
}

/**
 * Adds everything of a kind that Notion's search lists, from both ends if it lists only a part.
 * @returns what it could not list
 */
export async function searchAll(
	kind: SearchKind,
	reader: NotionReader,
	found: Found,
): Promise<string[]> {
	let cut: string[] = [];
	const onCut = (reason: string): void => void (cut = [reason]);
	const { here } = momentOf(reader);
	// Before the first answer, nobody knows what time it is at Notion.
	const moment = (): Moment => beforeSearch({ ...momentOf(reader), here });
	for await (const objects of reader.search(kind, 'ascending', onCut)) {
		const asOf = moment();
		for (const object of objects) found.add(object, asOf);
	}
	if (cut.length === 0) return [];
	// What is missing was edited last, so the other end of the list has it.
	cut = [];
	for await (const objects of reader.search(kind, 'descending', onCut)) {
		const isKnown = objects.map(({ id }) => found.has(asText(id) ?? ''));
		const asOf = moment();
		for (const object of objects) found.add(object, asOf);
		if (isKnown.includes(true)) return [];
	}
	return cut.map(
		(reason) => `${reason}; if something is missing, name the page above it in “Also Include”`,
	);
}
