import type {
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { backupWorkflow, Bucket, MARK } from '../harness/backupWorkflow';
import { useDeduplication } from '../harness/useDeduplication';
import type { WorkflowJson, WorkflowResult } from '../harness/engine';
import { credentialOf, hintsOf, NODE } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { runWorkflow } from '../harness/runWorkflow';
import { turnClock } from '../harness/turnClock';
import { block, generatedContent, property, startSandbox, type Sandbox } from '../sandbox';

turnClock();

let sandbox: Sandbox;
let bucket: Bucket;
let staticData: IDataObject;

const table = useDeduplication();

beforeEach(async () => {
	sandbox = await startSandbox();
	bucket = new Bucket();
	staticData = {};
});

afterEach(async () => await sandbox.close());

const upload = (name: string) =>
	sandbox.workspace.upload({ name, content: generatedContent(100, name.length) });

/** A page with a file in a property and two in its content. */
function handbook() {
	const [a, b, c] = [upload('a.pdf'), upload('bb.png'), upload('ccc.png')];
	return sandbox.workspace.addPage({
		title: 'Handbook',
		properties: { Documents: property.files(a) },
		children: [block.image(b), block.toggle('More', [block.image(c)])],
	});
}

const getPage = (id: string): INodeParameters => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
});

async function run(
	workflow: WorkflowJson,
	mode: WorkflowExecuteMode = 'trigger',
	items?: INodeExecutionData[],
): Promise<WorkflowResult> {
	return await runWorkflow(workflow, {
		credential: { ...credentialOf(sandbox) },
		mode,
		items,
		staticData,
		others: { 'test.upload': bucket.node },
	});
}

const given = (result: WorkflowResult): string[] =>
	result.items(NODE).map(({ json }) => String(json.fileName));

test('a file is returned until “Mark as Processed” has seen it, and not again', async () => {
	const workflow = backupWorkflow(getPage(handbook().id));
	expect(given(await run(workflow))).toEqual(['a.pdf', 'bb.png', 'ccc.png']);
	const again = await run(workflow);
	expect(again.error).toBeUndefined();
	expect(given(again)).toEqual([]);
	expect(bucket.uploads).toHaveLength(3);
});

test('files that were added or replaced are new; moved and renamed ones are not', async () => {
	const page = handbook();
	const workflow = backupWorkflow(getPage(page.id));
	await run(workflow);
	sandbox.workspace.edit(page, { title: 'Handbook 2026' });
	sandbox.workspace.setProperty(page, 'Documents', property.files(upload('a.pdf')));
	expect(given(await run(workflow))).toEqual(['a.pdf']);
	expect(given(await run(workflow))).toEqual([]);
});

test('the cover of a database itself is returned until it is confirmed, and a new one is new', async () => {
	const { workspace } = sandbox;
	const database = workspace.addDatabase({ title: 'Invoices', cover: upload('banner.png') });
	const workflow = backupWorkflow({
		operation: 'getDatabaseFiles',
		databaseId: locator('id', database.id),
	});
	expect(given(await run(workflow))).toEqual(['banner.png']);
	expect(given(await run(workflow))).toEqual([]);
	workspace.edit(database, { cover: upload('other.png') });
	expect(given(await run(workflow))).toEqual(['other.png']);
	expect(given(await run(workflow))).toEqual([]);
});

test('after a failed upload that stops the workflow, all files are returned again', async () => {
	const workflow = backupWorkflow(getPage(handbook().id));
	bucket.failing = (path) => path.includes('bb');
	expect((await run(workflow)).error?.message).toMatch('The bucket refused');
	bucket.failing = () => false;
	expect(given(await run(workflow))).toEqual(['a.pdf', 'bb.png', 'ccc.png']);
	expect(given(await run(workflow))).toEqual([]);
});

test('after a failed upload that is let through, only its file is returned again', async () => {
	const workflow = backupWorkflow(getPage(handbook().id), { onError: 'continueRegularOutput' });
	bucket.failing = (path) => path.includes('bb');
	const first = await run(workflow);
	expect(first.error).toBeUndefined();
	expect(first.hints(MARK).map(({ message }) => message)).toEqual([
		'1 of 3 files was not marked: “Upload” failed for the item',
	]);
	bucket.failing = () => false;
	expect(given(await run(workflow))).toEqual(['bb.png']);
	expect(given(await run(workflow))).toEqual([]);
});

