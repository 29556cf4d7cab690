import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { backupWorkflow, Bucket } from '../harness/backupWorkflow';
import type { WorkflowResult } from '../harness/engine';
import { credentialOf, goodItems, names } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { PolledTrigger } from '../harness/pollTrigger';
import { runWorkflow } from '../harness/runWorkflow';
import { turnClock } from '../harness/turnClock';
import { useDeduplication } from '../harness/useDeduplication';
import { block, property, startSandbox, type Database, type Page, type Sandbox } from '../sandbox';

turnClock();

const MINUTE = 60_000;
const HOUR = 60;

let sandbox: Sandbox;
let bucket: Bucket;
let staticData: IDataObject;
let now: number;

useDeduplication();

beforeEach(async () => {
	now = Date.UTC(2026, 0, 5, 10);
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	sandbox = await startSandbox();
	bucket = new Bucket();
	staticData = {};
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const later = (minutes: number): void => void (now += minutes * MINUTE);

const upload = (name: string) => sandbox.workspace.upload({ name, content: name });

const image = (name: string) => block.image(upload(name));

/** A page with so many child pages, each of which has so many of its own; one file on each. */
function tree(children: number, grandchildren: number) {
	const { workspace } = sandbox;
	const add = (title: string, parent?: Page) =>
		workspace.addPage({ title, parent, children: [image(`${title}.png`)] });
	const top = add('top');
	const below = Array.from({ length: children }, (_, n) => add(`${n}`, top));
	const leaves = below.flatMap((page, n) =>
		Array.from({ length: grandchildren }, (_, m) => add(`${n}-${m}`, page)),
	);
	return { top, below, leaves };
}

const pageTree = ({ id }: Page, more: INodeParameters = {}): INodeParameters => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
	childPages: 10,
	childDatabases: true,
	...more,
});

const databaseFiles = ({ id }: Database, more: INodeParameters = {}): INodeParameters => ({
	operation: 'getDatabaseFiles',
	databaseId: locator('id', id),
	...more,
});

interface Run {
	files: string[];
	/** How many requests of each kind. */
	requests: Record<string, number>;
	count: number;
	result: WorkflowResult;
}

