import { LoadOptionsContext } from 'n8n-core';
import type { INode, INodeParameters } from 'n8n-workflow';
import { NotionFiles } from '../../nodes/NotionFiles/NotionFiles.node';
import { block, property, startSandbox, type Sandbox } from '../sandbox';
import { additionalData, toWorkflow, type RunOptions, type WorkflowJson } from '../harness/engine';
import { credentialOf, NODE } from '../harness/notionFiles';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { connected, oauth2Package, oauth2Workflow } from '../harness/oauth2';
import { fromSources } from '../harness/runWorkflow';
import { TurnedClock } from '../harness/turnClock';
import { until } from '../harness/until';
import { runClock } from '../../nodes/NotionFiles/flow/clock';

let sandbox: Sandbox;
const node = new NotionFiles();

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

/** The editor as it asks the node for a list. */
function editor(parameters: INodeParameters, credential = {}): LoadOptionsContext {
	const options = {
		package: fromSources,
		credential: { ...credentialOf(sandbox), ...credential },
	};
	return editorOf(notionFilesWorkflow(parameters), options);
}

function editorOf(json: WorkflowJson, options: RunOptions): LoadOptionsContext {
	const workflow = toWorkflow(json, node);
	const inWorkflow = workflow.getNode(NODE) as INode;
	// The editor sends what is typed, not what is saved.
	const additional = { ...additionalData(options), currentNodeParameters: inWorkflow.parameters };
	return new LoadOptionsContext(workflow, inWorkflow, additional, '');
}

