import { whenAsked } from '../harness/moments';
import { goodItems, names, runNotionFiles } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { block, startSandbox } from '../sandbox';

test('a walk that is alone asks for eighty branches at once, and returns the files in the order of the page', async () => {
	const sandbox = await startSandbox();
	const files = Array.from({ length: 120 }, (_, n) => `${n}.txt`);
	const toggles = files.map((name) =>
		block.toggle(name, [block.file(sandbox.workspace.upload({ name, content: name }))]),
	);
	const page = sandbox.workspace.addPage({ title: 'Wide', children: toggles });
	// No branch is answered before eighty have been asked for.
	const ids = new Set(toggles.map(({ id }) => id));
	const isBranch = ({ path }: { path: string }): boolean => ids.has(path.split('/')[3] ?? '');
	const fault = { type: 'hold', until: whenAsked(sandbox, 80, isBranch) } as const;
	const on = { server: 'api', path: new RegExp(toggles.map(({ id }) => id).join('|')) } as const;
	sandbox.faults.add({ on, times: 'forever', fault });
	const result = await runNotionFiles(sandbox, {
		operation: 'getPageFiles',
		pageId: locator('id', page.id),
		output: 'links',
	});
	expect(names(goodItems(result))).toEqual(files);
	// The page, its content in two answers, and that of each toggle.
	expect(sandbox.requestsTo('api')).toHaveLength(1 + 2 + 120);
	await sandbox.close();
});
