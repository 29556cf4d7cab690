import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { block, generatedContent, startSandbox, type Sandbox } from '../sandbox';
import { line } from '../harness/lines';
import { startNotionFiles } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

/** Everything below n8n's binary store, temporary files included. */
function storedFiles(): string[] {
	const folder = process.env.N8N_USER_FOLDER ?? '';
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && join(entry.parentPath, entry.name).includes('binary'))
		.map((entry) => join(entry.parentPath, entry.name));
}

async function until(condition: () => boolean): Promise<void> {
	for (let waited = 0; !condition(); waited += 5) {
		if (waited > 10_000) throw new Error('It did not happen within 10 s');
		await wait(5);
	}
}

/** Of a file that broke off, as far as n8n's own store sees to that. */
const nothing = line.removesBrokenFiles ? [] : expect.anything();

const pageFiles = (id: string, options = {}) => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
	options,
});

async function cancelled(parameters: ReturnType<typeof pageFiles>, when: () => boolean) {
	const before = storedFiles();
	const running = await startNotionFiles(sandbox, parameters);
	await until(when);
	running.cancel();
	const at = Date.now();
	await running.done.catch(() => {});
	// However fast the machine: a run that went on would take minutes.
	expect(Date.now() - at).toBeLessThan(5_000);
	// What was under way to the server at that moment may still arrive there.
	await wait(100);
	const asked = sandbox.requests.length;
	await wait(300);
	expect(sandbox.requests).toHaveLength(asked);
	await until(() => sandbox.openConnections() === 0);
	return storedFiles().filter((path) => !before.includes(path));
}

test('while files are downloaded: they stop, and nothing half is left', async () => {
	const children = Array.from({ length: 20 }, (_, n) =>
		block.file(
			sandbox.workspace.upload({ name: `${n}.bin`, content: generatedContent(50_000_000, `${n}`) }),
		),
	);
	const page = sandbox.workspace.addPage({ title: 'P', children });
	sandbox.faults.add({
		on: { server: 'storage' },
		times: 'forever',
		fault: { type: 'slow', bytesPerSecond: 1_000_000 },
	});
	const left = await cancelled(pageFiles(page.id), () =>
		sandbox.requestsTo('storage').some(({ bytesSent }) => bytesSent > 500_000),
	);
	expect(left).toEqual(nothing);
});

test('while a page is walked: no further request is sent', async () => {
	sandbox.settings.latency.api = 50;
	const nest = (depth: number): ReturnType<typeof block.toggle> =>
		block.toggle(`${depth}`, depth > 0 ? [nest(depth - 1)] : []);
	const page = sandbox.workspace.addPage({ title: 'P', children: [nest(100)] });
	await cancelled(pageFiles(page.id), () => sandbox.requestsTo('api').length >= 3);
	expect(sandbox.requestsTo('api').length).toBeLessThan(10);
});

test('while Notion’s limit is waited for', async () => {
	const page = sandbox.workspace.addPage({ title: 'P' });
	sandbox.faults.add({
		on: { server: 'api' },
		times: 'forever',
		fault: { type: 'notionError', status: 429, code: 'rate_limited', retryAfter: 60 },
	});
	await cancelled(pageFiles(page.id), () => sandbox.requestsTo('api').length >= 1);
});

test('while a download waits to be tried again', async () => {
	const page = sandbox.workspace.addPage({
		title: 'P',
		children: [block.image(sandbox.workspace.upload({ name: 'a.png', content: 'a' }))],
	});
	sandbox.faults.add({
		on: { server: 'storage' },
		times: 'forever',
		fault: { type: 'status', status: 503, headers: { 'retry-after': '60' } },
	});
	await cancelled(pageFiles(page.id), () => sandbox.requestsTo('storage').length >= 1);
});

test('while a host is silent', async () => {
	const page = sandbox.workspace.addPage({
		title: 'P',
		children: [block.image(sandbox.workspace.upload({ name: 'a.png', content: 'abcdefgh' }))],
	});
	sandbox.faults.add({ on: { server: 'storage' }, fault: { type: 'stall', at: 'middle' } });
	const left = await cancelled(pageFiles(page.id), () => sandbox.requestsTo('storage').length >= 1);
	expect(left).toEqual(nothing);
});