describe('the list of pages', () => {
	test('shows the pages that are shared, with their addresses, and finds by title', async () => {
		const { workspace } = sandbox;
		const handbook = workspace.addPage({ title: 'Team handbook' });
		workspace.addPage({ title: 'Recipes' });
		workspace.addPage({ title: 'Team secrets', shared: false });
		const { results } = await node.methods.listSearch.searchPages.call(editor({}), 'team');
		expect(results).toEqual([
			{ name: 'Team handbook', value: handbook.id, url: expect.stringContaining('https://') },
		]);
	});

	test('says which pages are rows', async () => {
		const { workspace } = sandbox;
		workspace.addPage({ title: 'Plan A' });
		const parent = workspace.addDatabase({ title: 'Plans' });
		workspace.addPage({ title: 'Plan B', parent, shared: true });
		const { results } = await node.methods.listSearch.searchPages.call(editor({}), 'plan');
		expect(results.map(({ name }) => name).sort()).toEqual(['Plan A', 'Plan B (row)']);
	});

	test('is split into pages, by Notion’s cursor', async () => {
		for (let n = 0; n < 70; n++) sandbox.workspace.addPage({ title: `Page ${n}` });
		const search = node.methods.listSearch.searchPages;
		const first = await search.call(editor({}));
		const second = await search.call(editor({}), undefined, first.paginationToken as string);
		expect(first.results).toHaveLength(50);
		expect(second.results).toHaveLength(20);
		expect(second.paginationToken).toBeUndefined();
		const ids = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(ids).size).toBe(70);
	});

	test('says at its end if Notion returns no more of what there is', async () => {
		const body = JSON.stringify({
			object: 'list',
			results: [],
			next_cursor: null,
			request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' },
		});
		const headers = { 'content-type': 'application/json' };
		const fault = { type: 'status' as const, status: 200, headers, body };
		sandbox.faults.add({ on: { server: 'api', path: '/search' }, fault });
		const { results } = await node.methods.listSearch.searchPages.call(editor({}));
		expect(results).toEqual([
			{ name: expect.stringContaining('Notion does not list any more'), value: '' },
		]);
	});

	test('does not wait out a limit of minutes: nobody looks at an open list for that long', async () => {
		const clock = new TurnedClock();
		clock.holdWaits();
		const giveBack = runClock(clock);
		try {
			sandbox.faults.add({
				on: { server: 'api' },
				fault: { type: 'notionError', status: 429, code: 'rate_limited', retryAfter: 60 },
				times: 9,
			});
			const listed = node.methods.listSearch.searchPages.call(editor({}));
			await until(() => clock.waits.length === 1);
			expect([clock.waits, clock.limits]).toEqual([[60_000], [20_000]]);
			clock.advance(20_000);
			await expect(listed).rejects.toMatchObject({
				message: 'Notion did not answer within 20 seconds',
				description: expect.stringContaining('Open the list again in a minute'),
			});
		} finally {
			giveBack();
		}
	});

	test('nor for a Notion that is silent', async () => {
		const clock = new TurnedClock();
		const giveBack = runClock(clock);
		try {
			sandbox.faults.add({
				on: { server: 'api' },
				fault: { type: 'stall', at: 'headers' },
				times: 9,
			});
			const listed = node.methods.listSearch.searchPages.call(editor({}));
			await until(() => sandbox.requestsTo('api').length > 0);
			clock.advance(20_000);
			await expect(listed).rejects.toThrow('Notion did not answer within 20 seconds');
		} finally {
			giveBack();
		}
	});

	test('is that of an OAuth2 credential if the node uses one', async () => {
		sandbox.workspace.addPage({ title: 'Team handbook' });
		const credential = connected(sandbox);
		sandbox.oauth.expireAccessToken();
		const options = { package: oauth2Package, credential };
		const context = editorOf(oauth2Workflow({}), options);
		const { results } = await node.methods.listSearch.searchPages.call(context);
		expect(results.map(({ name }) => name)).toEqual(['Team handbook']);
	});

	test('finds the page whose URL or ID is pasted, and no other', async () => {
		const { workspace } = sandbox;
		const page = workspace.addPage({ title: 'Team handbook' });
		workspace.addPage({ title: 'Recipes' });
		const plain = page.id.replaceAll('-', '');
		for (const words of [page.id, plain, `https://www.notion.so/Team-handbook-${plain}`]) {
			const found = await node.methods.listSearch.searchPages.call(editor({}), words);
			expect(found.results.map(({ value }) => value)).toEqual([page.id]);
		}
	});

	test('finds nothing for the URL of a page that is not shared', async () => {
		const page = sandbox.workspace.addPage({ title: 'Team secrets', shared: false });
		const url = `https://www.notion.so/${page.id.replaceAll('-', '')}`;
		const { results } = await node.methods.listSearch.searchPages.call(editor({}), url);
		expect(results).toEqual([]);
	});

	test('reports a wrong token in a sentence', async () => {
		const search = node.methods.listSearch.searchPages.call(editor({}, { token: 'wrong' }));
		await expect(search).rejects.toMatchObject({ message: 'Notion rejected the token' });
	});
});

describe('the list of “Files & media” properties', () => {
	test.each(['id', 'url'] as const)('is that of the chosen page (%s)', async (mode) => {
		const { workspace } = sandbox;
		const upload = workspace.upload({ name: 'a.pdf', content: 'a' });
		const people = workspace.addDatabase({ title: 'People' });
		const row = workspace.addPage({
			title: 'Ana',
			parent: people,
			properties: { CV: property.files(upload) },
		});
		const page = workspace.addPage({
			title: 'Team',
			properties: {
				Documents: property.files(),
				CVs: property.rollup([row], 'CV'),
				Status: property.status('In use'),
			},
			children: [block.paragraph('text')],
		});
		const value =
			mode === 'id' ? page.id : `https://www.notion.so/Team-${page.id.replaceAll('-', '')}`;
		const context = editor({ operation: 'getPropertyFiles', pageId: locator(mode, value) });
		const options = await node.methods.loadOptions.getFilesProperties.call(context);
		expect(options.map(({ name }) => name)).toEqual(['All Files Properties', 'Documents', 'CVs']);
		expect(options.map(({ description }) => description)).toEqual([
			undefined,
			undefined,
			'Rollup of a “Files & media” property',
		]);
		expect(options[0]?.value).toBe('*');
	});

	test.each([
		['none is chosen yet', locator('list', '')],
		['only an execution knows which', locator('id', '={{ $json.id }}')],
		['only an execution knows which', '={{ $json }}'],
	])('offers all of them if %s', async (_, pageId) => {
		const context = editor({ operation: 'getPropertyFiles', pageId });
		const options = node.methods.loadOptions.getFilesProperties.call(context);
		expect(await options).toEqual([{ name: 'All Files Properties', value: '*' }]);
		expect(sandbox.requestsTo('api')).toEqual([]);
	});

	test('reports what is not a page in a sentence', async () => {
		const context = editor({ operation: 'getPropertyFiles', pageId: locator('id', 'nonsense') });
		const options = node.methods.loadOptions.getFilesProperties.call(context);
		await expect(options).rejects.toMatchObject({
			message: '“nonsense” is not the URL or ID of a Notion page',
		});
	});
});

