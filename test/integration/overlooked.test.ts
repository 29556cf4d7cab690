import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { backupWorkflow, Bucket } from '../harness/backupWorkflow';
import type { WorkflowResult } from '../harness/engine';
import { credentialOf, goodItems, names } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { runWorkflow } from '../harness/runWorkflow';
import { turnClock } from '../harness/turnClock';
import { PolledTrigger } from '../harness/pollTrigger';
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
