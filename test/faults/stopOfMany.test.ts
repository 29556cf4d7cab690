import { randomUUID } from 'node:crypto';
import { NODE, runNotionFiles } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { block, generatedContent, startSandbox, type Page, type Sandbox } from '../sandbox';
import { leftAfterDeletion, namesIn, notWhole, outsideOfExecutions } from './prove/store';

const MANY = Array.from({ length: 200 }, (_, index) => index);

const AT_ONCE = 4;

const contents = MANY.map((index) => generatedContent(9000, index));

let sandbox: Sandbox;
let page: Page;
let paths: string[];

beforeEach(async () => {
	sandbox = await startSandbox({ token: 'ntn_faults_stop_of_many' });
	const uploads = contents.map((content, index) =>
		sandbox.workspace.upload({ name: `${index}.bin`, content }),
	);
	paths = uploads.map(({ path }) => path);
	const children = uploads.map((upload) => block.file(upload));
	page = sandbox.workspace.addPage({ title: 'Many', children });
});

afterEach(async () => await sandbox.close());

async function run() {
	const executionId = `faults-${randomUUID()}`;
	const result = await runNotionFiles(
		sandbox,
		{
			operation: 'getPageFiles',
			pageId: locator('id', page.id),
			options: { downloadsAtOnce: AT_ONCE },
		},
		{ executionId },
	);
	return { result, executionId };
}

/** Resolves when so many files have been asked for. */
async function asked(count: number): Promise<void> {
	const { journal } = sandbox;
	const begin = journal.begin.bind(journal);
	await new Promise<void>((resolve) => {
		journal.begin = (request) => {
			begin(request);
			if (sandbox.requestsTo('storage').length === count) resolve();
		};
	});
}

test('After the file that stops the run, none of those that wait for their turn is begun', async () => {
	const target = (index: number) => ({ server: 'storage', path: paths[index] ?? '' }) as const;
	[0, 1, 2].forEach((index) =>
		sandbox.faults.add({ on: target(index), fault: { type: 'stall', at: 'middle' } }),
	);
	const until = asked(AT_ONCE);
	const gone = { type: 'status', status: 404 } as const;
	sandbox.faults.add({ on: target(3), fault: [{ type: 'hold', until }, gone] });

	const { result, executionId } = await run();
	expect(result.error?.message).toMatch(/^“3.bin” from /);
	expect(sandbox.requestsTo('storage')).toHaveLength(AT_ONCE);
	// Three were under way, and nothing of them is left.
	expect(namesIn(executionId)).toEqual([]);
	expect(outsideOfExecutions()).toEqual([]);
});

test('Files that were whole before stay whole, in the location of their execution, which n8n deletes', async () => {
	const fault = { type: 'status', status: 404 } as const;
	sandbox.faults.add({ on: { server: 'storage', path: paths[50] }, fault });

	const { result, executionId } = await run();
	expect(result.error?.message).toMatch(/^“50.bin” from /);
	expect(result.items(NODE)).toEqual([]);
	const requests = sandbox.requestsTo('storage');
	const failed = requests.findIndex(({ status }) => status === 404);
	// While its answer is on the way, each of the others may end and begin one more.
	expect(requests.length - failed).toBeLessThanOrEqual(2 * AT_ONCE);
	const stored = namesIn(executionId).filter((name) => !name.includes('.')).length;
	expect(stored).toBeGreaterThanOrEqual(50 - AT_ONCE);
	expect(stored).toBeLessThan(requests.length);
	expect(notWhole(executionId, contents)).toEqual([]);
	expect(outsideOfExecutions()).toEqual([]);
	expect(await leftAfterDeletion(executionId)).toEqual([]);
});
