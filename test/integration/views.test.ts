import type { INodeParameters } from 'n8n-workflow';
import {
	block,
	property,
	startSandbox,
	type Database,
	type DataSource,
	type Page,
	type Sandbox,
} from '../sandbox';
import { goodItems, hintsOf, names, runNotionFiles } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { whenAnswered } from '../harness/moments';
import { turnClock } from '../harness/turnClock';

let sandbox: Sandbox;

turnClock();

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

const undashed = (id: string): string => id.replaceAll('-', '');

const urlOf = (database: { id: string }, view: { id: string } | string): string =>
	`https://www.notion.so/acme/${undashed(database.id)}?v=${undashed(typeof view === 'string' ? view : view.id)}`;

/** Only what rows hold themselves; as new nodes are, unless another version is given. */
async function run(databaseId: INodeParameters | string, more: object = {}, typeVersion = 1.1) {
	const parameters = {
		operation: 'getDatabaseFiles',
		databaseId,
		include: ['properties'],
		output: 'links',
		...more,
	};
	return await runNotionFiles(sandbox, parameters as never, { node: { typeVersion } });
}

const filesOf = async (...wish: Parameters<typeof run>): Promise<string[]> =>
	names(goodItems(await run(...wish))).map((name) => name.replace('.txt', ''));

const paths = (part: string): string[] =>
	sandbox
		.requestsTo('api')
		.map(({ path }) => path)
		.filter((path) => path.includes(part));

/** Requests for the list of a database’s views. */
const lists = (): number => paths('/v1/views').filter((path) => path === '/v1/views').length;

type Parent = Database | DataSource;

function addRow(parent: Parent, title: string, tag = 'CV', size = 1, more: object = {}): Page {
	return sandbox.workspace.addPage({
		title,
		parent,
		properties: {
			Files: property.files(sandbox.workspace.upload({ name: `${title}.txt`, content: title })),
			Tag: property.select(tag),
			Size: property.number(size),
		},
		...more,
	});
}

const TAGGED = { property: 'Tag', select: { equals: 'CV' } };

/** Four rows; a view shows those that are tagged and large, the last first. */
function addPeople() {
	const { workspace } = sandbox;
	const people = workspace.addDatabase({ title: 'People' });
	addRow(people, 'a', 'CV', 1);
	addRow(people, 'b', 'CV', 2);
	addRow(people, 'c', 'Photo', 3);
	addRow(people, 'd', 'CV', 4);
	const view = workspace.addView(people, {
		name: 'Large CVs',
		filter: TAGGED,
		quickFilters: { [idOf(people, 'Size')]: { number: { greater_than: 1 } }, Name: null },
		sorts: [{ property: 'Size', direction: 'descending' }],
	});
	return { people, view };
}

const idOf = ({ dataSources }: Database, name: string): string =>
	String(dataSources[0]?.schema.get(name)?.id);

