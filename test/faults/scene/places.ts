/** Where a file can be, as the node's output calls it, and how it is reached from there. */
export const PLACES = [
	'cover',
	'icon',
	'property',
	'rollup',
	'block',
	'blockIcon',
	'embed',
	'external',
	'comment',
] as const;

/** `embed` is a hosted HTML block, `external` a block that links to a file on another site. */
export type Place = (typeof PLACES)[number];

/** One of each kind: renewed by its page, renewed by its block, and on another site. */
export const FEW: readonly Place[] = ['cover', 'block', 'external'];

/** Places whose file is in Notion's storage: all but the external link. */
export const HOSTED: readonly Place[] = PLACES.filter((place) => place !== 'external');

/** Places that can contain a link to another site; Notion hosts the others. */
export const LINKABLE: readonly Place[] = PLACES.filter(
	(place) => place !== 'embed' && place !== 'comment',
);

/** Places in the content, which are found by listing the page's children. */
export const IN_CONTENT: readonly Place[] = ['block', 'blockIcon', 'embed', 'external'];

/** The name of the file at each place; each is found by it in paths, items and errors. */
export const NAMES: Readonly<Record<Place, string>> = {
	cover: 'cover.png',
	icon: 'icon.png',
	property: 'contract.pdf',
	rollup: 'curriculum vitae.pdf',
	block: 'minutes.pdf',
	blockIcon: 'callout.png',
	embed: 'chart.html',
	external: 'price list.pdf',
	comment: 'whiteboard.png',
};
