import { mention } from '../mentions';
import { shortName } from '../outward';
import { directForm } from './viewers';
import type { BlockRef, DatabaseKind, FilePlace, NotionFile, PageRef } from './NotionFile';

/** A page, so that people can find it: page “Team handbook”, which mentions it. */
export function describePage(page: PageRef): string {
	return mention(`page “${shortName(page.title)}”`, page.id);
}

/** A database, so that people can find it. Data sources have no address in Notion. */
export function describeDatabase(
	database: Pick<PageRef, 'id' | 'title'>,
	kind: DatabaseKind = 'database',
): string {
	const title = `“${shortName(database.title)}”`;
	return kind === 'database' ? mention(`database ${title}`, database.id) : `data source ${title}`;
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

/** A place in words, for hints and errors: the cover of page “Team handbook”. */
export function describePlace(place: FilePlace, page: PageRef): string {
	switch (place.source) {
		case 'cover':
		case 'icon':
			return `the ${place.source} of ${place.of ? describeDatabase(page, place.of) : describePage(page)}`;
		case 'property':
		case 'rollup':
			return `property “${shortName(place.property.name)}” of ${describePage(page)}`;
		case 'block':
			return onPage(aBlock(place.block), page, place.block);
		case 'blockIcon':
			return onPage(`the icon of ${aBlock(place.block)}`, page, place.block);
		case 'comment': {
			const { block } = place;
			return block === undefined
				? `a comment on ${describePage(page)}`
				: onPage(`a comment on ${aBlock(block)}`, page, block);
		}
	}
}

function aBlock({ type }: BlockRef): string {
	return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type} block`;
}

/** Mentions the block, so that people find it on a long page. */
function onPage(what: string, { id, title }: PageRef, block: BlockRef): string {
	return mention(`${what} on page “${shortName(title)}”`, id, block.id);
}