describe('a view', () => {
	test.each<[string, (view: { id: string }, people: Database) => [INodeParameters, object]]>([
		['its name', (_, { id }) => [locator('id', id), { view: 'large cvs' }]],
		['its ID', ({ id: view }, { id }) => [locator('id', id), { view }]],
		['its URL', (view, people) => [locator('id', people.id), { view: urlOf(people, view) }]],
		['the URL of the database', (view, people) => [locator('url', urlOf(people, view)), {}]],
		[
			'a URL that an expression returns',
			(view, people) => [locator('id', `=${urlOf(people, view)}`), {}],
		],
		[
			'the URL that was pasted into the list',
			(view, people) => [
				{
					...locator('list', String(people.dataSources[0]?.id)),
					cachedResultUrl: urlOf(people, view),
				},
				{},
			],
		],
	])('chosen by %s gives the rows that it shows, in the order of creation', async (_, wish) => {
		const { people, view } = addPeople();
		expect(await filesOf(...wish(view, people))).toEqual(['b', 'd']);
		expect(paths('/query')).toHaveLength(1);
	});

	test('by its URL takes one request for itself', async () => {
		const { people, view } = addPeople();
		await filesOf(locator('url', urlOf(people, view)));
		expect(sandbox.requestsTo('api').map(({ path }) => path)).toEqual([
			`/v1/databases/${people.id}`,
			`/v1/views/${view.id}`,
			`/v1/data_sources/${people.dataSource.id}/query`,
		]);
	});

	test('by its name takes no more requests than it needs to be found', async () => {
		const { people, view } = addPeople();
		sandbox.workspace.addView(people, { name: 'Large CVs', filter: TAGGED });
		await filesOf(locator('id', people.id), { view: 'Large CVs' });
		expect(paths('/v1/views/').at(-1)).toBe(`/v1/views/${view.id}`);
		expect(lists()).toBe(1);
		expect(paths('/v1/views/')).toHaveLength(2);
	});

	test('is read once for all input items, also where Notion pages the list', async () => {
		sandbox.settings.maximumPageSize = 1;
		const { people } = addPeople();
		const parameters = {
			operation: 'getDatabaseFiles',
			databaseId: locator('id', people.id),
			view: 'Large CVs',
			include: ['properties'],
			output: 'links',
		};
		const items = [{ json: {} }, { json: {} }, { json: {} }];
		const node = { typeVersion: 1.1 };
		const result = await runNotionFiles(sandbox, parameters, { node, items });
		expect(goodItems(result)).toHaveLength(6);
		expect(lists()).toBe(2);
		expect(paths('/v1/views/')).toHaveLength(2);
	});

	test('applies together with the Row Filter and Edited After', async () => {
		const { people, view } = addPeople();
		const wish = locator('url', urlOf(people, view));
		const filter = { or: [{ property: 'Size', number: { equals: 2 } }, { and: [TAGGED] }] };
		expect(await filesOf(wish, { filter: JSON.stringify(filter) })).toEqual(['b', 'd']);
		const small = { property: 'Size', number: { less_than: 4 } };
		expect(await filesOf(wish, { filter: JSON.stringify(small) })).toEqual(['b']);
		const editedAfter = new Date(sandbox.clock.now() + 3_600_000).toISOString();
		expect(await filesOf(wish, { editedAfter })).toEqual([]);
	});

	test('shows its own data source of several, and refuses another', async () => {
		const { workspace } = sandbox;
		const { people, view } = addPeople();
		const alumni = workspace.addDataSource(people, { title: 'Alumni' });
		addRow(alumni, 'e');
		const shown = workspace.addView(people, { name: 'All alumni', dataSource: alumni });
		expect(await filesOf(locator('id', people.id), { view: shown.id })).toEqual(['e']);
		expect(
			await filesOf(locator('id', people.id), { view: shown.id, dataSource: 'Alumni' }),
		).toEqual(['e']);
		const { error } = await run(locator('id', people.id), { view: view.id, dataSource: 'Alumni' });
		expect(error?.message).toBe('The view “Large CVs” does not show the data source “Alumni”');
	});

	test.each([
		[true, ['b.txt', 'd.txt']],
		[false, ['own.png', 'a.txt', 'b.txt', 'c.txt', 'd.txt']],
	])('with a filter (%s) leaves out the database’s own cover', async (isFiltered, expected) => {
		const { people, view } = addPeople();
		const { workspace } = sandbox;
		workspace.edit(people, { cover: workspace.upload({ name: 'own.png', content: 'png' }) });
		const shown = isFiltered ? view : workspace.addView(people, { name: 'Everybody' });
		const wish = locator('url', urlOf(people, shown));
		const result = await run(wish, { include: ['cover', 'properties'] });
		expect(names(goodItems(result))).toEqual(expected);
	});

	describe('that Notion does not return', () => {
		const unreadable = (path: string | RegExp) =>
			sandbox.faults.add({
				on: { server: 'api', path },
				times: 'forever',
				fault: { type: 'notionError', status: 404, code: 'object_not_found' },
			});

		test('hides no other, whose name is chosen', async () => {
			const { people, view } = addPeople();
			sandbox.workspace.addView(people, { name: 'Small', filter: TAGGED });
			unreadable(`/v1/views/${view.id}`);
			expect(await filesOf(locator('id', people.id), { view: 'Small' })).toEqual(['a', 'b', 'd']);
		});

		test.each([
			['other', /Its views: “Default view”\. Notion does not return 1 more\. <a /],
			['all', /Notion does not return any of its 2 views: choose “All Rows”\. <a /],
		])('is mentioned if no %s has the name that is chosen', async (which, remedy) => {
			const { people, view } = addPeople();
			unreadable(which === 'all' ? /^.v1.views[/][^/]+$/ : `/v1/views/${view.id}`);
			const { error } = await run(locator('id', people.id), { view: 'Large CVs' });
			expect(error?.message).toMatch(/has no view “Large CVs”$/);
			expect(error?.description).toMatch(remedy);
		});
	});

	test('may ask for a group of statuses, which a query does not know', async () => {
		const { workspace } = sandbox;
		const tasks = workspace.addDatabase({
			title: 'Tasks',
			statuses: { 'To-do': ['Planned'], Complete: ['Done', 'Dropped'] },
		});
		for (const status of ['Planned', 'Done', 'Dropped']) {
			const file = workspace.upload({ name: `${status}.txt`, content: status });
			const properties = { Status: property.status(status), Files: property.files(file) };
			workspace.addPage({ title: status, parent: tasks, properties });
		}
		const status = (condition: object) => ({ property: idOf(tasks, 'Status'), status: condition });
		const shownBy = async (filter: object) => {
			const view = workspace.addView(tasks, { filter: { ...filter } });
			return await filesOf(locator('url', urlOf(tasks, view)));
		};
		expect(await shownBy(status({ equals: 'Complete' }))).toEqual(['Done', 'Dropped']);
		expect(await shownBy({ or: [status({ does_not_equal: 'Complete' })] })).toEqual(['Planned']);
		expect(await shownBy(status({ equals: ['To-do', 'Done'] }))).toEqual(['Planned', 'Done']);
		expect(paths(`/data_sources/${tasks.dataSource.id}`)).toHaveLength(6);
	});

	test('whose filter Notion does not accept in a query is reported, with Notion’s words', async () => {
		const { people } = addPeople();
		const view = sandbox.workspace.addView(people, {
			name: 'Gone',
			filter: { property: 'Removed', select: { equals: 'x' } },
		});
		const { error } = await run(locator('url', urlOf(people, view)));
		expect(error?.message).toMatch(/^Notion rejected the filter for the rows of “People”/);
		expect(error?.description).toContain('View');
		expect(error?.description).toContain('Could not find property with name or id: Removed');
	});

	test.each<[string, (people: Database) => [INodeParameters, object], RegExp, RegExp]>([
		[
			'is not there by this name',
			({ id }) => [locator('id', id), { view: 'Small CVs' }],
			/^The database “People” has no view “Small CVs”$/,
			/Its views: “Default view”, “Large CVs”\./,
		],
		[
			'is not there by this ID',
			({ id }) => [locator('id', id), { view: id }],
			/^Notion does not return the view: it may have been deleted/,
			/“All Rows”/,
		],
		[
			'belongs to another database',
			({ id }) => {
				const other = sandbox.workspace.addDatabase({ title: 'Other' });
				const view = sandbox.workspace.addView(other, { name: 'Theirs' });
				return [locator('id', id), { view: view.id }];
			},
			/^The view “Theirs” does not belong to the database “People”/,
			/Choose a view from the list/,
		],
		[
			'is a dashboard',
			(people) => {
				const board = sandbox.workspace.addView(people, { name: 'Overview', dataSource: null });
				return [locator('url', urlOf(people, board)), {}];
			},
			/^The view “Overview” is a dashboard, which has no rows of its own$/,
			/“All Rows”/,
		],
		[
			'is in the URL as something else',
			(people) => [locator('url', urlOf(people, '1')), {}],
			/^“1”, which the URL of the database names as its view \(v=\), is not the ID of a view$/,
			/“All Rows”/,
		],
	])('that %s is reported in a sentence', async (_, wish, message, remedy) => {
		const { people } = addPeople();
		const { error } = await run(...wish(people));
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(remedy);
	});

	test('without the capability to read content is reported as that', async () => {
		const { people, view } = addPeople();
		const denied = { type: 'notionError' as const, status: 403, code: 'restricted_resource' };
		sandbox.faults.add({ on: { server: 'api', path: '/v1/views' }, fault: denied });
		const { error } = await run(locator('url', urlOf(people, view)));
		expect(error?.message).toBe('The connection does not have the capability to read the view');
	});
});

