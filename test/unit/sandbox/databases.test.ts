import { property, type Sandbox, startSandbox } from '../../sandbox';
import { ask, at, type Json } from './support';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

async function query(id: string, body: Json = {}) {
	return await ask(sandbox, `/v1/data_sources/${id}/query`, { body });
}

async function names(id: string, body: Json = {}): Promise<string[]> {
	const answer = await query(id, body);
	return at<Json[]>(answer.body, 'results').map((row) =>
		at(row, 'properties.Name.title.0.plain_text'),
	);
}

test('a database is a container that names its data sources', async () => {
	const { workspace } = sandbox;
	const database = workspace.addDatabase({
		title: 'People',
		schema: { CV: 'files', Kind: 'select' },
	});
	workspace.addDataSource(database, { title: 'Alumni' });
	expect((await ask(sandbox, `/v1/databases/${database.id}`)).body).toMatchObject({
		object: 'database',
		data_sources: [{ id: database.dataSource.id, name: 'People' }, { name: 'Alumni' }],
		icon: null,
		cover: null,
	});
	const source = await ask(sandbox, `/v1/data_sources/${database.dataSource.id}`);
	expect(source.body).toMatchObject({
		object: 'data_source',
		parent: { type: 'database_id', database_id: database.id },
		properties: {
			CV: { type: 'files', name: 'CV' },
			Kind: { type: 'select', select: { options: [] } },
			Name: { id: 'title', type: 'title' },
		},
	});
});

test('a query gives whole rows in pages, with opaque cursors', async () => {
	const { dataSource } = sandbox.workspace.addDatabase({ title: 'Rows' });
	for (let index = 0; index < 5; index += 1) {
		sandbox.workspace.addPage({ title: `${index}`, parent: dataSource });
	}
	const first = await query(dataSource.id, { page_size: 2 });
	expect(first.body).toMatchObject({ has_more: true, type: 'page_or_data_source' });
	const next = at(first.body, 'next_cursor');
	expect(await names(dataSource.id, { page_size: 2, start_cursor: next })).toEqual(['2', '3']);
	const other = { page_size: 2, start_cursor: next, sorts: [{ timestamp: 'created_time' }] };
	expect((await query(dataSource.id, other)).status).toBe(400);
});

