import { randomUUID } from 'node:crypto';
import { leftAfterDeletion, namesIn, notWhole, outsideOfExecutions } from '../faults/prove/store';
import { timersLeftOver, timersUnderWay } from '../faults/prove/timers';
import { openDeafDoor, type DeafDoor } from '../faults/scene/deafDoor';
import { EXPIRED } from '../faults/tables/s3';
import {
	block,
	generatedContent,
	repeatedContent,
	startSandbox,
	type Content,
	type Page,
} from '../sandbox';
import { line } from '../harness/lines';
import { credentialOf } from '../harness/notionFiles';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { start } from '../harness/runWorkflow';
import { someTurns, until } from '../harness/until';
import { sandbox, useSandbox } from '../harness/useSandbox';

const clock = useSandbox();

interface Cancelled {
	page: Page;
	/** Of the files on the page. */
	contents?: readonly Content[];
	options?: { downloadsAtOnce?: number };
	/** Told how many files are whole in the store. */
	when: (stored: number) => boolean;
}

/**
 * Gets the files of a page, and cancels the execution at a moment. Whatever the moment: it ends though
 * no wait does, nothing more is requested, no connection and no timer is left, and every file in the
 * store is whole, in the execution's own location, and is deleted with it. Returns how many there are.
 */
async function cancelled({ page, contents = [], options = {}, when }: Cancelled): Promise<number> {
	const executionId = `cancelled-${randomUUID()}`;
	const parameters = { operation: 'getPageFiles', pageId: locator('id', page.id), options };
	const stored = () => namesIn(executionId).filter((name) => name.endsWith('.metadata')).length;
	const timers = timersUnderWay();
	clock().holdWaits();
	const credential = { ...credentialOf(sandbox) };
	const running = await start(notionFilesWorkflow(parameters), { credential, executionId });
	await until(() => when(stored()));
	running.cancel();
	await running.done.catch(() => {});
	// What was under way to the server at that moment may still have arrived there.
	await until(() => sandbox.openConnections() === 0);
	const asked = sandbox.requests.length;
	expect(await timersLeftOver(timers)).toBe(0);
	await someTurns();
	expect(sandbox.requests).toHaveLength(asked);
	expect(sandbox.openConnections()).toBe(0);
	const half = notWhole(executionId, contents);
	expect(half).toEqual(line.removesBrokenFiles ? [] : expect.anything());
	expect(outsideOfExecutions()).toEqual([]);
	const left = stored();
	expect(await leftAfterDeletion(executionId)).toEqual([]);
	return left;
}

// n8n-core before 2.0 begins a timer of its own with its first execution, and never ends it.
beforeAll(async () => {
	const warm = await startSandbox();
	const page = warm.workspace.addPage({ title: 'P' });
	const parameters = { operation: 'getPageFiles', pageId: locator('id', page.id) };
	const running = await start(notionFilesWorkflow(parameters), {
		credential: { ...credentialOf(warm) },
	});
	await running.done;
	await warm.close();
});

/** A page with this many files in Notion's storage. */
function pageWith(contents: readonly Content[]): Page {
	const children = contents.map((content, n) =>
		block.file(sandbox.workspace.upload({ name: `${n}.bin`, content })),
	);
	return sandbox.workspace.addPage({ title: 'P', children });
}

const generated = (count: number, size: number): Content[] =>
	Array.from({ length: count }, (_, n) => generatedContent(size, n));

test('while files are downloaded: they stop, and nothing half is left', async () => {
	// This many different bytes would be a second's work for the sandbox, which knows the checksum of
	// each.
	const films = Array.from({ length: 20 }, (_, n) => repeatedContent(50_000_000, n));
	const page = pageWith(films);
	sandbox.faults.add({
		on: { server: 'storage' },
		times: 'forever',
		fault: { type: 'slow', bytesPerSecond: 1_000_000 },
	});
	const left = await cancelled({
		page,
		when: () => sandbox.requestsTo('storage').some(({ bytesSent }) => bytesSent > 0),
	});
	expect(left).toBe(0);
});

test('after some files are whole: those stay whole, and the others leave nothing', async () => {
	const contents = generated(60, 40_000);
	const page = pageWith(contents);
	sandbox.faults.add({
		on: { server: 'storage', nth: 30 },
		times: 'forever',
		fault: { type: 'stall', at: 'middle' },
	});
	const left = await cancelled({ page, contents, when: (stored) => stored === 29 });
	expect(left).toBe(29);
});

