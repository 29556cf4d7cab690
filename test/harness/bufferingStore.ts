import type { INodeExecutionData } from 'n8n-workflow';
import { block, generatedContent, sha256Of, startSandbox, type Sandbox } from '../sandbox';
import { buildTeamHandbook } from '../sandbox/teamHandbook';
import { goodItems, runNotionFiles, sha256OfItem } from './notionFiles';
import { locator } from './notionFilesWorkflow';

/**
 * What holds in every mode of n8n's that buffers files: a suite for each, as n8n-core takes one mode
 * for a process.
 */
export function testBufferingStore(expectKept: (items: INodeExecutionData[]) => void): void {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox();
	});

	afterEach(async () => await sandbox.close());

	const pageFiles = (id: string, more = {}) => ({
		operation: 'getPageFiles',
		pageId: locator('id', id),
		...more,
	});

	test('every file comes whole, and as this mode keeps it', async () => {
		const handbook = buildTeamHandbook(sandbox);
		const result = await runNotionFiles(sandbox, pageFiles(handbook.page.id, { childPages: 1 }));
		const items = goodItems(result);
		expectKept(items);
		expect(await Promise.all(items.map(async (item) => await sha256OfItem(item)))).toEqual(
			handbook.expected.map(({ sha256 }) => sha256),
		);
	});

	test('a file that breaks in the middle is whole there, too, and one that changes is not glued', async () => {
		const [before, after] = [generatedContent(3_000_000, 'a'), generatedContent(3_000_000, 'b')];
		const upload = sandbox.workspace.upload({ name: 'x.bin', content: before });
		const page = sandbox.workspace.addPage({ title: 'P', children: [block.file(upload)] });
		sandbox.faults.add({
			on: { server: 'storage' },
			times: 2,
			fault: { type: 'reset', at: 'middle' },
		});
		const [whole] = goodItems(await runNotionFiles(sandbox, pageFiles(page.id)));
		expect(await sha256OfItem(whole!)).toBe(sha256Of(before));

		sandbox.faults.add({ on: { server: 'storage' }, fault: { type: 'reset', at: 'middle' } });
		sandbox.faults.add({
			on: { server: 'storage' },
			fault: { type: 'changedObject', content: after },
		});
		const [changed] = goodItems(await runNotionFiles(sandbox, pageFiles(page.id)));
		expect(await sha256OfItem(changed!)).toBe(sha256Of(after));
	});

	test('large files wait for each other instead of filling the memory together', async () => {
		const size = 200 * 1024 * 1024;
		const uploads = ['a', 'b', 'c'].map((seed) =>
			sandbox.workspace.upload({ name: `${seed}.bin`, content: generatedContent(size, seed) }),
		);
		const page = sandbox.workspace.addPage({
			title: 'P',
			children: uploads.map((upload) => block.file(upload)),
		});
		let most = 0;
		const sample = setInterval(() => {
			// A file that waits has sent what fits between the sockets (6 MB and more), not a tenth of it.
			const flowing = sandbox
				.requestsTo('storage')
				.filter(({ bytesSent, endedAt }) => bytesSent > size / 10 && endedAt === undefined);
			most = Math.max(most, new Set(flowing.map(({ path }) => path)).size);
		}, 2);
		const items = goodItems(await runNotionFiles(sandbox, pageFiles(page.id)));
		clearInterval(sample);
		expect(items.map(({ json }) => json.fileSize)).toEqual([size, size, size]);
		expect(most).toBe(1);
	}, 60_000);
}