describe('the list of databases', () => {
	test('shows the data sources that are shared, with their addresses, and finds by title', async () => {
		const { workspace } = sandbox;
		const { dataSource } = workspace.addDatabase({ title: 'Invoices' });
		workspace.addDatabase({ title: 'Recipes' });
		workspace.addDatabase({ title: 'Secret invoices', shared: false });
		workspace.addPage({ title: 'How to write invoices' });
		const search = node.methods.listSearch.searchDatabases.call(editor({}), 'invoices');
		expect(await search).toEqual({
			results: [
				{ name: 'Invoices', value: dataSource.id, url: expect.stringContaining('https://') },
			],
			paginationToken: undefined,
		});
	});

	test('finds the data sources of the database whose URL is pasted', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({ title: 'Invoices' });
		const archive = workspace.addDataSource(database, { title: 'Archive' });
		const url = `https://www.notion.so/${database.id.replaceAll('-', '')}?v=1`;
		const { results } = await node.methods.listSearch.searchDatabases.call(editor({}), url);
		expect(results.map(({ name, value }) => [name, value])).toEqual([
			['Invoices', database.dataSource.id],
			['Archive', archive.id],
		]);
	});
});

describe('the list of databases, of a view', () => {
	test('finds what it shows, and keeps its URL for “From the URL”', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({ title: 'Invoices' });
		const archive = workspace.addDataSource(database, { title: 'Archive' });
		const view = workspace.addView(database, { name: 'Old', dataSource: archive });
		const [inUrl, ofView] = [database.id, view.id].map((id) => id.replaceAll('-', ''));
		const url = `https://www.notion.so/${inUrl}?v=${ofView}`;
		const found = await node.methods.listSearch.searchDatabases.call(
			editor({}),
			` [Invoices](https://www.notion.so/acme/Invoices-${inUrl}?v=${ofView}&pvs=4) `,
		);
		expect(found.results).toEqual([
			{ name: 'Invoices', value: database.dataSource.id, url: undefined },
			{ name: 'Archive', value: archive.id, url },
		]);
	});

	test('finds what is behind a linked database', async () => {
		const { workspace } = sandbox;
		const page = workspace.addPage({ title: 'Page' });
		const { dataSource } = workspace.addDatabase({ title: 'Invoices' });
		const showing = [dataSource];
		const linked = workspace.addDatabase({ title: '', parent: page, linked: 'linked', showing });
		const search = node.methods.listSearch.searchDatabases.call(editor({}), linked.id);
		expect((await search).results).toEqual([
			{ name: 'Invoices', value: dataSource.id, url: undefined },
		]);
	});
});