test('while a large file arrives over several connections', async () => {
	clock().passWithEveryLook();
	const contents = generated(1, 18 * 1024 * 1024);
	const page = pageWith(contents);
	sandbox.faults.add({
		on: { server: 'storage', nth: 2 },
		times: 'forever',
		fault: { type: 'stall', at: 'middle' },
	});
	const when = () => sandbox.requestsTo('storage').length > 3;
	expect(await cancelled({ page, contents, when })).toBe(0);
});

test('while a page is walked: no further request is sent', async () => {
	sandbox.faults.add({
		on: { server: 'api', nth: 3 },
		times: 'forever',
		fault: { type: 'stall', at: 'headers' },
	});
	const nest = (depth: number): ReturnType<typeof block.toggle> =>
		block.toggle(`${depth}`, depth > 0 ? [nest(depth - 1)] : []);
	const page = sandbox.workspace.addPage({ title: 'P', children: [nest(10)] });
	await cancelled({ page, when: () => sandbox.requestsTo('api').length === 3 });
	expect(sandbox.requestsTo('api')).toHaveLength(3);
});

test('while Notion does not answer', async () => {
	const page = sandbox.workspace.addPage({ title: 'P' });
	sandbox.faults.add({
		on: { server: 'api' },
		times: 'forever',
		fault: { type: 'stall', at: 'headers' },
	});
	await cancelled({ page, when: () => sandbox.requestsTo('api').length >= 1 });
});

test('while Notion’s limit is waited for', async () => {
	const page = sandbox.workspace.addPage({ title: 'P' });
	sandbox.faults.add({
		on: { server: 'api' },
		times: 'forever',
		fault: { type: 'notionError', status: 429, code: 'rate_limited', retryAfter: 60 },
	});
	await cancelled({ page, when: () => clock().waits.includes(60_000) });
});

test('while a link is renewed', async () => {
	const page = pageWith(generated(3, 1000));
	sandbox.faults.add({ on: { server: 'storage' }, times: 'forever', fault: EXPIRED });
	const renewal = /^\/v1\/blocks\/[^/]+$/;
	sandbox.faults.add({
		on: { server: 'api', path: renewal },
		times: 'forever',
		fault: { type: 'stall', at: 'headers' },
	});
	await cancelled({
		page,
		when: () => sandbox.requestsTo('api').some(({ url }) => renewal.test(url)),
	});
});

test('while a download waits to be tried again', async () => {
	const page = pageWith(generated(1, 1000));
	sandbox.faults.add({
		on: { server: 'storage' },
		times: 'forever',
		fault: { type: 'status', status: 503, headers: { 'retry-after': '60' } },
	});
	await cancelled({ page, when: () => clock().waits.includes(60_000) });
});

test.each(['headers', 'middle', 'lastByte'] as const)('while a host is silent (%s)', async (at) => {
	const page = pageWith(generated(1, 10_000));
	sandbox.faults.add({ on: { server: 'storage' }, fault: { type: 'stall', at } });
	const when = () => sandbox.requestsTo('storage').length >= 1;
	expect(await cancelled({ page, when })).toBe(0);
});

/** Node tells only without documenting it. */
function connectionsBeingMade(): number {
	const { _getActiveHandles: handles } = process as unknown as {
		_getActiveHandles(): Array<{ connecting?: boolean }>;
	};
	return handles().filter(({ connecting }) => connecting).length;
}

describe('with a host that leaves connections unanswered', () => {
	let door: DeafDoor;

	beforeEach(async () => {
		door = await openDeafDoor(sandbox.external.origin);
	});

	afterEach(async () => await door.shut());

	/** To the host: Notion has been reached, and asked for everything. */
	const isConnecting = (before: number) => (): boolean =>
		sandbox.requestsTo('api').length === 2 && connectionsBeingMade() > before;

	test('while a connection to a proxy is made', async () => {
		process.env.http_proxy = door.origin;
		// Notion's API goes through n8n's own helper, which is not what is tested here.
		process.env.no_proxy = new URL(sandbox.apiBaseUrl).host;
		try {
			const page = pageWith(generated(1, 10_000));
			const before = connectionsBeingMade();
			await cancelled({ page, when: isConnecting(before) });
			expect(connectionsBeingMade()).toBe(before);
		} finally {
			delete process.env.http_proxy;
			delete process.env.no_proxy;
		}
	});

	test('while a connection is made', async () => {
		const page = sandbox.workspace.addPage({
			title: 'P',
			children: [block.file(`${door.origin}/file.bin`)],
		});
		const before = connectionsBeingMade();
		await cancelled({ page, when: isConnecting(before) });
		expect(connectionsBeingMade()).toBe(before);
	});
});
