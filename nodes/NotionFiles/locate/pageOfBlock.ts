import { asObject, asText, type Json } from '../json';
import type { StorageOrigins } from '../files/notionStorage';
import type { PageRef } from '../files/NotionFile';
import { ifReadable } from './BranchesOnce';
import type { NotionReader } from './NotionReader';
import { pageRef } from './pageFiles';
import { rowRef } from './rowValues';

/**
 * The page that a block is on, found by going up its parents: Notion names only the nearest one. A
 * block can be shared where its page is not (a synced block's original); its page is then known by ID
 * alone. What is above several blocks is read once in a run: users who pick blocks often pick many on
 * one page.
 * @param withRow whether to bring along what is in the columns, if the page is a row
 */
export async function pageOfBlock(
	block: Json,
	reader: NotionReader,
	withRow = false,
): Promise<PageRef> {
	const above = aboveBlocks(reader);
	let nearest = block;
	const passed = new Set<string>();
	for (;;) {
		const parent = asObject(nearest.parent);
		const pageId = nearest.type === 'child_page' ? asText(nearest.id) : asText(parent.page_id);
		if (pageId !== undefined) {
			return (await above[withRow ? 'row' : 'page'](pageId)) ?? namedOnly(pageId);
		}
		const parentId = asText(parent.block_id);
		if (parentId === undefined || passed.has(parentId)) return namedOnly(asText(nearest.id) ?? '');
		passed.add(parentId);
		const next = await above.block(parentId);
		if (next === undefined) return namedOnly(parentId);
		nearest = next;
	}
}

/** Reads what is above blocks; undefined for what Notion does not return. */
interface Above {
	block(id: string): Promise<Json | undefined>;
	page(id: string): Promise<PageRef | undefined>;
	row(id: string): Promise<PageRef | undefined>;
}

/** By what all readers of one run share. */
const aboveByRun = new WeakMap<StorageOrigins, Above>();

function aboveBlocks(reader: NotionReader): Above {
	const known = aboveByRun.get(reader.storage);
	if (known) return known;
	const above: Above = {
		block: once(async (id) => await ifReadable(reader.block(id))),
		page: once(async (id) => await ifReadable(reader.page(id).then(pageRef))),
		row: once(async (id) => await ifReadable(reader.page(id).then(rowRef))),
	};
	aboveByRun.set(reader.storage, above);
	return above;
}

/** The same, but asking once for each ID, and again if that failed. */
function once<T>(read: (id: string) => Promise<T>): (id: string) => Promise<T> {
	const readings = new Map<string, Promise<T>>();
	return async (id) => {
		const known = readings.get(id);
		if (known) return await known;
		const reading = read(id);
		readings.set(id, reading);
		reading.catch(() => readings.delete(id));
		return await reading;
	};
}

function namedOnly(id: string): PageRef {
	return pageRef({ id });
}