describe('with three rows of different times', () => {
	let id: string;

	beforeEach(() => {
		const { workspace } = sandbox;
		const { dataSource } = workspace.addDatabase({ title: 'Times' });
		id = dataSource.id;
		const row = (title: string, day: number, files: string[], tag: string) =>
			workspace.addPage({
				title,
				parent: dataSource,
				createdTime: `2026-11-0${day}T10:00:00.000Z`,
				lastEditedTime: `2026-11-1${9 - day}T10:00:00.000Z`,
				properties: {
					Files: property.files(...files),
					Tag: property.select(tag),
					Size: property.number(day),
				},
			});
		row('b', 2, ['https://x.y/1'], 'CV');
		row('a', 1, [], 'CV');
		row('c', 3, [], 'Photo');
	});

	test('rows come sorted by either timestamp, in either direction', async () => {
		const by = (timestamp: string, direction: string) =>
			names(id, { sorts: [{ timestamp, direction }] });
		expect(await by('created_time', 'ascending')).toEqual(['a', 'b', 'c']);
		expect(await by('created_time', 'descending')).toEqual(['c', 'b', 'a']);
		expect(await by('last_edited_time', 'ascending')).toEqual(['c', 'b', 'a']);
		expect(await names(id)).toEqual(['b', 'a', 'c']);
	});

	test.each([
		[
			{ timestamp: 'created_time', created_time: { on_or_after: '2026-11-02T10:00:00.000Z' } },
			'bc',
		],
		[{ timestamp: 'last_edited_time', last_edited_time: { after: '2026-11-17T10:00:00Z' } }, 'a'],
		[{ timestamp: 'created_time', created_time: { before: '2026-11-02' } }, 'a'],
		[{ property: 'Files', files: { is_not_empty: true } }, 'b'],
		[{ property: 'Files', files: { is_empty: true } }, 'ac'],
		[{ property: 'Tag', select: { equals: 'CV' } }, 'ba'],
		[{ property: 'Size', number: { greater_than: 2 } }, 'c'],
		[{ property: 'Name', title: { contains: 'A' } }, 'a'],
		[
			{
				and: [
					{ property: 'Tag', select: { equals: 'CV' } },
					{
						or: [
							{ property: 'Size', number: { equals: 1 } },
							{ property: 'Name', title: { equals: 'c' } },
						],
					},
				],
			},
			'a',
		],
	])('the filter %j leaves %s', async (filter, expected) => {
		expect((await names(id, { filter })).join('')).toBe(expected);
	});

	test('groups nest in two levels and no deeper', async () => {
		const leaf = { property: 'Tag', select: { equals: 'CV' } };
		const deep = { or: [leaf, { and: [leaf, { or: [leaf] }] }] };
		expect((await query(id, { filter: { or: [leaf, { and: [leaf] }] } })).status).toBe(200);
		expect((await query(id, { filter: deep })).body).toMatchObject({
			code: 'validation_error',
			message:
				'body failed validation: body.filter.or[1].and[1].or should be not present, instead was `[...]`.',
		});
	});

	test('a filter on an unknown property is refused', async () => {
		const answer = await query(id, { filter: { property: 'Nope', files: { is_empty: true } } });
		expect(answer.body).toMatchObject({
			code: 'validation_error',
			message: 'Could not find property with name or id: Nope',
		});
	});
});

test.each([
	[{ filter: { property: 'Nope', files: { is_empty: true } } }, 'Could not find property'],
	[{ filter: { property: 'Nope', title: { equals: 'a' } } }, 'Could not find property'],
	[{ filter: { property: 'Tag', files: { is_empty: true } } }, 'does not match filter files'],
	[{ filter: { property: 'Tag', select: { sounds_like: 'a' } } }, 'unknown filter operator'],
	[{ filter: { timestamp: 'deleted_time', deleted_time: {} } }, 'one of the filter objects'],
	[
		{ filter: { timestamp: 'created_time', created_time: { after: 'yesterday' } } },
		'valid ISO 8601 date',
	],
	[{ filter: {} }, 'one of the filter objects'],
	[{ filter: { and: [], property: 'Tag' } }, 'one of the filter objects'],
	[{ sorts: [{ property: 'Nope' }] }, 'Could not find property'],
	[{ size: 3 }, 'body.size should be not present'],
	[{ filter: { property: 'Name', title: { equals: 'x'.repeat(500_000) } } }, 'at most 500KB'],
])('a query is refused before it meets any row: %#', async (body, message) => {
	const { dataSource } = sandbox.workspace.addDatabase({
		title: 'No rows',
		schema: { Tag: 'select' },
	});
	const answer = await query(dataSource.id, body);
	expect(answer).toMatchObject({ status: 400, body: { code: 'validation_error' } });
	expect(answer.body.message).toContain(message);
});

test('a database names the data sources that are shared, and without any it is refused', async () => {
	const { workspace } = sandbox;
	const database = workspace.addDatabase({ title: 'People' });
	const alumni = workspace.addDataSource(database, { title: 'Alumni' });
	alumni.shared = false;
	const read = async () => await ask(sandbox, `/v1/databases/${database.id}`);
	expect((await read()).body.data_sources).toEqual([
		{ id: database.dataSource.id, name: 'People' },
	]);
	database.dataSource.shared = false;
	expect((await read()).body.message).toContain('any data sources accessible by this API bot');
});

