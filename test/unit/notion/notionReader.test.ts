import type { Json } from '../../../nodes/NotionFiles/json';
import { TokenGate } from '../../../nodes/NotionFiles/notion/TokenGate';
import { NotionClient } from '../../../nodes/NotionFiles/notion/NotionClient';
import { notionReader } from '../../../nodes/NotionFiles/notion/notionReader';
import type { NotionReader } from '../../../nodes/NotionFiles/locate/NotionReader';
import { collect, rejectionOf } from '../promises';

const PAGE: Json = { object: 'page', id: '1', properties: {} };
const BLOCK: Json = { object: 'block', id: '1', type: 'image' };
const EMPTY: Json = { object: 'list', results: [], next_cursor: null };

/** A reader whose requests are answered in turn (the last answer forever), with their paths and bodies. */
function readerFor(...answers: Json[]) {
	const paths: string[] = [];
	const bodies: unknown[] = [];
	const client = new NotionClient(
		async ({ path, body: sent }) => {
			paths.push(path);
			bodies.push(sent);
			const body = answers[Math.min(paths.length, answers.length) - 1];
			return { kind: 'answered', status: 200, headers: {}, body };
		},
		new TokenGate(),
		undefined,
	);
	return { reader: notionReader(client), paths, bodies };
}

function list(results: unknown, next_cursor?: unknown): Json {
	return { object: 'list', results, has_more: next_cursor !== undefined, next_cursor };
}

describe('each read asks one endpoint', () => {
	const read: Record<string, (reader: NotionReader) => Promise<unknown>> = {
		'/pages/p1': async (reader) => await reader.page('p1'),
		'/blocks/b1': async (reader) => await reader.block('b1'),
		'/blocks/b1/children?page_size=100': async (reader) =>
			await collect(reader.blockChildren('b1')),
		'/comments/c1': async (reader) => await reader.comment('c1'),
		'/comments?block_id=b1&page_size=100': async (reader) => await collect(reader.comments('b1')),
		'/pages/p1/properties/%3AzOQ?page_size=100': async (reader) =>
			await collect(reader.propertyItems('p1', '%3AzOQ')),
		'/databases/d1': async (reader) => await reader.database('d1'),
		'/data_sources/s1': async (reader) => await reader.dataSource('s1'),
		'/views/v1': async (reader) => await reader.views.view('v1'),
		'/views?database_id=d1&page_size=100': async (reader) => await reader.views.idsOf('d1'),
		'/data_sources/s1/query': async (reader) =>
			await collect(reader.rows({ id: 's1', name: 'Rows' }, undefined)),
	};

	test.each(Object.entries(read))('%s', async (expected, ask) => {
		const { reader, paths } = readerFor({
			...PAGE,
			...BLOCK,
			...EMPTY,
			name: 'View',
			data_sources: [],
		});
		await ask(reader);
		expect(paths).toEqual([expected]);
	});
});

test('the reader knows where the storage is as soon as an answer contains a hosted file', async () => {
	const file = { url: 'http://127.0.0.1:4000/prod-files-secure/a/b/c.png?X-Amz-Signature=1' };
	const { reader } = readerFor({ ...PAGE, cover: { type: 'file', file } }, BLOCK);
	await reader.block('b1').catch(() => {});
	expect(reader.storage.has(new URL(file.url))).toBe(true);
	expect(reader.storage.has(new URL('http://127.0.0.1:4001/'))).toBe(false);
});

const HOSTILE = ['../users/me', 'a/b', 'a?b=c', 'a#b', 'a b', 'ü', '\\..\\', '..', '.', '%2e%2e'];

/** The paths that a URL parser, which every HTTP client has, reads as something else. */
function astray(paths: string[], expected: RegExp): string[] {
	const read = paths.map((path) => new URL(`https://api.notion.com/v1${path}`).pathname);
	return read.filter((path) => !expected.test(path));
}

