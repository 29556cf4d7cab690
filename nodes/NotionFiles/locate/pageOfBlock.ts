import { asObject, asText, type Json } from '../json';
import type { PageRef } from '../files/NotionFile';
import { ifReadable } from './BranchesOnce';
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
		const next = await ifReadable(reader.block(above));
		if (next === undefined) return namedOnly(above);
		nearest = next;
	}
}

async function readOrName(pageId: string, reader: NotionReader): Promise<PageRef> {
	return (await ifReadable(reader.page(pageId).then(pageRef))) ?? namedOnly(pageId);
}

function namedOnly(id: string): PageRef {
	return pageRef({ id });
}
