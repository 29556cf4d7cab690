import { KnownObjects } from '../../../nodes/NotionFiles/locate/KnownObjects';
import { clock } from '../../../nodes/NotionFiles/flow/clock';
import type { Json } from '../../../nodes/NotionFiles/json';
import { turnClock } from '../../harness/turnClock';
import { NotionInMemory } from './NotionInMemory';
import { hosted, pageJson, richText } from './samples';

turnClock();

const MINUTE_MS = 60_000;

/** When the search was. */
const SEARCHED = { here: 1_000, notion: 2_000 };

async function readsOf(object: Json, minutes: number): Promise<string[]> {
	const notion = new NotionInMemory().put('page p', pageJson('p'));
	const known = new KnownObjects();
	known.add(object, SEARCHED);
	await clock.wait(minutes * MINUTE_MS);
	await known.inFrontOf(notion).page('p');
	return notion.reads;
}

test.each<[string, Json, number, string[]]>([
	['is not asked for', pageJson('p', { cover: hosted('a.png') }), 44, []],
	[
		'is asked for once its links may have expired',
		pageJson('p', { cover: hosted('a.png') }),
		46,
		['page p'],
	],
	['is not asked for, however old, if it has no links', pageJson('p'), 999, []],
	['is asked for if Notion returned only its ID', { object: 'page', id: 'p' }, 0, ['page p']],
	[
		'is asked for if only a data source is known',
		{ ...pageJson('p'), object: 'data_source' },
		0,
		['page p'],
	],
])('a known page %s', async (_, object, minutes, reads) => {
	expect(await readsOf(object, minutes)).toEqual(reads);
});

test('a known object serves one read, with all that files need', async () => {
	const properties = {
		Name: { id: 'title', type: 'title', title: richText('Handbook') },
		Docs: { id: 'd', type: 'files', files: [hosted('a.pdf')] },
		All: { id: 'r', type: 'rollup', rollup: { type: 'array', array: [] } },
		Others: { id: 'o', type: 'relation', relation: [{ id: 'x' }], has_more: false },
		Notes: { id: 'n', type: 'rich_text', rich_text: richText('Long') },
	};
	const notion = new NotionInMemory();
	const known = new KnownObjects();
	known.add(pageJson('p', { properties }), SEARCHED);
	const reader = known.inFrontOf(notion);
	const { Name, Docs, All } = properties;
	const Others = { id: 'o', type: 'relation', has_more: false };
	expect((await reader.page('p')).properties).toEqual({ Name, Docs, All, Others });
	await expect(reader.page('p')).rejects.toThrow('cannot find');
});

test.each([
	[true, { type: 'data_source_id' }, ['Notes']],
	[true, { type: 'page_id' }, []],
	[false, { type: 'data_source_id' }, []],
])(
	'it has all columns only if they are wanted (%p) and it is a row: %j',
	async (wanted, parent, kept) => {
		const Notes = { id: 'n', type: 'rich_text', rich_text: richText('Long') };
		const known = new KnownObjects(wanted);
		known.add({ ...pageJson('p', { properties: { Notes } }), parent }, SEARCHED);
		const page = await known.inFrontOf(new NotionInMemory()).page('p');
		expect(Object.keys(page.properties as Json)).toEqual(kept);
	},
);

test('whoever wants to know it as it is now can tell, and ask Notion', async () => {
	const notion = new NotionInMemory().put('page p', pageJson('p'));
	const known = new KnownObjects();
	known.add(pageJson('p'), SEARCHED);
	const reader = known.inFrontOf(notion);
	expect(reader.asOf?.(await reader.page('p'))).toEqual(SEARCHED);
	expect(reader.asOf?.(await reader.page('p'))).toBeUndefined();
	expect(reader.direct).toBe(notion);
});