describe('all rows', () => {
	const ALL = ['a', 'b', 'c', 'd'];

	test.each([
		['a new node, without a view in the URL', 1.1, undefined, false],
		['a new node, by choice', 1.1, '*', false],
		['a node of version 1, whatever the URL', 1, undefined, true],
	])('of %s take no request for views, and no hint', async (_, version, view, isInUrl) => {
		const { people, view: inUrl } = addPeople();
		const url = isInUrl ? urlOf(people, inUrl) : urlOf(people, inUrl).replace(/\?.+/, '');
		const result = await run(locator('url', url), view ? { view } : {}, version);
		expect(names(goodItems(result))).toEqual(ALL.map((name) => `${name}.txt`));
		expect(hintsOf(result)).toEqual([]);
		expect(paths('/views')).toEqual([]);
	});

	test('by choice, with a view in the URL, cause a hint that its filter is not applied', async () => {
		const { people, view } = addPeople();
		const result = await run(locator('url', urlOf(people, view)), { view: '*' });
		expect(goodItems(result)).toHaveLength(4);
		expect(hintsOf(result)).toEqual([
			expect.stringMatching(/names a view .+ filter is not applied .+ “From the URL”/),
		]);
		expect(paths('/views')).toEqual([]);
	});

	test('are not what a node of version 1 returns if a view is chosen there', async () => {
		const { people, view } = addPeople();
		expect(await filesOf(locator('id', people.id), { view: view.id }, 1)).toEqual(['b', 'd']);
	});
});