const KINDS: Array<[string, RegExp]> = [
	['search', /^\/v1\/search$/],
	['page', /^\/v1\/pages\/[^/]+$/],
	['content', /\/children$/],
	['rows', /\/query$/],
	['database', /^\/v1\/databases\//],
	['dataSource', /^\/v1\/data_sources\/[^/]+$/],
];

/** One run of the backup, and what it has asked Notion for. */
async function run(parameters: INodeParameters, kept: IDataObject = staticData): Promise<Run> {
	const before = sandbox.requestsTo('api').length;
	const workflow = backupWorkflow(parameters, { onError: 'continueRegularOutput' });
	workflow.nodes[1]!.onError = 'continueRegularOutput';
	const { options } = workflow.nodes[1]!.parameters;
	workflow.nodes[1]!.parameters.options = {
		...(options as object),
		...(parameters.options as object),
	};
	const result = await runWorkflow(workflow, {
		credential: { ...credentialOf(sandbox) },
		mode: 'trigger',
		staticData: kept,
		others: { 'test.upload': bucket.node },
	});
	const requests: Record<string, number> = {};
	const made = sandbox.requestsTo('api').slice(before);
	for (const { path } of made) {
		const kind = KINDS.find(([, pattern]) => pattern.test(path))?.[0] ?? path;
		requests[kind] = (requests[kind] ?? 0) + 1;
	}
	return { files: names(goodItems(result)), requests, count: made.length, result };
}

describe('in a tree of 201 pages', () => {
	test('the second run takes 3 requests, as do all later ones until the next full check', async () => {
		const parameters = pageTree(tree(20, 9).top);
		later(10);
		const first = await run(parameters);
		expect(first.files).toHaveLength(201);
		expect(first.requests).toEqual({ page: 201, content: 201 });
		for (let hours = 0; hours < 20; hours += 5) {
			later(5 * HOUR);
			const { files, requests } = await run(parameters);
			expect({ files, requests }).toEqual({ files: [], requests: { page: 1, search: 2 } });
		}
		later(5 * HOUR);
		// What has child pages is read, as their coming and going might not show.
		expect((await run(parameters)).requests).toEqual({ page: 201, content: 21 });
		expect((await run(parameters)).requests).toEqual({ page: 1, search: 2 });
	});
});

test('in a tree of 1,001 pages, it takes a handful more', async () => {
	const { workspace } = sandbox;
	const top = workspace.addPage({ title: 'top' });
	for (let n = 0; n < 20; n++) {
		const page = workspace.addPage({ title: `${n}`, parent: top });
		for (let m = 0; m < 49; m++) workspace.addPage({ title: `${n}-${m}`, parent: page });
	}
	const parameters = pageTree(top);
	later(10);
	expect((await run(parameters)).count).toBe(2002);
	later(10);
	const { requests } = await run(parameters);
	expect(requests).toEqual({ page: 1, search: expect.any(Number) });
	expect(requests.search).toBeLessThanOrEqual(10);
});

test('the pages that search leaves out are found by the next full check, those that it shows by the next run', async () => {
	const { top, leaves, below } = tree(4, 4);
	const parameters = pageTree(top, { options: { fullCheckEvery: 2 } });
	later(10);
	await run(parameters);
	later(10);
	for (const page of [...below, ...leaves]) {
		sandbox.workspace.addBlocks(page, [image(`new on ${page.title}.png`)]);
	}
	later(10);
	const shown = (await run(parameters)).files.length;
	expect(shown).toBeGreaterThan(10);
	expect(shown).toBeLessThan(20);
	later(HOUR);
	expect((await run(parameters)).files).toEqual([]);
	later(HOUR);
	expect((await run(parameters)).files).toHaveLength(20 - shown);
});

test('an edited page costs two requests, and one whose upload failed is read until it succeeds', async () => {
	const { top, leaves } = tree(3, 3);
	sandbox.settings.search = { ...sandbox.settings.search, missesOneOf: 0 };
	const parameters = pageTree(top);
	later(10);
	await run(parameters);
	sandbox.workspace.addBlocks(leaves[5]!, [image('new.png')]);
	later(10);
	bucket.failing = (path) => path.includes('new');
	const requests = { page: 2, content: 1, search: 1 };
	expect(await run(parameters)).toMatchObject({ files: ['new.png'], requests });
	bucket.failing = () => false;
	later(10);
	expect(await run(parameters)).toMatchObject({ files: ['new.png'], requests });
	later(10);
	expect(await run(parameters)).toMatchObject({ files: [], requests: { page: 1, search: 1 } });
});

describe('of a large workspace, search is listed', () => {
	const elsewhere = (pages: number) =>
		Array.from({ length: pages }, (_, n) => sandbox.workspace.addPage({ title: `elsewhere ${n}` }));

	test('no further than to what is new', async () => {
		elsewhere(100);
		later(10 * HOUR);
		const { top } = tree(5, 5);
		sandbox.settings.maximumPageSize = 10;
		const parameters = pageTree(top);
		later(10);
		await run(parameters);
		later(10);
		expect((await run(parameters)).requests.search).toBeLessThan(5);
	});

	test('of each kind no further than to what is new of that kind', async () => {
		const { workspace } = sandbox;
		const top = workspace.addPage({ title: 'top' });
		workspace.addDatabase({ title: 'Old', parent: top });
		later(24 * HOUR);
		elsewhere(100);
		later(10 * HOUR);
		for (let n = 0; n < 40; n++) workspace.addPage({ title: `${n}`, parent: top });
		sandbox.settings.maximumPageSize = 20;
		const parameters = pageTree(top);
		later(10);
		for (let n = 0; n < 2; n++) {
			await run(parameters);
			later(10);
		}
		const { requests } = await run(parameters);
		expect(requests).toEqual({ page: 1, rows: 1, search: expect.any(Number) });
		expect(requests.search).toBeLessThan(5);
	});

	test('only while that is cheaper than to ask for each page', async () => {
		const { top } = tree(5, 5);
		sandbox.settings.maximumPageSize = 5;
		const parameters = pageTree(top);
		later(10);
		await run(parameters);
		elsewhere(500);
		later(10);
		// The pages below the top that have children are read as well, in two answers each.
		expect((await run(parameters)).requests).toEqual({ page: 31, content: 10, search: 16 });
		later(10);
		expect((await run(parameters)).files).toEqual([]);
	});
});

describe('in a database', () => {
	function invoices(rows: number) {
		const database = sandbox.workspace.addDatabase({ title: 'Invoices' });
		const add = (n: number) =>
			sandbox.workspace.addPage({
				title: `${n}`,
				parent: database,
				properties: { Files: property.files(upload(`${n}.pdf`)) },
			});
		return { database, add, rows: Array.from({ length: rows }, (_, n) => add(n)) };
	}

	test('30 rows in which nothing changed cost one query, and those edited since are found by it', async () => {
		sandbox.settings.maximumPageSize = 10;
		const { database, add, rows } = invoices(30);
		const parameters = databaseFiles(database, { include: ['properties', 'content'] });
		later(10);
		expect((await run(parameters)).requests).toEqual({ database: 1, rows: 3, content: 30 });
		later(10);
		expect((await run(parameters)).requests).toEqual({ database: 1, rows: 3 });
		later(10);
		expect((await run(parameters)).requests).toEqual({ database: 1, rows: 1 });
		add(30);
		sandbox.workspace.addBlocks(rows[3]!, [image('in 3.png')]);
		later(10);
		expect(await run(parameters)).toMatchObject({
			files: ['in 3.png', '30.pdf'],
			requests: { database: 1, rows: 1, content: 2 },
		});
	});

	test('a row that has gone into the trash is asked for once more, and then forgotten', async () => {
		const { database, rows } = invoices(3);
		const parameters = databaseFiles(database, { include: ['properties', 'content'] });
		later(10);
		bucket.failing = (path) => path.includes('1 ') || path.includes('1.pdf');
		await run(parameters);
		await run(parameters);
		sandbox.workspace.trash(rows[1]!);
		later(10);
		const requests = [(await run(parameters)).requests, (await run(parameters)).requests];
		expect(requests).toEqual([
			{ database: 1, rows: 1, page: 1 },
			{ database: 1, rows: 1 },
		]);
	});

	test('a page on a row is reached though the row is not listed', async () => {
		const { database, rows } = invoices(2);
		const child = sandbox.workspace.addPage({ title: 'child', parent: rows[0], shared: true });
		const parameters = databaseFiles(database, { childPages: 1 });
		for (let n = 0; n < 3; n++) {
			later(10);
			await run(parameters);
		}
		sandbox.workspace.addBlocks(child, [image('on child.png')]);
		later(10);
		const { files, requests } = await run(parameters);
		expect(files).toEqual(['on child.png']);
		expect(requests).toMatchObject({ rows: 1, page: 1, content: 1 });
	});
});

test('a workspace of 121 pages, half of them rows, in which nothing changed costs what its lists take', async () => {
	const { top } = tree(6, 9);
	for (let n = 0; n < 3; n++) {
		const database = sandbox.workspace.addDatabase({ title: `Rows ${n}`, parent: top });
		for (let row = 0; row < 20; row++) {
			sandbox.workspace.addPage({ title: `${n}-${row}`, parent: database, children: [] });
		}
	}
	sandbox.settings.maximumPageSize = 20;
	const parameters = { operation: 'getWorkspaceFiles' };
	later(7 * HOUR);
	expect((await run(parameters)).files).toHaveLength(61);
	later(10);
	const { files, requests } = await run(parameters);
	expect(files).toEqual([]);
	// Search shows 61 pages at most and some of the rows; then one query for each data source.
	expect(requests).toEqual({ search: expect.any(Number), rows: 3 });
	expect(requests.search).toBeLessThanOrEqual(5);
});

describe('what a quick run must not overlook', () => {
	const dead = (path: string) =>
		sandbox.faults.add({
			on: { server: 'api', path },
			times: 'forever',
			fault: { type: 'notionError', status: 500, code: 'internal_server_error' },
		});

	test.each([
		['by a run without a limit', {}],
		['with a limit', { returnAll: false, limit: 5 }],
	])('a file whose folders could not be named is returned by a later run, %s', async (_, more) => {
		const { workspace } = sandbox;
		const top = workspace.addPage({ title: 'top' });
		const database = workspace.addDatabase({ title: 'Rows', parent: top });
		const row = workspace.addPage({
			title: 'row',
			parent: database,
			children: [image('old.png')],
		});
		const parameters = { operation: 'getWorkspaceFiles', folders: 'pageTree', ...more };
		later(7 * HOUR);
		expect((await run(parameters)).files).toEqual(['old.png']);
		later(10);
		await run(parameters);
		later(10);
		workspace.addBlocks(row, [image('precious.png')]);
		later(10);
		const repair = dead(`/v1/databases/${database.id}`);
		const bad = await run(parameters);
		expect(bad.files).not.toContain('precious.png');
		repair();
		later(10);
		const next = (await run(parameters)).files;
		later(25 * HOUR);
		const full = (await run(parameters)).files;
		expect([...next, ...full]).toContain('precious.png');
	});

	test('a row that has left the filter is not returned', async () => {
		const database = sandbox.workspace.addDatabase({ title: 'Invoices' });
		const rows = Array.from({ length: 3 }, (_, n) =>
			sandbox.workspace.addPage({
				title: `${n}`,
				parent: database,
				properties: { Tag: property.select('Ready'), Files: property.files(upload(`${n}.pdf`)) },
			} as never),
		);
		const parameters = databaseFiles(database, {
			include: ['properties'],
			filter: JSON.stringify({ property: 'Tag', select: { equals: 'Ready' } }),
		});
		later(10);
		bucket.failing = (path) => /(^|\/)1(\.pdf| |-|$)/.test(path) || path.includes('1.pdf');
		expect((await run(parameters)).files).toEqual(['0.pdf', '1.pdf', '2.pdf']);
		later(10);
		expect((await run(parameters)).files).toEqual(['1.pdf']);
		sandbox.workspace.setProperty(rows[1]!, 'Tag', property.select('Draft') as never);
		later(10);
		expect((await run(parameters)).files).toEqual([]);
	});

	test('nor are the pages below a row that has left the filter, as long as it is out of it', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({ title: 'Invoices' });
		const rows = ['in', 'out'].map((title) => {
			const properties = { Tag: property.select('Ready') };
			return workspace.addPage({ title, parent: database, properties });
		});
		const [inside, below] = rows.map((parent) =>
			workspace.addPage({ title: 'below', parent, shared: true }),
		);
		const parameters = databaseFiles(database, {
			childPages: 1,
			filter: JSON.stringify({ property: 'Tag', select: { equals: 'Ready' } }),
		});
		for (let n = 0; n < 2; n++) {
			later(10);
			await run(parameters);
		}
		later(10);
		// No row that leads to others was edited: one more query says so.
		expect((await run(parameters)).requests).toMatchObject({ rows: 2 });
		workspace.setProperty(rows[1]!, 'Tag', property.select('Draft'));
		[inside!, below!].forEach((page) => workspace.addBlocks(page, [image(`${page.id}.png`)]));
		later(10);
		expect((await run(parameters)).files).toEqual([`${inside!.id}.png`]);
		workspace.setProperty(rows[1]!, 'Tag', property.select('Ready'));
		later(10);
		expect((await run(parameters)).files).toEqual([`${below!.id}.png`]);
	});

	test('a file whose folders could not be named is returned by the next run of Get Page Files', async () => {
		const { workspace } = sandbox;
		const top = workspace.addPage({ title: 'top' });
		const middle = workspace.addPage({ title: 'middle', parent: top });
		const leaf = workspace.addPage({ title: 'leaf', parent: middle, children: [image('old.png')] });
		for (let n = 0; n < 6; n++) workspace.addPage({ title: `p${n}`, parent: top, children: [] });
		sandbox.settings.search = { ...sandbox.settings.search, missesOneOf: 0 };
		const parameters = pageTree(top, { folders: 'pageTree' });
		later(10);
		expect((await run(parameters)).files).toEqual(['old.png']);
		later(10);
		await run(parameters);
		workspace.addBlocks(leaf, [image('precious.png')]);
		later(20);
		const repair = dead(`/v1/pages/${middle.id}`);
		await run(parameters);
		repair();
		later(10);
		const next = (await run(parameters)).files;
		later(25 * HOUR);
		const full = (await run(parameters)).files;
		expect([...next, ...full]).toContain('precious.png');
	});

	test.each([
		['without a limit', {}],
		['with a limit', { returnAll: false, limit: 50 }],
	])('a row that was moved to another database and edited, %s', async (_, more) => {
		const { workspace } = sandbox;
		const first = workspace.addDatabase({ title: 'First' });
		later(1);
		const second = workspace.addDatabase({ title: 'Second' });
		const add = (title: string, parent: Database) =>
			workspace.addPage({ title, parent, children: [image(`${title}.png`)] });
		const row = add('moving', first);
		add('a', first);
		for (let n = 0; n < 3; n++) add(`b${n}`, second);
		const parameters = { operation: 'getWorkspaceFiles', ...more };
		later(7 * HOUR);
		expect((await run(parameters)).files).toHaveLength(5);
		later(10);
		expect((await run(parameters)).files).toEqual([]);
		later(10);
		const from = first.dataSources[0]!;
		const to = second.dataSources[0]!;
		from.rows.splice(from.rows.indexOf(row), 1);
		to.rows.push(row);
		(row as { parent: unknown }).parent = to;
		workspace.addBlocks(row, [image('precious.png')]);
		workspace.touch(row);
		later(10);
		const next = await run(parameters);
		expect(next.files).toEqual(['precious.png']);
	});
});