test('a file that Notion Files itself could not get is returned in the next run', async () => {
	const page = handbook();
	const workflow = backupWorkflow(getPage(page.id));
	workflow.nodes[1] = { ...workflow.nodes[1]!, onError: 'continueRegularOutput' };
	workflow.nodes[2] = { ...workflow.nodes[2]!, onError: 'continueRegularOutput' };
	sandbox.faults.add({
		on: { server: 'storage', path: /bb\.png/ },
		fault: { type: 'status', status: 404 },
	});
	await run(workflow);
	expect(given(await run(workflow))).toEqual(['bb.png']);
});

test('a manual execution returns all files, remembers nothing, and says so', async () => {
	const workflow = backupWorkflow(getPage(handbook().id));
	for (const time of [1, 2]) {
		const result = await run(workflow, 'manual');
		expect(given(result)).toHaveLength(3);
		expect(hintsOf(result)).toEqual([
			'Manual execution: “Only New Files” has no effect, so all files are returned',
		]);
		expect(result.hints(MARK).map(({ message }) => message)).toEqual([
			'Manual execution: no files were marked as processed',
		]);
		expect(bucket.uploads).toHaveLength(3 * time);
	}
	expect(table.size).toBe(0);
	expect(staticData).toEqual({});
});

test('each destination has a list of its own', async () => {
	const page = handbook();
	expect(given(await run(backupWorkflow(getPage(page.id), { list: 's3' })))).toHaveLength(3);
	expect(given(await run(backupWorkflow(getPage(page.id), { list: 'drive' })))).toHaveLength(3);
	expect(given(await run(backupWorkflow(getPage(page.id), { list: 's3' })))).toHaveLength(0);
});

test('the same file on two pages is processed for each of them', async () => {
	const file = upload('shared.pdf');
	const pages = [1, 2].map((n) =>
		sandbox.workspace.addPage({ title: `Page ${n}`, children: [block.pdf(file)] }),
	);
	for (const { id } of pages) {
		expect(given(await run(backupWorkflow(getPage(id))))).toEqual(['shared.pdf']);
		expect(given(await run(backupWorkflow(getPage(id))))).toEqual([]);
	}
});

test('a file that a filter excludes is new once the filter is gone', async () => {
	const page = handbook();
	const filtered = backupWorkflow({ ...getPage(page.id), filters: { fileTypes: ['pdf'] } });
	expect(given(await run(filtered))).toEqual(['a.pdf']);
	expect(given(await run(backupWorkflow(getPage(page.id))))).toEqual(['bb.png', 'ccc.png']);
});

test.each<[string, INodeParameters]>([
	['Clear Processed Files', { operation: 'clearProcessedFiles' }],
	['its predecessor “Everything as New”', { operation: 'markAsProcessed', mark: 'allNew' }],
])(
	'all files of all lists are returned again after %s, and the items pass',
	async (_, parameters) => {
		const page = handbook();
		const workflow = backupWorkflow(getPage(page.id), { list: 's3' });
		await run(workflow);
		const forget: WorkflowJson = structuredClone(workflow);
		forget.nodes[3]!.parameters = parameters;
		forget.connections.Start = { main: [[{ node: MARK, type: 'main', index: 0 }]] };
		const cleared = await run(forget, 'manual');
		expect(cleared.error).toBeUndefined();
		expect(cleared.items(MARK)).toHaveLength(1);
		expect(given(await run(workflow))).toHaveLength(3);
	},
);

