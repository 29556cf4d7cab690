import { type Database, type Sandbox, startSandbox } from '../../sandbox';
import { ask, askAll, at, type Json } from './support';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const idsOf = async (query: string): Promise<string[]> =>
	(await askAll(sandbox, `/v1/views?${query}`)).map(({ id }) => String(id));

function addPeople(): Database {
	const { workspace } = sandbox;
	const people = workspace.addDatabase({ title: 'People', schema: { Tag: 'select' } });
	workspace.addView(people, {
		name: 'CVs',
		type: 'board',
		filter: { property: 'Tag', select: { equals: 'CV' } },
		quickFilters: { Tag: { select: { is_not_empty: true } } },
	});
	workspace.addView(people, { name: 'Overview', dataSource: null });
	return people;
}

test('a database lists references to its views, page by page, and each tells what it is', async () => {
	const people = addPeople();
	sandbox.settings.maximumPageSize = 1;
	const listed = await askAll(sandbox, `/v1/views?database_id=${people.id}`);
	expect(listed).toHaveLength(3);
	expect(Object.keys(listed[1] ?? {})).toEqual(['object', 'id']);
	const view = await ask(sandbox, `/v1/views/${String(listed[1]?.id)}`);
	expect(view.body).toMatchObject({
		object: 'view',
		name: 'CVs',
		type: 'board',
		parent: { type: 'database_id', database_id: people.id },
		data_source_id: people.dataSources[0]?.id,
		filter: { property: 'Tag', select: { equals: 'CV' } },
		quick_filters: { Tag: { select: { is_not_empty: true } } },
		url: expect.stringMatching(/\?v=[0-9a-f]{32}$/),
	});
	const dashboard = await ask(sandbox, `/v1/views/${String(listed[2]?.id)}`);
	expect(dashboard.body).toMatchObject({ type: 'dashboard', data_source_id: null });
});

test.each(['linked', 'without'] as const)(
	'a %s database has views of the one behind it, which lists them, too',
	async (linked) => {
		const { workspace } = sandbox;
		const people = addPeople();
		const host = workspace.addPage({ title: 'Host' });
		const showing = people.dataSources;
		const database = workspace.addDatabase({ title: 'View', parent: host, linked, showing });
		const [id] = await idsOf(`database_id=${database.id}`);
		const source = String(people.dataSources[0]?.id);
		expect((await ask(sandbox, `/v1/views/${id}`)).body).toMatchObject({
			parent: { database_id: database.id },
			data_source_id: source,
		});
		expect(await idsOf(`data_source_id=${source}`)).toContain(id);
		host.shared = false;
		expect(await idsOf(`data_source_id=${source}`)).not.toContain(id);
		expect((await ask(sandbox, `/v1/views?database_id=${database.id}`)).status).toBe(404);
		expect((await ask(sandbox, `/v1/views/${id}`)).status).toBe(404);
	},
);

test('views are refused without the capability, in old versions, and without one database', async () => {
	const path = `/v1/views?database_id=${addPeople().id}`;
	const old = { headers: { 'notion-version': '2022-06-28' } };
	expect((await ask(sandbox, path, old)).body.code).toBe('invalid_request_url');
	expect((await ask(sandbox, '/v1/views')).body.code).toBe('validation_error');
	expect((await ask(sandbox, '/v1/views?database_id=1')).body.code).toBe('validation_error');
	sandbox.settings.readContent = false;
	expect((await ask(sandbox, path)).body.code).toBe('restricted_resource');
});

test('templates are pages of their own, and no rows', async () => {
	const { workspace } = sandbox;
	const { dataSource } = workspace.addDatabase({ title: 'Tasks' });
	workspace.addPage({ title: 'Row', parent: dataSource });
	const template = workspace.addTemplate(dataSource, { title: 'Template' });
	workspace.addTemplate(dataSource, { title: 'Other' });
	const listed = await ask(sandbox, `/v1/data_sources/${dataSource.id}/templates?page_size=1`);
	expect(listed.body).toMatchObject({
		templates: [{ id: template.id, name: 'Template', is_default: true }],
		has_more: true,
	});
	expect((await ask(sandbox, `/v1/pages/${template.id}`)).status).toBe(200);
	const rows = await ask(sandbox, `/v1/data_sources/${dataSource.id}/query`, { body: {} });
	expect(at<Json[]>(rows.body, 'results')).toHaveLength(1);
});

test('a query knows the options of a status, and not their groups', async () => {
	const { dataSource } = sandbox.workspace.addDatabase({
		title: 'Tasks',
		schema: { Status: 'status' },
		statuses: { Complete: ['Done', 'Dropped'] },
	});
	const query = async (equals: unknown) => {
		const body = { filter: { property: 'Status', status: { equals } } };
		return await ask(sandbox, `/v1/data_sources/${dataSource.id}/query`, { body });
	};
	expect((await query(['Done', 'Dropped'])).status).toBe(200);
	expect((await query('Complete')).body.message).toContain('Available options: "Done", "Dropped"');
	const source = await ask(sandbox, `/v1/data_sources/${dataSource.id}`);
	expect(at(source.body, 'properties.Status.status.groups')).toMatchObject([{ name: 'Complete' }]);
});