test('a query ends at the cap with has_more false, and says so in request_status alone', async () => {
	const { dataSource } = sandbox.workspace.addDatabase({ title: 'Big' });
	for (let index = 0; index < 7; index += 1) {
		sandbox.workspace.addPage({ title: `${index}`, parent: dataSource });
	}
	expect((await query(dataSource.id)).body).toMatchObject({ request_status: { type: 'complete' } });
	sandbox.settings.rowCap = 5;
	const { body } = await query(dataSource.id);
	expect(at<Json[]>(body, 'results')).toHaveLength(5);
	expect(body).toMatchObject({
		has_more: false,
		next_cursor: null,
		request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' },
	});
});

test('queries leave out the trash and the archive unless asked for them', async () => {
	const { workspace } = sandbox;
	const { dataSource } = workspace.addDatabase({ title: 'Rows' });
	workspace.addPage({ title: 'kept', parent: dataSource });
	workspace.addPage({ title: 'trashed', parent: dataSource, inTrash: true });
	workspace.addPage({ title: 'archived', parent: dataSource, isArchived: true });
	expect(await names(dataSource.id)).toEqual(['kept']);
	expect(await names(dataSource.id, { in_trash: true })).toEqual(['trashed']);
	expect(await names(dataSource.id, { is_archived: true })).toEqual(['archived']);
});

test('a wiki lists data sources among its rows', async () => {
	const { workspace } = sandbox;
	const wiki = workspace.addDatabase({ title: 'Wiki' });
	workspace.addPage({ title: 'Row', parent: wiki });
	wiki.dataSource.rows.push(workspace.addDatabase({ title: 'Nested' }).dataSource);
	const kinds = async (body: Json) =>
		at<Json[]>((await query(wiki.dataSource.id, body)).body, 'results').map(({ object }) => object);
	expect(await kinds({})).toEqual(['page', 'data_source']);
	expect(await kinds({ result_type: 'page' })).toEqual(['page']);
});

test.each([
	['linked', /is a linked database/],
	['without', /does not contain any data sources accessible by this API bot/],
] as const)('a database that is %s is refused in Notion’s words', async (linked, message) => {
	const { workspace } = sandbox;
	const page = workspace.addPage({ title: 'Host' });
	const database = workspace.addDatabase({ title: 'View', parent: page, linked });
	const answer = await ask(sandbox, `/v1/databases/${database.id}`);
	expect(answer).toMatchObject({ status: 400, body: { code: 'validation_error' } });
	expect(answer.body.message).toMatch(message);
	const found = await ask(sandbox, '/v1/search', { body: { query: 'View' } });
	expect(found.body.results).toEqual([]);
});

test('search finds shared pages and data sources by their title', async () => {
	const { workspace } = sandbox;
	workspace.addPage({ title: 'Team handbook', lastEditedTime: '2026-01-01T00:00:00.000Z' });
	workspace.addPage({ title: 'Handbook archive', lastEditedTime: '2026-02-01T00:00:00.000Z' });
	workspace.addPage({ title: 'Secret handbook', shared: false });
	workspace.addDatabase({ title: 'Handbooks' });
	const found = async (body: Json) =>
		at<Json[]>((await ask(sandbox, '/v1/search', { body })).body, 'results').map(
			({ object }) => object,
		);
	expect(await found({ query: 'handbook' })).toEqual(['page', 'page', 'data_source']);
	expect(
		await found({ query: 'handbook', filter: { property: 'object', value: 'data_source' } }),
	).toEqual(['data_source']);
	const { body } = await ask(sandbox, '/v1/search', {
		body: {
			filter: { property: 'object', value: 'page' },
			sort: { timestamp: 'last_edited_time', direction: 'descending' },
			page_size: 1,
		},
	});
	const refused = { filter: { property: 'kind', value: 'page' } };
	expect((await ask(sandbox, '/v1/search', { body: refused })).status).toBe(400);
	expect(body).toMatchObject({
		has_more: true,
		results: [{ properties: { title: { title: [{ plain_text: 'Handbook archive' }] } } }],
	});
});