describe('what applies to the whole run', () => {
	const twice = [{ json: { first: true } }, { json: { first: false } }];

	async function ofTwo(parameters: INodeParameters, mark: INodeParameters = {}) {
		const workflow = backupWorkflow(getPage(handbook().id));
		Object.assign(workflow.nodes[1]!.parameters, parameters);
		Object.assign(workflow.nodes[3]!.parameters, mark);
		return await run(workflow, 'trigger', twice);
	}

	test.each<[string, INodeParameters, string]>([
		[
			'Only New Files',
			{ onlyNewFiles: '={{ $json.first }}' },
			'“Only New Files” is true for the previous items, but false for item 1',
		],
		[
			'List of Processed Files',
			{ options: { processedList: '={{ $json.first ? "s3" : "drive" }}' } },
			'“List of Processed Files” is s3 for the previous items, but drive for item 1',
		],
		[
			'Full Check Every',
			{ options: { fullCheckEvery: '={{ $json.first ? 12 : 48 }}' } },
			'“Full Check Every” is 12 for the previous items, but 48 for item 1',
		],
		[
			'Parallel Downloads',
			{ options: { downloadsAtOnce: '={{ $json.first ? 1 : 2 }}' } },
			'“Parallel Downloads” is 1 for the previous items, but 2 for item 1',
		],
		[
			'Stall Timeout',
			{ options: { stallTimeout: '={{ $json.first ? 30 : 60 }}' } },
			'“Stall Timeout” is 30 for the previous items, but 60 for item 1',
		],
	])('is not decided by the first item alone: %s', async (_, parameters, message) => {
		const { error } = await ofTwo(parameters);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});

	test.each<[string, INodeParameters, string]>([
		[
			'List of Processed Files',
			{ options: { processedList: '={{ $itemIndex < 1 ? "s3" : "drive" }}' } },
			'“List of Processed Files” is s3 for the previous items, but drive for item 1',
		],
		[
			'Mark',
			{ mark: '={{ $itemIndex < 1 ? "processed" : "allNew" }}' },
			'“Mark” is processed for the previous items, but allNew for item 1',
		],
	])('is one for all items of Mark as Processed: %s', async (_, mark, message) => {
		expect((await ofTwo({}, mark)).error?.message).toBe(message);
	});

	test('may be an expression that returns the same for all', async () => {
		const list = { processedList: '={{ "a" + 1 }}' };
		const result = await ofTwo({ options: list, onlyNewFiles: '={{ true }}' }, { options: list });
		expect(result.error).toBeUndefined();
		expect(table.size).toBeGreaterThan(0);
	});

	test('is not lost if the first item cannot be read', async () => {
		const workflow = backupWorkflow(getPage(handbook().id));
		Object.assign(workflow.nodes[1]!, { onError: 'continueRegularOutput' });
		await run(workflow);
		Object.assign(workflow.nodes[1]!.parameters, {
			options: { downloadsAtOnce: '={{ $json.first ? "many" : 2 }}' },
		});
		const result = await run(workflow, 'trigger', twice);
		expect(result.items(NODE).map(({ json }) => json.error)).toEqual([
			'“Parallel Downloads” cannot be “many”',
		]);
	});
});

test('an item that cannot be traced to a file is an error that says so', async () => {
	const workflow = backupWorkflow(getPage(handbook().id));
	workflow.connections.Start = { main: [[{ node: MARK, type: 'main', index: 0 }]] };
	delete workflow.connections[NODE];
	const { error } = await run(workflow);
	expect(error?.message).toBe('Cannot tell which file this item belongs to');
});

describe('the empty item that Always Output Data makes of a run without new files', () => {
	test.each<[string, { onError?: 'continueRegularOutput' }, string]>([
		['reaches Mark as Processed', {}, 'n8n-nodes-base.noOp'],
		['fails on the way', { onError: 'continueRegularOutput' }, 'test.upload'],
	])('is no file: nothing is wrong if it %s', async (_, more, type) => {
		const workflow = backupWorkflow(getPage(handbook().id), more);
		await run(workflow);
		Object.assign(workflow.nodes[1]!, { alwaysOutputData: true });
		Object.assign(workflow.nodes[2]!, { type });
		const result = await run(workflow);
		expect(result.error).toBeUndefined();
		expect(result.items(NODE).map(({ json }) => json)).toEqual([{}]);
		expect(result.items(MARK)).toHaveLength(1);
		expect(result.hints(MARK)).toEqual([]);
	});
});

test('a file that is skipped because it is empty is neither an error nor processed', async () => {
	const link = sandbox.external.serve('/later.pdf', { content: '' });
	const page = sandbox.workspace.addPage({
		title: 'P',
		children: [block.file(upload('full.txt')), block.pdf(link)],
	});
	const workflow = backupWorkflow({ ...getPage(page.id), filters: { skipEmptyFiles: true } });
	workflow.nodes[1]!.onError = 'continueRegularOutput';
	const skipped = 'Skipped 1 file excluded by the filter “Skip Empty Files”: “later.pdf”';
	for (const files of [['full.txt'], []]) {
		const result = await run(workflow);
		expect(given(result)).toEqual(files);
		expect(hintsOf(result)).toEqual([skipped]);
		expect(result.hints(MARK)).toEqual([]);
	}
	sandbox.external.serve('/later.pdf', { content: generatedContent(100, 1) });
	expect(given(await run(workflow))).toEqual(['later.pdf']);
	expect(given(await run(workflow))).toEqual([]);
});

