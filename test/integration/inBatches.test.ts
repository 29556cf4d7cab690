import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { backupWorkflow, Bucket, UPLOAD } from '../harness/backupWorkflow';
import { useDeduplication } from '../harness/useDeduplication';
import type { WorkflowJson, WorkflowResult } from '../harness/engine';
import { credentialOf, hintsOf, NODE } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { runWorkflow, start } from '../harness/runWorkflow';
import { turnClock } from '../harness/turnClock';
import { until } from '../harness/until';
import { block, property, startSandbox, type Page, type Sandbox } from '../sandbox';

turnClock();

const CONTINUE = 'continueRegularOutput';

let sandbox: Sandbox;
let bucket: Bucket;
let staticData: IDataObject;
let minutes: number;

const table = useDeduplication();

beforeEach(async () => {
	sandbox = await startSandbox();
	startOver();
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + minutes * 60_000);
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

function startOver(): void {
	bucket = new Bucket();
	staticData = {};
	minutes = 0;
	table.clear();
}

const upload = (name: string) => sandbox.workspace.upload({ name, content: `content of ${name}` });

/** A page with these files. */
const pageWith = (...names: string[]): Page =>
	sandbox.workspace.addPage({
		title: 'Handbook',
		children: names.map((name) => block.file(upload(name))),
	});

/** Uploads up to so many files of a page and those below it; a failure does not stop it. */
function backUp(page: Page, limit: number, more: INodeParameters = {}): WorkflowJson {
	const parameters = { operation: 'getPageFiles', pageId: locator('id', page.id) };
	const limited = { ...parameters, returnAll: false, limit, ...more };
	const json = backupWorkflow(limited, { onError: CONTINUE });
	json.nodes.forEach((node) => (node.onError = CONTINUE));
	return json;
}

const options = () => ({
	credential: { ...credentialOf(sandbox) },
	mode: 'trigger' as const,
	staticData,
	others: { 'test.upload': bucket.node },
});

const run = async (workflow: WorkflowJson): Promise<WorkflowResult> =>
	await runWorkflow(workflow, options());

/** The names of the files of a batch; that of a failed one in its error. */
const batch = async (workflow: WorkflowJson): Promise<string[]> =>
	(await run(workflow))
		.items(NODE)
		.map(({ json }) => String(json.fileName ?? /“(.*?)”/.exec(String(json.error))?.[1]));

const failing =
	(...names: string[]) =>
	(path: string) =>
		names.some((name) => path.includes(`/${name.replace('.txt', '')} `));

test('each batch has the next files, until none is left, and each file is uploaded once', async () => {
	const workflow = backUp(pageWith('1.txt', '2.txt', '3.txt', '4.txt', '5.txt'), 2);
	expect(await batch(workflow)).toEqual(['1.txt', '2.txt']);
	expect(await batch(workflow)).toEqual(['3.txt', '4.txt']);
	expect(await batch(workflow)).toEqual(['5.txt']);
	expect(await batch(workflow)).toEqual([]);
	expect(bucket.uploads).toHaveLength(5);
});

test('a file is taken once, from a place where its link works, and fills one place of a batch', async () => {
	const link = sandbox.external.serve('/plan.pdf', { content: '%PDF-1.7 plan' });
	sandbox.faults.add({
		on: { server: 'external', path: /sig=1/ },
		times: 'forever',
		fault: { type: 'status', status: 404 },
	});
	const page = pageWith('1.txt');
	const [dead, works] = [1, 2].map((sig) => block.pdf(`${link}?sig=${sig}&se=${sig}`));
	sandbox.workspace.addBlocks(page, [
		dead!,
		block.file(upload('2.txt')),
		block.toggle('T', [works!]),
	]);
	const workflow = backUp(page, 2);
	bucket.failing = failing('plan');
	expect(await batch(workflow)).toEqual(['1.txt', 'plan.pdf']);
	expect(await batch(workflow)).toEqual(['2.txt', 'plan.pdf']);
	bucket.failing = () => false;
	expect(await batch(workflow)).toEqual(['plan.pdf']);
	expect(await batch(workflow)).toEqual([]);
	expect(bucket.uploads).toHaveLength(3);
});

test('a hint counts the files that are known and left, and not those that were processed', async () => {
	const workflow = backUp(pageWith('1.txt', '2.txt', '3.txt', '4.txt', '5.txt'), 2);
	expect(hintsOf(await run(workflow))).toEqual(['Limit reached: 3 more files are left']);
	expect(hintsOf(await run(workflow))).toEqual(['Limit reached: 1 more file is left']);
	expect(hintsOf(await run(workflow))).toEqual([]);
});

describe('files that fail come last, so that they keep no other waiting, and are never lost', () => {
	const failures: Array<[string, () => () => void]> = [
		[
			'in their upload',
			() => {
				bucket.failing = failing('1.txt', '2.txt', '3.txt');
				return () => (bucket.failing = () => false);
			},
		],
		[
			'in their download',
			() =>
				sandbox.faults.add({
					on: { server: 'storage', path: /[123]\.txt/ },
					times: 'forever',
					fault: { type: 's3Error', status: 404, code: 'NoSuchKey', message: 'Gone' },
				}),
		],
	];

	test.each(failures)('%s', async (_, fail) => {
		const repair = fail();
		const workflow = backUp(pageWith('1.txt', '2.txt', '3.txt', '4.txt', '5.txt'), 2);
		expect(await batch(workflow)).toEqual(['1.txt', '2.txt']);
		expect(await batch(workflow)).toEqual(['3.txt', '4.txt']);
		expect(await batch(workflow)).toEqual(['5.txt', '1.txt']);
		// What was tried longest ago is first.
		const result = await run(workflow);
		expect(hintsOf(result)).toContain('Limit reached: 1 more file is left');
		expect(await batch(workflow)).toEqual(['1.txt', '2.txt']);
		repair();
		expect(await batch(workflow)).toEqual(['3.txt', '1.txt']);
		expect(await batch(workflow)).toEqual(['2.txt']);
		expect(await batch(workflow)).toEqual([]);
		expect(bucket.objects.size).toBe(5);
	});

	test('even if the upload stops the workflow', async () => {
		const workflow = backUp(pageWith('1.txt', '2.txt'), 1);
		workflow.nodes.find(({ name }) => name === UPLOAD)!.onError = 'stopWorkflow';
		bucket.failing = failing('1.txt');
		expect((await run(workflow)).error?.message).toMatch('refused');
		expect(await batch(workflow)).toEqual(['2.txt']);
		expect((await run(workflow)).error?.message).toMatch('refused');
	});

	test('and a new file comes before them', async () => {
		const page = pageWith('1.txt');
		const workflow = backUp(page, 1);
		bucket.failing = failing('1.txt');
		expect(await batch(workflow)).toEqual(['1.txt']);
		sandbox.workspace.addBlocks(page, [block.file(upload('2.txt'))]);
		expect(await batch(workflow)).toEqual(['2.txt']);
		expect(await batch(workflow)).toEqual(['1.txt']);
	});
});

test('a run without a limit returns all in their order, whatever came before', async () => {
	const page = pageWith('1.txt', '2.txt', '3.txt');
	bucket.failing = failing('1.txt');
	expect(await batch(backUp(page, 1))).toEqual(['1.txt']);
	const all = ['1.txt', '2.txt', '3.txt'];
	expect(await batch(backUp(page, 1, { returnAll: true }))).toEqual(all);
});

test('if n8n cannot say what was processed, the run ends with that error', async () => {
	table.broken = new Error('The database is gone');
	const workflow = backUp(pageWith('1.txt', '2.txt', '3.txt'), 1);
	const [item] = (await run(workflow)).items(NODE);
	expect(item?.json.error).toContain('The database is gone');
});

test('a run that waits for its last file can be cancelled', async () => {
	sandbox.faults.add({
		on: { server: 'storage' },
		fault: { type: 'hold', until: new Promise(() => {}) },
	});
	const running = await start(backUp(pageWith('1.txt', '2.txt'), 1), options());
	await until(() => sandbox.requestsTo('storage').length === 1);
	running.cancel();
	await running.done.catch(() => {});
	expect(sandbox.requestsTo('storage')).toHaveLength(1);
});

describe('a nightly loop that goes on as long as something of a batch is uploaded', () => {
	interface Tree {
		/** How many files there are in a property, in the content, and in a toggle. */
		files: [number, number, number];
		below: Tree[];
	}

	const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
		tree: fc.record({
			files: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)),
			below: fc.array(tie('tree'), { maxLength: 2 }),
		}),
	}));

	let made = 0;

	function grow({ files, below }: Tree, parent?: Page): Page {
		const [documents, blocks, hidden] = files.map((count) =>
			Array.from({ length: count }, () => upload(`file${++made}.txt`)),
		);
		const page = sandbox.workspace.addPage({
			title: 'P',
			...(parent ? { parent } : { properties: { Documents: property.files(...documents!) } }),
			children: [
				...blocks!.map((one) => block.file(one)),
				block.toggle(
					'More',
					hidden!.map((one) => block.file(one)),
				),
			],
		});
		below.forEach((one) => grow(one, page));
		return page;
	}

	test('uploads every file that can be uploaded, once, however many cannot', async () => {
		const limits = fc.integer({ min: 1, max: 6 });
		const some = fc.func(fc.integer({ min: 0, max: 3 }).map((n) => n === 0));
		await fc.assert(
			fc.asyncProperty(tree, limits, some, async (shape, limit, fails) => {
				startOver();
				const page = grow(shape);
				const all = backUp(page, limit, { childPages: 9, returnAll: true });
				const paths = (await runWorkflow(all, { ...options(), mode: 'manual' }))
					.items(NODE)
					.map(({ json }) => String(json.path));
				bucket.uploads.length = 0;
				bucket.failing = fails;
				const workflow = backUp(page, limit, { childPages: 9 });
				// A night that begins with nothing but failures ends at once; the next one begins elsewhere.
				const bad = paths.filter((path) => fails(path)).length;
				const nights = 1 + Math.ceil(bad / limit);
				for (let night = 0; night < nights; night++) {
					for (let before = -1; before < bucket.uploads.length;) {
						before = bucket.uploads.length;
						expect((await run(workflow)).items(NODE).length).toBeLessThanOrEqual(limit);
						minutes += 3;
					}
				}
				const good = paths.filter((path) => !fails(path));
				expect([...bucket.uploads].sort()).toEqual(good.sort());
			}),
			{ numRuns: 8 },
		);
	});
});
