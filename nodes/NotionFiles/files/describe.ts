import { shortName } from '../outward';
import type { DatabaseKind, FilePlace, PageRef } from './NotionFile';

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
