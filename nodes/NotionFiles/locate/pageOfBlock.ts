import { isUnreadable, NotionFilesError } from '../errors';
import { asObject, asText, type Json } from '../json';
import type { PageRef } from '../files/NotionFile';
import type { NotionReader } from './NotionReader';
import { pageRef } from './pageFiles';

/**
 * The page that a block lies on, found by going up its parents: Notion names only the nearest one.
 * A block can be shared where its page is not (a synced block's original); its page is then known by
 * ID alone.
 */
export async function pageOfBlock(block: Json, reader: NotionReader): Promise<PageRef> {
	let nearest = block;
	const passed = new Set<string>();
	for (;;) {
		const parent = asObject(nearest.parent);
		const pageId = nearest.type === 'child_page' ? asText(nearest.id) : asText(parent.page_id);
		if (pageId !== undefined) return await readOrName(pageId, reader);
		const above = asText(parent.block_id);
		if (above === undefined || passed.has(above)) return namedOnly(asText(nearest.id) ?? '');
		passed.add(above);
		const next = await readOr(reader.block(above), undefined);
		if (next === undefined) return namedOnly(above);
		nearest = next;
	}
}

async function readOrName(pageId: string, reader: NotionReader): Promise<PageRef> {
	return await readOr(reader.page(pageId).then(pageRef), namedOnly(pageId));
}

async function readOr<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
	return await reading.catch((thrown: unknown) => {
		if (thrown instanceof NotionFilesError && isUnreadable(thrown)) return otherwise;
		return Promise.reject(thrown);
	});
}

function namedOnly(id: string): PageRef {
	return pageRef({ id });
}
