import { block, generatedContent, sha256Of, startSandbox, type Sandbox } from '../sandbox';
import { goodItems, runNotionFiles, sha256OfItem } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

const MIB = 1024 * 1024;

/** One file of 48 MiB from a host that holds every connection to a speed, if any. */
async function getLargeFile(bytesPerSecond?: number, options = {}) {
	const content = generatedContent(48 * MIB, 'large');
	const upload = sandbox.workspace.upload({ name: 'large.bin', content });
	const page = sandbox.workspace.addPage({ title: 'Large', children: [block.file(upload)] });
	if (bytesPerSecond !== undefined) {
		const fault = { type: 'slow', bytesPerSecond } as const;
		sandbox.faults.add({ on: { server: 'storage' }, times: 'forever', fault });
	}
	const result = await runNotionFiles(sandbox, {
		operation: 'getPageFiles',
		pageId: locator('id', page.id),
		options: { sha256: true, ...options },
	});
	const [item] = goodItems(result);
	expect(item?.json).toMatchObject({ fileSize: 48 * MIB, sha256: sha256Of(content) });
	expect(await sha256OfItem(item!)).toBe(sha256Of(content));
	return sandbox.requestsTo('storage');
}

describe('a large file', () => {
	test('goes through a handful of blocks of memory, however large it is', async () => {
		const allocated = jest.spyOn(Buffer, 'allocUnsafeSlow');
		try {
			// Over one connection: each has blocks of its own.
			await getLargeFile(undefined, { downloadsAtOnce: 1 });
			const blocks = allocated.mock.calls.filter(([length]) => length === 256 * 1024);
			expect(blocks.length).toBeGreaterThan(0);
			expect(blocks.length).toBeLessThanOrEqual(12);
		} finally {
			allocated.mockRestore();
		}
	});

	test('comes over several connections where one is slow, every byte once and in order', async () => {
		const requests = await getLargeFile(10 * MIB);
		const parts = requests.filter(({ headers }) => headers.range);
		expect(parts.length).toBeGreaterThanOrEqual(4);
		expect(parts.every(({ headers }) => headers['if-match'] !== undefined)).toBe(true);
		expect(sandbox.peakConcurrency('storage')).toBeGreaterThanOrEqual(4);
		const bytes = requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
		expect(bytes).toBeLessThan(60 * MIB);
	}, 30_000);

	test('comes over one connection where the others are needed for other files', async () => {
		expect(await getLargeFile(20 * MIB, { downloadsAtOnce: 1 })).toHaveLength(1);
	}, 30_000);

	test('comes over one connection while the process is busy with something else', async () => {
		const work = setInterval(() => {
			for (const end = performance.now() + 45; performance.now() < end;);
		}, 50);
		try {
			expect(await getLargeFile(10 * MIB)).toHaveLength(1);
		} finally {
			clearInterval(work);
		}
	}, 30_000);

	test('comes over one connection where it is not large enough to be worth more', async () => {
		const content = generatedContent(6 * MIB, 'medium');
		const upload = sandbox.workspace.upload({ name: 'medium.bin', content });
		const page = sandbox.workspace.addPage({ title: 'Medium', children: [block.file(upload)] });
		const fault = { type: 'slow', bytesPerSecond: 8 * MIB } as const;
		sandbox.faults.add({ on: { server: 'storage' }, times: 'forever', fault });
		const parameters = { operation: 'getPageFiles', pageId: locator('id', page.id) };
		expect(goodItems(await runNotionFiles(sandbox, parameters))).toHaveLength(1);
		expect(sandbox.requestsTo('storage')).toHaveLength(1);
	}, 30_000);

	test('a part that breaks is continued, and a link that dies is renewed for all parts at once', async () => {
		sandbox.faults.add({
			on: { server: 'storage', nth: 2 },
			times: 2,
			fault: [
				{ type: 'slow', bytesPerSecond: 10 * MIB },
				{ type: 'reset', at: 'middle' },
			],
		});
		sandbox.faults.add({
			on: { server: 'storage', nth: 4 },
			times: 3,
			fault: { type: 's3Error', status: 403, code: 'AccessDenied', message: 'Request has expired' },
		});
		await getLargeFile(10 * MIB);
		const renewals = sandbox
			.requestsTo('api')
			.filter(({ path }) => /^\/v1\/blocks\/[^/]+$/.test(path));
		expect(renewals.length).toBeGreaterThanOrEqual(1);
		expect(renewals.length).toBeLessThanOrEqual(2);
	}, 30_000);

	test('a version that changes under the parts starts the file anew', async () => {
		const other = generatedContent(48 * MIB, 'other');
		sandbox.faults.add({
			on: { server: 'storage', nth: 3 },
			fault: { type: 'changedObject', content: other },
		});
		const upload = sandbox.workspace.upload({
			name: 'x.bin',
			content: generatedContent(48 * MIB, 'large'),
		});
		const page = sandbox.workspace.addPage({ title: 'Large', children: [block.file(upload)] });
		sandbox.faults.add({
			on: { server: 'storage' },
			times: 'forever',
			fault: { type: 'slow', bytesPerSecond: 15 * MIB },
		});
		const result = await runNotionFiles(sandbox, {
			operation: 'getPageFiles',
			pageId: locator('id', page.id),
		});
		const [item] = goodItems(result);
		expect(await sha256OfItem(item!)).toBe(sha256Of(other));
	}, 30_000);
});
