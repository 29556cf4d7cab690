import { block, generatedContent, sha256Of } from '../sandbox';
import { whenAsked } from '../harness/moments';
import { goodItems, sha256OfItem } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { runNode, sandbox, useSandbox } from '../harness/useSandbox';

const clock = useSandbox();

const MIB = 1024 * 1024;

/** After a few pieces it is still worth several connections. */
const SIZE = 18 * MIB;

const CONTENT = generatedContent(SIZE, 'large');

/** One large file, whole. Returns what its host was asked for. */
async function getLargeFile({ content = CONTENT, expected = CONTENT, options = {} } = {}) {
	const upload = sandbox.workspace.upload({ name: 'large.bin', content });
	const page = sandbox.workspace.addPage({ title: 'Large', children: [block.file(upload)] });
	const result = await runNode({
		operation: 'getPageFiles',
		pageId: locator('id', page.id),
		options,
	});
	const [item] = goodItems(result);
	expect(await sha256OfItem(item!)).toBe(sha256Of(expected));
	return sandbox.requestsTo('storage');
}

const parts = (count: number) =>
	whenAsked(sandbox, count, ({ server, headers }) => server === 'storage' && !!headers.range);

describe('a large file', () => {
	test('arrives over several connections if one is slow, every byte once and in order', async () => {
		clock().passWithEveryLook();
		sandbox.faults.add({
			on: { server: 'storage', nth: 2 },
			times: 4,
			fault: { type: 'hold', until: parts(4) },
		});
		const [first, ...others] = await getLargeFile();
		expect(first?.headers.range).toBeUndefined();
		expect(others.every(({ headers }) => headers['if-match'] !== undefined)).toBe(true);
		const spans = others
			.map(({ headers }) =>
				/^bytes=(\d+)-(\d+)$/
					.exec(headers.range ?? '')
					?.slice(1)
					.map(Number),
			)
			.sort(([a = NaN] = [], [b = NaN] = []) => a - b);
		const [begin = NaN] = spans[0] ?? [];
		expect(begin).toBeGreaterThan(0);
		expect(spans.map((span) => span?.[0])).toEqual([
			begin,
			...spans.slice(0, -1).map((span) => (span?.[1] ?? NaN) + 1),
		]);
		expect(spans.at(-1)?.[1]).toBe(SIZE - 1);
	});

	test('arrives over one connection if the host is fast', async () => {
		expect(await getLargeFile()).toHaveLength(1);
	});

	test('arrives over one connection if the others are needed for other files', async () => {
		clock().passWithEveryLook();
		expect(await getLargeFile({ options: { downloadsAtOnce: 1 } })).toHaveLength(1);
	});

	test('arrives over one connection if it is not large enough to be worth more', async () => {
		clock().passWithEveryLook();
		const content = generatedContent(16 * MIB, 'medium');
		expect(await getLargeFile({ content, expected: content })).toHaveLength(1);
	});

	test('a part that breaks is continued, and a link that expires is renewed once for all parts', async () => {
		clock().passWithEveryLook();
		sandbox.faults.add({
			on: { server: 'storage', nth: 2 },
			times: 2,
			fault: { type: 'reset', at: 'middle' },
		});
		sandbox.faults.add({
			on: { server: 'storage', nth: 4 },
			times: 3,
			fault: [
				{ type: 'hold', until: parts(5) },
				{ type: 's3Error', status: 403, code: 'AccessDenied', message: 'Request has expired' },
			],
		});
		await getLargeFile();
		const renewals = sandbox
			.requestsTo('api')
			.filter(({ path }) => /^\/v1\/blocks\/[^/]+$/.test(path));
		expect(renewals).toHaveLength(1);
	});

	test('if the version changes between parts, the file starts over', async () => {
		clock().passWithEveryLook();
		const other = generatedContent(SIZE, 'other');
		sandbox.faults.add({
			on: { server: 'storage', nth: 3 },
			fault: { type: 'changedObject', content: other },
		});
		await getLargeFile({ expected: other });
	});
});