describe('the list of views', () => {
	const ALWAYS = [
		{ name: 'All Rows', value: '*' },
		{ name: 'From the URL', value: 'fromUrl', description: expect.stringContaining('v=') },
	];

	const viewsOf = async (databaseId: INodeParameters) =>
		await node.methods.loadOptions.getViews.call(
			editor({ operation: 'getDatabaseFiles', databaseId }),
		);

	test.each(['database', 'data source', 'linked database'])(
		'is that of the chosen %s, without dashboards',
		async (what) => {
			const { workspace } = sandbox;
			const page = workspace.addPage({ title: 'Page' });
			const original = workspace.addDatabase({ title: 'Invoices' });
			const { dataSource } = original;
			const showing = [dataSource];
			const database =
				what === 'linked database'
					? workspace.addDatabase({ title: '', parent: page, linked: 'without', showing })
					: original;
			const open = workspace.addView(database, { name: 'Open', type: 'board', dataSource });
			workspace.addView(database, { name: 'Overview', dataSource: null });
			const chosen =
				what === 'data source' ? locator('list', dataSource.id) : locator('id', database.id);
			expect(await viewsOf(chosen)).toEqual([
				...ALWAYS,
				{ name: 'Default view', value: expect.any(String), description: 'Table' },
				{ name: 'Open', value: open.id, description: 'Board' },
			]);
		},
	);

	test('of one data source is without those of others', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({ title: 'Invoices' });
		const archive = workspace.addDataSource(database, { title: 'Archive' });
		const old = workspace.addView(database, { name: 'Old', dataSource: archive });
		expect((await viewsOf(locator('list', archive.id))).slice(2)).toEqual([
			{ name: 'Old', value: old.id, description: 'Table' },
		]);
	});

	test('says how many Notion does not return, and offers the others', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({ title: 'Invoices' });
		const broken = workspace.addView(database, { name: 'Broken' });
		const open = workspace.addView(database, { name: 'Open' });
		sandbox.faults.add({
			on: { server: 'api', path: `/v1/views/${broken.id}` },
			fault: { type: 'notionError', status: 404, code: 'object_not_found' },
		});
		expect((await viewsOf(locator('id', database.id))).slice(2)).toEqual([
			{ name: 'Default view', value: expect.any(String), description: 'Table' },
			{ name: 'Open', value: open.id, description: 'Table' },
			{ name: '… Notion does not return 1 more view', value: '' },
		]);
	});

	test('offers what is always there if no database is chosen yet', async () => {
		expect(await viewsOf(locator('list', ''))).toEqual(ALWAYS);
		expect(sandbox.requestsTo('api')).toEqual([]);
	});
});

describe('the list of data sources', () => {
	const sourcesOf = async (databaseId: INodeParameters) =>
		await node.methods.loadOptions.getDataSources.call(
			editor({ operation: 'getDatabaseFiles', databaseId }),
		);

	test('is that of the chosen database', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({ title: 'Invoices' });
		const archive = workspace.addDataSource(database, { title: 'Archive' });
		const url = `https://www.notion.so/${database.id.replaceAll('-', '')}?v=1`;
		for (const chosen of [locator('id', database.id), locator('url', url)]) {
			expect(await sourcesOf(chosen)).toEqual([
				{ name: 'All Data Sources', value: '*' },
				{ name: 'Invoices', value: database.dataSource.id },
				{ name: 'Archive', value: archive.id },
			]);
		}
		sandbox.journal.clear();
		expect(await sourcesOf(locator('list', archive.id))).toEqual([
			{ name: 'All Data Sources', value: '*' },
			{ name: 'Archive', value: archive.id },
		]);
		expect(sandbox.requestsTo('api').map(({ path }) => path)).toEqual([
			`/v1/data_sources/${archive.id}`,
		]);
	});

	test('offers all of them if no database is chosen yet', async () => {
		expect(await sourcesOf(locator('list', ''))).toEqual([
			{ name: 'All Data Sources', value: '*' },
		]);
	});

	test('reports a page in a sentence', async () => {
		const page = sandbox.workspace.addPage({ title: 'Page' });
		const options = sourcesOf(locator('id', page.id));
		await expect(options).rejects.toMatchObject({
			message: expect.stringContaining('the ID is that of a page'),
		});
	});
});