describe('between a page and a database', () => {
	test.each(['a child page that became a row', 'a row that became a child page'])(
		'%s',
		async (which) => {
			const { workspace } = sandbox;
			const becomesRow = which === 'a child page that became a row';
			const addTop = () => workspace.addPage({ title: 'top', children: [image('top.png')] });
			const addBase = () => workspace.addDatabase({ title: 'Base' });
			const early = becomesRow ? addTop() : addBase();
			later(1);
			const late = becomesRow ? addBase() : addTop();
			const [top, base] = (becomesRow ? [early, late] : [late, early]) as [Page, Database];
			const moving = workspace.addPage({
				title: 'm',
				parent: becomesRow ? top : base,
				children: [image('m.png')],
			});
			workspace.addPage({ title: 'r', parent: base, children: [image('r.png')] });
			for (let n = 0; n < 3; n++) workspace.addPage({ title: `c${n}`, parent: top, children: [] });
			const parameters = { operation: 'getWorkspaceFiles' };
			later(7 * HOUR);
			expect((await run(parameters)).files).toHaveLength(3);
			later(10);
			expect((await run(parameters)).files).toEqual([]);
			later(10);
			const source = base.dataSources[0]!;
			const [from, to] = (
				becomesRow ? [top.children, source.rows] : [source.rows, top.children]
			) as [unknown[], unknown[]];
			from.splice(from.indexOf(moving), 1);
			to.push(moving);
			(moving as { parent: unknown }).parent = becomesRow ? source : top;
			workspace.addBlocks(moving, [image('precious.png')]);
			later(HOUR);
			const next = await run(parameters);
			expect(next.files).toEqual(['precious.png']);
		},
	);
});

describe('in the trigger', () => {
	test('a file whose folders could not be named in one poll is returned by the next', async () => {
		const { workspace } = sandbox;
		const top = workspace.addPage({ title: 'top' });
		const database = workspace.addDatabase({ title: 'Rows', parent: top });
		const row = workspace.addPage({ title: 'row', parent: database, children: [image('old.png')] });
		const trigger = new PolledTrigger(sandbox, { watch: 'workspace' });
		const poll = async () =>
			(await trigger.poll().catch((e: Error) => [{ json: { fileName: e.message } }])).map(
				({ json }) => json.fileName,
			);
		const seen: unknown[] = [];
		later(7 * HOUR);
		for (let n = 0; n < 3; n++) {
			seen.push(await poll());
			later(10);
		}
		workspace.addBlocks(row, [image('precious.png')]);
		later(10);
		const repair = sandbox.faults.add({
			on: { server: 'api', path: `/v1/databases/${database.id}` },
			times: 'forever',
			fault: { type: 'notionError', status: 500, code: 'internal_server_error' },
		});
		seen.push(await poll());
		repair();
		later(10);
		const next = await poll();
		later(25 * HOUR);
		const full = await poll();
		expect([...next, ...full]).toContain('precious.png');
	});
});
