import { describePage } from '../files/describe';
import type { PageRef } from '../files/NotionFile';
import type { Json } from '../json';
import type { Branch } from './Branch';
import type { Finding } from './Finding';
import { coverFindings, filesProperties, hasRollup, iconFindings } from './pageFiles';
import { addProperty } from './addProperty';
import type { Visit } from './Visit';
import type { WalkScope } from './WalkScope';

/** What a page object itself holds, in the order cover, icon, properties. For `level` see `branchAt`. */
export function addPageObject(
	branch: Branch,
	page: Json,
	ref: PageRef,
	{ plan: { parts }, reader }: Pick<WalkScope, 'plan' | 'reader'>,
	level: number,
	visit: Visit,
): void {
	if (page.in_trash === true) branch.add([inTrash(describePage(ref))]);
	if (parts.has('cover')) branch.add(coverFindings(page, ref));
	if (parts.has('icon')) branch.add(iconFindings(page, ref));
	if (!parts.has('properties')) return;
	// What a rollup shows is on other pages, and changes with them.
	if (hasRollup(page)) visit.disturb();
	filesProperties(page).forEach((property) =>
		addProperty(branch, property, page, reader, level, ref),
	);
}

/** @param what the page or database, as `files/describe` names it */
export function inTrash(what: string): Finding {
	return {
		kind: 'skipped',
		reason: `The ${what} is in Notion’s trash, but its files are still returned`,
	};
}
