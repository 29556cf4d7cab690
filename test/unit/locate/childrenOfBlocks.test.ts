import type {
	BlockObjectRequest,
	BlockObjectResponse,
	MentionRichTextItemResponse,
	RichTextItemResponse,
} from '@notionhq/client';
import { isWorthListing } from '../../../nodes/NotionFiles/locate/childrenOfBlocks';
import type { PagePart } from '../../../nodes/NotionFiles/locate/WalkPlan';
import { blockJson, parentJson } from './samples';

type BlockType = BlockObjectResponse['type'];

/**
 * What the children of each type can be, by the client that is installed. `nothing`: the types name no
 * children, and Notion never says that there are any; if it does, somebody has put something there.
 *
 * A type that is new in a newer client is an error here, until somebody has checked what goes into it.
 */
const CHILDREN: Record<BlockType, 'anything' | 'rows' | 'refused' | 'nothing'> = {
	audio: 'nothing',
	bookmark: 'nothing',
	breadcrumb: 'nothing',
	bulleted_list_item: 'anything',
	callout: 'anything',
	child_database: 'nothing',
	child_page: 'anything',
	code: 'nothing',
	column: 'anything',
	column_list: 'anything',
	divider: 'nothing',
	embed: 'nothing',
	equation: 'nothing',
	file: 'nothing',
	heading_1: 'anything',
	heading_2: 'anything',
	heading_3: 'anything',
	heading_4: 'anything',
	image: 'nothing',
	link_preview: 'nothing',
	link_to_page: 'nothing',
	meeting_notes: 'anything',
	numbered_list_item: 'anything',
	paragraph: 'anything',
	pdf: 'nothing',
	quote: 'anything',
	synced_block: 'anything',
	tab: 'anything',
	table: 'rows',
	table_of_contents: 'nothing',
	table_row: 'nothing',
	template: 'anything',
	to_do: 'anything',
	toggle: 'anything',
	transcription: 'anything',
	unsupported: 'refused',
	video: 'nothing',
};

const PARTS: readonly PagePart[] = [
	'cover',
	'icon',
	'properties',
	'content',
	'linkedFiles',
	'comments',
	'blockComments',
];
const NO_COMMENTS = new Set(PARTS.filter((part) => part !== 'blockComments'));

const types = Object.entries(CHILDREN);

test.each(types)('the children of a %s that has some (%s)', (type, children) => {
	const listed = (parts: Iterable<PagePart>): boolean =>
		isWorthListing(parentJson('b', type), new Set(parts));
	const isUsual = children === 'anything' || children === 'nothing';
	expect(listed(NO_COMMENTS)).toBe(isUsual);
	// The walk of pages and databases looks only for those, and for no part.
	expect(listed([])).toBe(isUsual);
	expect(listed(['blockComments'])).toBe(children !== 'refused');
	expect(listed(PARTS)).toBe(children !== 'refused');
});

test.each(types)('no children of a %s are listed if it has none', (type) => {
	for (const more of [{}, { has_children: false }, { has_children: 'true' }]) {
		expect(isWorthListing(blockJson('b', type, {}, more), new Set(PARTS))).toBe(false);
	}
});

test.each(['block_of_tomorrow', 'constructor', '__proto__', ''])(
	'an unknown type is listed if it has children: %j',
	(type) => {
		expect(isWorthListing({ id: 'b', type, has_children: true }, new Set())).toBe(true);
	},
);

test('something without a type is listed if it has children', () => {
	expect(isWorthListing({ id: 'b', has_children: true }, new Set())).toBe(true);
});

/** Compiles if both are the same type. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

type Request<Type extends BlockType> = Extract<BlockObjectRequest, Record<Type, unknown>>;
type Response<Type extends BlockType> = Extract<BlockObjectResponse, { type: Type }>;

test('a table holds rows, and a row holds rich text, by the types of the client', () => {
	const rowsAlone: Same<
		keyof Request<'table'>['table']['children'][number],
		keyof Request<'table_row'>
	> = true;
	const textAlone: Same<Response<'table_row'>['table_row'], { cells: RichTextItemResponse[][] }> =
		true;
	// A kind of mention that is new may lead to a file, or be one.
	const mentions: Same<
		MentionRichTextItemResponse['mention']['type'],
		| 'user'
		| 'date'
		| 'link_preview'
		| 'link_mention'
		| 'page'
		| 'database'
		| 'template_mention'
		| 'custom_emoji'
	> = true;
	const kinds: Same<RichTextItemResponse['type'], 'text' | 'mention' | 'equation'> = true;
	expect([rowsAlone, textAlone, mentions, kinds]).toEqual([true, true, true, true]);
});