describe('a hostile ID cannot lead anywhere else', () => {
	test.each(HOSTILE)('as that of a page: %s', async (id) => {
		const { reader, paths } = readerFor({ ...PAGE, ...EMPTY });
		await reader.page(id).catch(() => {});
		await collect(reader.propertyItems(id, 'x')).catch(() => {});
		expect(astray(paths, /^\/v1\/pages\/[^/]+(\/properties\/x)?$/)).toEqual([]);
	});

	test.each(HOSTILE)('as that of a view or its database: %s', async (id) => {
		const { reader, paths } = readerFor({ ...PAGE, ...EMPTY, name: 'View' });
		await reader.views.view(id).catch(() => {});
		await reader.views.idsOf(id).catch(() => {});
		expect(astray(paths, /^\/v1\/views(\/[^/]+)?$/)).toEqual([]);
	});

	test.each(HOSTILE)('as that of a block: %s', async (id) => {
		const { reader, paths } = readerFor({ ...BLOCK, ...EMPTY });
		await reader.block(id).catch(() => {});
		await collect(reader.blockChildren(id)).catch(() => {});
		expect(astray(paths, /^\/v1\/blocks\/[^/]+(\/children)?$/)).toEqual([]);
	});

	test.each(HOSTILE)('as that of a database or data source: %s', async (id) => {
		const { reader, paths } = readerFor({ ...PAGE, ...EMPTY });
		await reader.database(id).catch(() => {});
		await reader.dataSource(id).catch(() => {});
		await collect(reader.rows({ id, name: 'Rows' }, undefined)).catch(() => {});
		expect(astray(paths, /^\/v1\/(databases|data_sources)\/[^/]+(\/query)?$/)).toEqual([]);
	});

	test.each(HOSTILE)('as that of a comment, or of what one is on: %s', async (id) => {
		const { reader, paths } = readerFor({ ...PAGE, ...EMPTY });
		await reader.comment(id).catch(() => {});
		expect(astray(paths, /^\/v1\/comments\/[^/]+$/)).toEqual([]);
		paths.length = 0;
		await collect(reader.comments(id));
		expect(paths.map((path) => new URL(path, 'http://x').searchParams.get('block_id'))).toEqual([
			id,
		]);
		expect(astray(paths, /^\/v1\/comments$/)).toEqual([]);
	});

	test.each(HOSTILE)('as that of a property: %s', async (id) => {
		const { reader, paths } = readerFor(EMPTY);
		await collect(reader.propertyItems('p1', id)).catch(() => {});
		expect(astray(paths, /^\/v1\/pages\/p1\/properties\/[^/]+$/)).toEqual([]);
	});
});

test.each([
	['title', 'title'],
	['%3AzOQ', '%3AzOQ'],
	['%60%7Cx%5D', '%60%7Cx%5D'],
	["a~b!c$d&e'(f)*+,;=:@-_", "a~b!c$d&e'(f)*+,;=:@-_"],
	['My files', 'My%20files'],
	['`|x]', '%60%7Cx%5D'],
	['Ärger/1', '%C3%84rger%2F1'],
])(
	'the property ID %s is sent back as Notion returned it, encoded once: %s',
	async (id, segment) => {
		const { reader, paths } = readerFor(EMPTY);
		await collect(reader.propertyItems('p1', id));
		expect(paths).toEqual([`/pages/p1/properties/${segment}?page_size=100`]);
	},
);

