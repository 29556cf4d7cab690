import { type Json } from '../json';
import { describePage } from '../files/describe';
import { shortName } from '../outward';
import type { Branch } from './Branch';
import { branchAt } from './BranchesOnce';
import type { NotionReader, OnCut } from './NotionReader';
import { filesOfElements, pageRef, propertyFindings, type FilesProperty } from './pageFiles';

/**
 * Adds the files of one property: a rollup that the page holds only in part is read in full.
 * @param level of the page, as in `branchAt`
 * @param ref the page as its files refer to it
 */
export function addProperty(
	branch: Branch,
	property: FilesProperty,
	page: Json,
	reader: NotionReader,
	level = 0,
	ref = pageRef(page),
): void {
	if (property.kind !== 'rollup' || property.complete) {
		return branch.add(propertyFindings(property, property.files, page, ref));
	}
	const what = `property “${shortName(property.name)}” of ${describePage(ref)}`;
	const whole = branchAt(level, what, async (below) => {
		const onCut = (reason: string): void => below.add([{ kind: 'skipped', reason }]);
		const files = await wholeRollup(ref.id, property.id, reader, onCut);
		below.add(propertyFindings(property, files, page, ref));
	});
	branch.addBranch(whole);
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
