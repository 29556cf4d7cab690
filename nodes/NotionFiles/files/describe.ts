import { shortName } from '../outward';
import { directForm } from './viewers';
import type { DatabaseKind, FilePlace, NotionFile, PageRef } from './NotionFile';

/** A page, so that people can find it: “Team handbook” (4c1f…). */
export function describePage(page: PageRef): string {
	return `page “${shortName(page.title)}” (${page.id})`;
}

/** A database, so that people can find it: “Invoices” (4c1f…). */
export function describeDatabase(
	database: Pick<PageRef, 'id' | 'title'>,
	kind: DatabaseKind = 'database',
): string {
	const noun = kind === 'database' ? 'database' : 'data source';
	return `${noun} “${shortName(database.title)}” (${database.id})`;
}

/** A link that does not lead to a file: its name if Notion shows one, and its direct form if there is one. */
export function describeLink({ name, place, page, link }: NotionFile): string {
	const where = describePlace(place, page);
	const direct = directForm(link.url);
	return (
		(showsNames(place) ? `“${shortName(name)}” in ${where}` : where) +
		(direct === undefined ? '' : ` (a viewer; the file is at ${direct})`)
	);
}

/** Whether Notion shows a file's name at this place. */
function showsNames(place: FilePlace): boolean {
	const { source } = place;
	return (
		source === 'property' ||
		source === 'rollup' ||
		(source === 'block' && place.block.type === 'file')
	);
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