describe('a list', () => {
	test('is followed along its cursors to the end, one array per answer', async () => {
		const { reader, paths } = readerFor(
			list([{ id: 'a' }, { id: 'b' }], 'one'),
			list([], 'two &=?#/ü'),
			list([{ id: 'c' }], null),
		);
		expect(await collect(reader.blockChildren('b1'))).toEqual([
			[{ id: 'a' }, { id: 'b' }],
			[],
			[{ id: 'c' }],
		]);
		const cursors = paths.map((path) => new URL(path, 'http://x').searchParams.get('start_cursor'));
		expect(cursors).toEqual([null, 'one', 'two &=?#/ü']);
	});

	test.each([
		['null', null],
		['nothing', undefined],
		['an empty text', ''],
		['something strange', { cursor: 1 }],
	])('ends if the next cursor is %s, whatever has_more says', async (_, next) => {
		const { reader, paths } = readerFor({ ...list([{ id: 'a' }], next), has_more: true });
		expect(await collect(reader.blockChildren('b1'))).toEqual([[{ id: 'a' }]]);
		expect(paths).toHaveLength(1);
	});

	test('is read no further than needed', async () => {
		const { reader, paths } = readerFor(list([{ id: 'a' }], 'one'), list([{ id: 'b' }], 'two'));
		for await (const blocks of reader.blockChildren('b1')) {
			if (blocks[0]?.id === 'b') break;
		}
		expect(paths).toHaveLength(2);
	});

	test.each([
		['the same cursor again', [list([{ id: 'a' }], 'one')], 2],
		['an earlier cursor', [list([], '1'), list([], '2'), list([], '3'), list([], '1')], 4],
	])('that returns %s goes in circles and ends with an error', async (_, answers, asked) => {
		const { reader, paths } = readerFor(...answers);
		const error = await rejectionOf(collect(reader.blockChildren('b1')));
		expect(error).toMatchObject({ code: 'refusedByNotion' });
		expect(String(error)).toContain('the content of a page or block');
		expect(paths).toHaveLength(asked);
	});

	test.each([undefined, null, 'results', { 0: {} }])(
		'with the results %j is empty',
		async (results) => {
			const { reader } = readerFor(list(results));
			expect(await collect(reader.blockChildren('b1'))).toEqual([[]]);
		},
	);

	test('with elements that are not objects has empty ones in their place', async () => {
		const { reader } = readerFor(list([null, 'x', ['y'], { id: 'a' }]));
		expect(await collect(reader.blockChildren('b1'))).toEqual([[{}, {}, {}, { id: 'a' }]]);
	});
});

describe('an object of which Notion returns only the ID', () => {
	test('results in an error about the missing capability', async () => {
		const { reader } = readerFor({ object: 'page', id: 'p1' });
		const refusals = [reader.page('p1'), reader.block('b1'), reader.database('d1')];
		for (const error of await Promise.all(refusals.map(rejectionOf))) {
			expect(error).toMatchObject({
				code: 'missingCapability',
				remedy: expect.stringContaining('“Read content”'),
			});
		}
	});

	test('differs from one that is merely empty', async () => {
		expect(await readerFor(PAGE).reader.page('1')).toEqual(PAGE);
		expect(await readerFor(BLOCK).reader.block('1')).toEqual(BLOCK);
	});
});

test('search lists all of one kind, each once, and says if Notion returns only part of it', async () => {
	const request_status = { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' };
	const pages = (...ids: string[]) => ids.map((id) => ({ object: 'page', id }));
	const { reader, paths, bodies } = readerFor(list(pages('a', 'b'), 'one'), {
		...list([...pages('b'), { object: 'data_source', id: 'd' }, ...pages('c')]),
		request_status,
	});
	const told: string[] = [];
	const found = await collect(reader.search('page', 'ascending', (reason) => told.push(reason)));
	expect(found).toEqual([pages('a', 'b'), pages('c')]);
	expect(paths).toEqual(['/search', '/search']);
	const asked = {
		filter: { property: 'object', value: 'page' },
		sort: { timestamp: 'last_edited_time', direction: 'ascending' },
		page_size: 100,
	};
	expect(bodies).toEqual([asked, { ...asked, start_cursor: 'one' }]);
	expect(told).toEqual([
		'Notion returned only part of the list of pages (query_result_limit_reached)',
	]);
});
