import { type Json } from '../json';
import { describePage } from '../files/describe';
import { shortName } from '../outward';
import type { Branch } from './Branch';
import { branchAt } from './BranchesOnce';
import type { NotionReader, OnCut } from './NotionReader';
import { filesOfElements, pageRef, propertyFindings, type FilesProperty } from './pageFiles';

/**
 * The files of one property. A rollup that the page holds only in part is read in full.
 * @param level of the page, as in `branchAt`
 */
export function propertyBranch(
	property: FilesProperty,
	page: Json,
	reader: NotionReader,
	level = 0,
): Branch {
	const ref = pageRef(page);
	const what = `property “${shortName(property.name)}” of ${describePage(ref)}`;
	return branchAt(level, what, async (branch) => {
		const onCut = (reason: string): void => branch.add([{ kind: 'skipped', reason }]);
		const partial = property.kind === 'rollup' && !property.complete;
		const files = partial ? await wholeRollup(ref.id, property.id, reader, onCut) : property.files;
		branch.add(propertyFindings(property, files, page, ref));
	});
}

async function wholeRollup(
	pageId: string,
	propertyId: string,
	reader: NotionReader,
	onCut: OnCut,
): Promise<Json[]> {
	const files: Json[] = [];
	for await (const elements of reader.propertyItems(pageId, propertyId, onCut)) {
		files.push(...filesOfElements(elements));
	}
	return files;
}
