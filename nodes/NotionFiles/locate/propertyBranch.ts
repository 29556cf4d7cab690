import { type Json } from '../json';
import { Branch } from './Branch';
import type { NotionReader } from './NotionReader';
import { filesOfElements, pageRef, propertyFindings, type FilesProperty } from './pageFiles';

/** The files of one property. A rollup that the page holds only in part is read in full. */
export function propertyBranch(property: FilesProperty, page: Json, reader: NotionReader): Branch {
	return new Branch(async (branch) => {
		const ref = pageRef(page);
		const partial = property.kind === 'rollup' && !property.complete;
		const files = partial ? await wholeRollup(ref.id, property.id, reader) : property.files;
		branch.add(propertyFindings(property, files, page, ref));
	});
}

async function wholeRollup(
	pageId: string,
	propertyId: string,
	reader: NotionReader,
): Promise<Json[]> {
	const files: Json[] = [];
	for await (const elements of reader.propertyItems(pageId, propertyId)) {
		files.push(...filesOfElements(elements));
	}
	return files;
}