test('runs that overlap both return a file, and neither does once both have confirmed', async () => {
	const workflow = backupWorkflow(getPage(handbook().id));
	const both = await Promise.all([run(workflow), run(workflow)]);
	expect(both.map(given).flat().length).toBeGreaterThanOrEqual(3);
	expect(new Set(bucket.uploads).size).toBe(3);
	expect(given(await run(workflow))).toEqual([]);
});

describe('pages at rest', () => {
	let ahead = 0;

	beforeEach(() => {
		ahead = 0;
		const now = Date.now.bind(Date);
		jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
	});

	afterEach(() => jest.restoreAllMocks());

	/** Runs often enough, minutes apart, for a page that may rest to do so. */
	async function settle(workflow: WorkflowJson): Promise<void> {
		for (let i = 0; i < 3; i++) {
			await run(workflow);
			ahead += 5 * 60_000;
		}
	}

	async function requestsOf(workflow: WorkflowJson): Promise<{ paths: string[]; hints: string[] }> {
		const before = sandbox.requests.length;
		const result = await run(workflow);
		expect(result.error).toBeUndefined();
		const paths = sandbox.requests.slice(before).map(({ path }) => path.split('?')[0] ?? '');
		return { paths, hints: hintsOf(result) };
	}

	test('cost one request, and a hint says that they were not read', async () => {
		const page = handbook();
		const workflow = backupWorkflow(getPage(page.id));
		await settle(workflow);
		expect(await requestsOf(workflow)).toEqual({
			paths: [`/v1/pages/${page.id}`],
			hints: ['Skipped 1 page that has not changed since all files there were processed'],
		});
		expect(bucket.uploads).toHaveLength(3);
	});

	test('are read again after an edit', async () => {
		const page = handbook();
		const workflow = backupWorkflow(getPage(page.id));
		await settle(workflow);
		sandbox.clock.advanceMinutes(20);
		sandbox.workspace.addBlocks(page, [block.image(upload('dddd.png'))]);
		expect(given(await run(workflow))).toEqual(['dddd.png']);
	});

	test('are read again when something else is looked for', async () => {
		const page = handbook();
		await settle(backupWorkflow({ ...getPage(page.id), filters: { fileTypes: ['pdf'] } }));
		const all = backupWorkflow(getPage(page.id));
		expect(given(await run(all))).toEqual(['bb.png', 'ccc.png']);
	});

	test('are read again after starting over', async () => {
		const page = handbook();
		const workflow = backupWorkflow(getPage(page.id));
		await settle(workflow);
		const startOver: WorkflowJson = structuredClone(workflow);
		startOver.nodes[3]!.parameters = { operation: 'clearProcessedFiles' };
		startOver.connections.Start = { main: [[{ node: MARK, type: 'main', index: 0 }]] };
		await run(startOver, 'manual');
		// The run after it dies before n8n keeps what it learned.
		const keptBefore = JSON.parse(JSON.stringify(staticData)) as IDataObject;
		bucket.failing = () => true;
		expect((await run(workflow)).error?.message).toMatch('refused');
		staticData = keptBefore;
		bucket.failing = () => false;
		expect(given(await run(workflow))).toHaveLength(3);
	});

	test.each([
		['a file that was not confirmed', () => (bucket.failing = (path) => path.includes('bb')), {}],
		['comments that are looked for', () => {}, { include: ['content', 'comments'] }],
	])('do not exist with %s', async (_, spoil, more) => {
		spoil();
		const page = handbook();
		const workflow = backupWorkflow(
			{ ...getPage(page.id), ...more },
			{ onError: 'continueRegularOutput' },
		);
		await settle(workflow);
		const { paths } = await requestsOf(workflow);
		expect(paths).toContain(`/v1/blocks/${page.id}/children`);
	});

	test('include a page with child pages, whose content is not needed to find them', async () => {
		const page = sandbox.workspace.addPage({ title: 'Parent' });
		const child = sandbox.workspace.addPage({
			title: 'Child',
			parent: page,
			children: [block.image(upload('child.png'))],
		});
		const workflow = backupWorkflow({ ...getPage(page.id), childPages: 1 });
		await settle(workflow);
		const { paths } = await requestsOf(workflow);
		expect(paths).toEqual([`/v1/pages/${page.id}`, `/v1/pages/${child.id}`]);
	});
});
