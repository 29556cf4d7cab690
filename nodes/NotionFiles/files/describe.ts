import { shortName } from '../outward';
import { directForm } from './viewers';
import type { DatabaseKind, FilePlace, NotionFile, PageRef } from './NotionFile';

/** A page as people find it again: “Team handbook” (4c1f…). */
export function describePage(page: PageRef): string {
	return `page “${shortName(page.title)}” (${page.id})`;
}

/** A database as people find it again: “Invoices” (4c1f…). */
export function describeDatabase(
	database: Pick<PageRef, 'id' | 'title'>,
	kind: DatabaseKind = 'database',
): string {
	const noun = kind === 'database' ? 'database' : 'data source';
	return `${noun} “${shortName(database.title)}” (${database.id})`;
}

/** A link that leads to no file, with its name where Notion shows one, and the form of it that would give one. */
export function describeLink({ name, place, page, link }: NotionFile): string {
	const where = describePlace(place, page);
	const direct = directForm(link.url);
	return (
		(hasNameOfItsOwn(place) ? `“${shortName(name)}” in ${where}` : where) +
		(direct === undefined ? '' : ` (a viewer; the file is at ${direct})`)
	);
}

/** Covers, icons and most blocks show a file by the name of its upload, or by none. */
export function hasNameOfItsOwn(place: FilePlace): boolean {
	switch (place.source) {
		case 'property':
		case 'rollup':
			return true;
		case 'block':
			return place.block.type === 'file';
		default:
			return false;
	}
}

/** A place in words, for hints and errors: the cover of page “Team handbook” (4c1f…). */
export function describePlace(place: FilePlace, page: PageRef): string {
	switch (place.source) {
		case 'cover':
		case 'icon':
			return `the ${place.source} of ${place.of ? describeDatabase(page, place.of) : describePage(page)}`;
		case 'property':
		case 'rollup':
			return `property “${shortName(place.property.name)}” of ${describePage(page)}`;
		case 'block':
			return `${place.block.type} block ${place.block.id} on ${describePage(page)}`;
		case 'blockIcon':
			return `the icon of ${place.block.type} block ${place.block.id} on ${describePage(page)}`;
		case 'comment': {
			const on = place.block ? `${place.block.type} block ${place.block.id} of ` : '';
			return `comment ${place.comment.id} on ${on}${describePage(page)}`;
		}
	}
}
