import type { INodeExecutionData } from 'n8n-workflow';
import { block, generatedContent, repeatedContent, sha256Of } from '../sandbox';
import { buildTeamHandbook } from '../sandbox/teamHandbook';
import { storedRows, useBinaryMode } from '../harness/binaryModes';
import { line } from '../harness/lines';
import { goodItems, sha256OfItem } from '../harness/notionFiles';
import { filesOf, pageFiles, runNode, sandbox, useSandbox } from '../harness/useSandbox';

useSandbox();

const IN_MEMORY = (items: INodeExecutionData[]) =>
	expect(items.every(({ binary }) => binary?.data?.id === undefined)).toBe(true);

const IN_THE_DATABASE = (items: INodeExecutionData[], before: number) => {
	expect(items.every(({ binary }) => binary?.data?.data === 'database')).toBe(true);
	expect(storedRows() - before).toBe(items.length);
};

describe.each([
	['memory', 'default', IN_MEMORY] as const,
	...(line.hasDatabaseMode ? [['database', 'database', IN_THE_DATABASE] as const] : []),
])('n8n’s %s mode, which buffers files', (_, mode, expectKept) => {
	useBinaryMode(mode);

	test('every file arrives whole, and as this mode keeps it', async () => {
		const before = storedRows();
		const handbook = buildTeamHandbook(sandbox);
		const result = await runNode(pageFiles(handbook.page.id, { childPages: 1 }));
		const items = goodItems(result);
		expectKept(items, before);
		expect(await Promise.all(items.map(async (item) => await sha256OfItem(item)))).toEqual(
			handbook.expected.map(({ sha256 }) => sha256),
		);
	});

	test('a file that breaks in the middle is whole there, too, and one that changes is not glued', async () => {
		const [before, after] = [generatedContent(1_000_000, 'a'), generatedContent(1_000_000, 'b')];
		const upload = sandbox.workspace.upload({ name: 'x.bin', content: before });
		const page = sandbox.workspace.addPage({ title: 'P', children: [block.file(upload)] });
		sandbox.faults.add({
			on: { server: 'storage' },
			times: 2,
			fault: { type: 'reset', at: 'middle' },
		});
		const [whole] = await filesOf(pageFiles(page.id));
		expect(await sha256OfItem(whole!)).toBe(sha256Of(before));

		sandbox.faults.add({ on: { server: 'storage' }, fault: { type: 'reset', at: 'middle' } });
		sandbox.faults.add({
			on: { server: 'storage' },
			fault: { type: 'changedObject', content: after },
		});
		const [changed] = await filesOf(pageFiles(page.id));
		expect(await sha256OfItem(changed!)).toBe(sha256Of(after));
	});

	// How the room is counted, and who waits for whom: test/unit/download/MemoryBudget.test.ts.
	test('a file that announces more than such a store can hold is refused before a byte of it is', async () => {
		const film = { content: repeatedContent(5 * 1024 ** 3) };
		// In the memory mode, n8n returns a file as Base64 where other modes return their name.
		const misleading = { content: Buffer.from('filesystem', 'base64') };
		const children = [
			block.file(sandbox.external.serve('/misleading.bin', misleading)),
			block.file(sandbox.external.serve('/film.bin', film)),
		];
		const page = sandbox.workspace.addPage({ title: 'P', children });
		const options = { downloadsAtOnce: 1 };
		const { error } = await runNode(pageFiles(page.id, { options }));
		expect(error?.message).toContain('announces 5120 MB');
	});
});
