import '../harness/egressFilter';
import { block } from '../sandbox';
import { goodItems, names } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { runNode, sandbox, useSandbox } from '../harness/useSandbox';

useSandbox();

const run = async (link: string) => {
	const page = sandbox.workspace.addPage({ title: 'P', children: [block.image(link)] });
	return await runNode({
		operation: 'getPageFiles',
		pageId: locator('id', page.id),
		options: { retries: 0 },
	});
};

// The credential allows private networks in both: what refuses is n8n's own filter.
test('n8n’s own filter refuses what the instance does not allow, whatever the credential says', async () => {
	const link = sandbox.external.serve('/a.png', { content: 'a' });
	const { error } = await run(link.replace('127.0.0.1', '127.0.0.2'));
	expect(error?.message).toContain('not on the public Internet');
});

test('what the instance allows passes', async () => {
	const link = sandbox.external.serve('/a.png', { content: 'a' });
	expect(names(goodItems(await run(link)))).toEqual(['a.png']);
});