describe.each(['linked', 'without'] as const)('a linked database (%s)', (linked) => {
	/** A page that shows People through a linked database with a filter. */
	function addLinked() {
		const { people, view: original } = addPeople();
		const { workspace } = sandbox;
		const host = workspace.addPage({ title: 'Host' });
		const showing = [people.dataSource];
		const database = workspace.addDatabase({ title: 'View', parent: host, linked, showing });
		const view = workspace.addView(database, {
			dataSource: people.dataSource,
			name: 'Photos',
			filter: { property: 'Tag', select: { equals: 'Photo' } },
		});
		return { people, original, host, database, view };
	}

	const page = async (id: string, more: object = {}, typeVersion = 1.1) =>
		await runNotionFiles(
			sandbox,
			{
				operation: 'getPageFiles',
				pageId: locator('id', id),
				childDatabases: true,
				include: ['properties', 'content'],
				output: 'links',
				...more,
			},
			{ node: { typeVersion } },
		);

	test.each([1, 1.1])('that is chosen leads to the one behind it (version %d)', async (version) => {
		const { database } = addLinked();
		expect(await filesOf(locator('id', database.id), {}, version)).toEqual(['a', 'b', 'c', 'd']);
	});

	test('shows what the view in its URL shows, without a look at its other views', async () => {
		const { database, view, people } = addLinked();
		expect(await filesOf(locator('url', urlOf(database, view)))).toEqual(['c']);
		expect(paths('/views')).toEqual([`/v1/views/${view.id}`]);
		expect(paths('/data_sources')).toEqual([
			`/v1/data_sources/${people.dataSource.id}`,
			`/v1/data_sources/${people.dataSource.id}/query`,
		]);
		expect(await filesOf(locator('id', database.id), { view: 'Photos' })).toEqual(['c']);
	});

	test('of which the original’s view is wanted shows that, too', async () => {
		const { database, original } = addLinked();
		expect(await filesOf(locator('id', database.id), { view: original.id })).toEqual(['b', 'd']);
	});

	test('lets one of several data sources be chosen by its name', async () => {
		const { people, database } = addLinked();
		const other = sandbox.workspace.addDatabase({ title: 'Other' });
		addRow(other, 'o');
		sandbox.workspace.addView(database, { dataSource: other.dataSource, name: 'Others' });
		expect(await filesOf(locator('id', database.id), { dataSource: 'Other' })).toEqual(['o']);
		expect(await filesOf(locator('id', database.id))).toEqual(['a', 'b', 'c', 'd', 'o']);
		people.dataSource.shared = false;
		const result = await run(locator('id', database.id));
		expect(names(goodItems(result))).toEqual(['o.txt']);
		expect(hintsOf(result)).toEqual([expect.stringMatching('a linked database, .+ not shared')]);
	});

	test('in the content gives all rows behind it, once, wherever else it is met', async () => {
		const { people, host } = addLinked();
		const { workspace } = sandbox;
		const showing = [people.dataSource];
		workspace.addDatabase({ title: 'Again', parent: host, linked, showing });
		const below = workspace.addPage({ title: 'Below', parent: host });
		workspace.addDatabase({ title: 'And again', parent: below, linked, showing });
		const result = await page(host.id, { childPages: 1 });
		expect(names(goodItems(result))).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
		expect(hintsOf(result)).toEqual([]);
		expect(paths('/query')).toHaveLength(1);
		expect(paths(`/data_sources/${people.dataSource.id}`)).toHaveLength(2);
	});

	test('and its original, with its cover, are where the first of them is, whichever way answers first', async () => {
		const { workspace } = sandbox;
		const top = workspace.addPage({ title: 'Top' });
		const [first, second] = ['A', 'B'].map((title) => workspace.addPage({ title, parent: top }));
		const cover = workspace.upload({ name: 'cover.png', content: 'cover' });
		const original = workspace.addDatabase({ title: 'People', parent: second, cover });
		workspace.edit(original.dataSource, { cover });
		addRow(original, 'a');
		addRow(original, 'b');
		const showing = [original.dataSource];
		const view = workspace.addDatabase({ title: 'View', parent: first, linked, showing });
		const include = ['cover', 'properties'];
		const pathsOf = async (more: object = {}) => {
			const wanted = { folders: 'pageTree', childPages: 1, include, ...more };
			const items = goodItems(await page(top.id, wanted));
			return items.map(({ json }) => String(json.path).replaceAll(/ [0-9a-f]{8}(?=[/.])/g, ''));
		};
		const oneByOne = await pathsOf({ returnAll: false, limit: 9 });
		expect(oneByOne.slice(0, 3)).toEqual([
			'Top/A/Untitled/People/cover.png',
			'Top/A/Untitled/a/a.txt',
			'Top/A/Untitled/b/b.txt',
		]);
		for (const { id } of [original, view]) {
			const until = whenAnswered(sandbox, ({ path }) => path.endsWith('/query'));
			const on = { server: 'api', path: `/v1/databases/${id}` } as const;
			sandbox.faults.add({ on, fault: { type: 'hold', until } });
			expect(await pathsOf()).toEqual(oneByOne);
		}
	});

	test('in the content of its own rows adds nothing to those that are chosen', async () => {
		const { people, original } = addLinked();
		const row = people.dataSource.rows[1] as Page;
		const showing = [people.dataSource];
		sandbox.workspace.addDatabase({ title: 'Inside', parent: row, linked, showing });
		const wish = locator('url', urlOf(people, original));
		const more = { childDatabases: true, include: ['properties', 'content'] };
		expect(await filesOf(wish, more)).toEqual(['b', 'd']);
		expect(paths('/query')).toHaveLength(1);
	});

	test('in the content is skipped by a node of version 1, as ever', async () => {
		const { host } = addLinked();
		const result = await page(host.id, {}, 1);
		expect(goodItems(result)).toEqual([]);
		expect(hintsOf(result)).toEqual([
			'No files found on page “Host”',
			expect.stringMatching(/^Skipped a database: .+linked database/),
		]);
		expect(paths('/views')).toEqual([]);
	});

	test('stays closed without Child Databases', async () => {
		const { host } = addLinked();
		const result = await page(host.id, { childDatabases: false });
		expect(hintsOf(result)).toContain(
			'1 database was not searched. Turn on “Child Databases” to include it',
		);
		expect(paths('/databases')).toEqual([]);
		expect(paths('/views')).toEqual([]);
	});

	test('below a block is opened, too', async () => {
		const { host } = addLinked();
		const parameters = {
			operation: 'getBlockFiles',
			blockId: locator('id', host.id),
			childDatabases: true,
			output: 'links',
		};
		const result = await runNotionFiles(sandbox, parameters, { node: { typeVersion: 1.1 } });
		expect(goodItems(result)).toHaveLength(4);
	});

	test('whose original is not shared is told as a linked database', async () => {
		const { people, host, database } = addLinked();
		people.shared = false;
		const how =
			linked === 'linked'
				? ' is a linked database, and the database behind it is not shared with your connection'
				: ', which seems to be a linked database, shows a data source that is not shared with your connection';
		const told = `The database${how}`;
		const { error } = await run(locator('id', database.id));
		expect(error?.message).toBe(told);
		expect(error?.description).toContain('Open the original database');
		expect(hintsOf(await page(host.id))).toContain(`Skipped a database: ${told}`);
	});

	test.each<[string, () => void]>([
		['refuses its views', () => {}],
		['has no views of it', () => {}],
	])('is told as one where Notion %s', async (how) => {
		const { workspace } = sandbox;
		const host = workspace.addPage({ title: 'Host', children: [block.paragraph('text')] });
		const database = workspace.addDatabase({ title: 'View', parent: host, linked });
		if (how === 'refuses its views') {
			const fault = { type: 'notionError' as const, status: 404, code: 'object_not_found' };
			sandbox.faults.add({ on: { server: 'api', path: '/v1/views' }, fault, times: 9 });
		}
		const { error } = await run(locator('id', database.id));
		expect(error?.message).toMatch(/linked database/);
		expect(error?.description).toMatch(/^Open the original database/);
		expect(hintsOf(await page(host.id))).toContainEqual(
			expect.stringMatching(/^Skipped a database: .+linked database/),
		);
	});
});
