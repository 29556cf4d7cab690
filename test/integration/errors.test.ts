import type { INode } from 'n8n-workflow';
import { USER_AGENT } from '../../nodes/NotionFiles/http/userAgent';
import { block, type Page } from '../sandbox';
import { goodItems, hintsOf, names, NODE } from '../harness/notionFiles';
import { line } from '../harness/lines';
import { locator } from '../harness/notionFilesWorkflow';
import { runNode, sandbox, upload, useSandbox } from '../harness/useSandbox';

useSandbox();

const pageFiles = (id: string, more = {}) => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
	options: { retries: 0 },
	...more,
});

const onError = (mode: INode['onError']): { node: Partial<INode> } => ({ node: { onError: mode } });

/** Three files; the one in the middle is gone from the storage. */
function pageWithOneLostFile(): Page {
	const lost = upload('lost.png');
	lost.removed = true;
	return sandbox.workspace.addPage({
		title: 'Half lost',
		children: [
			block.image(upload('first.png')),
			block.image(lost, { caption: 'Lost' }),
			block.image(upload('last.png')),
		],
	});
}

describe('what the user is told', () => {
	test('a page that is not shared', async () => {
		const page = sandbox.workspace.addPage({ title: 'Private', shared: false });
		const { error } = await runNode(pageFiles(page.id));
		expect(error?.description).toContain(page.id.replaceAll('-', ''));
		expect(error?.message).toContain('not shared with your connection');
		expect(error?.description).toContain('Connections');
		expect(error?.description).toContain('Could not find');
	});

	test('a wrong token', async () => {
		const page = sandbox.workspace.addPage({ title: 'P' });
		const credential = { token: 'ntn_wrong' };
		const { error } = await runNode(pageFiles(page.id), { credential });
		expect(error?.message).toBe('Notion rejected the token');
		expect(error?.description).toContain('API token is invalid');
		// Asked once for the page and once for its content, and not again and again.
		expect(sandbox.requestsTo('api').length).toBeLessThanOrEqual(4);
	});

	test.each([[false], ['partial']] as const)('a missing capability (%s)', async (readContent) => {
		const page = sandbox.workspace.addPage({ title: 'P' });
		sandbox.settings.readContent = readContent;
		const { error } = await runNode(pageFiles(page.id));
		expect(error?.description).toContain('“Read content”');
	});

	test.each([
		['not-an-id'],
		['https://www.notion.so/acme'],
		['https://example.com/'],
		['https://www.notion.so/?v=4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d'],
		['x'.repeat(100_000)],
		['__proto__'],
	])('a bad ID: %s', async (id) => {
		const { error } = await runNode(pageFiles(id));
		expect(error?.message).toContain('is not the URL or ID of a Notion page');
		expect(error?.message.length).toBeLessThan(300);
		expect(error?.description).toContain('Copy link');
		expect(sandbox.requests).toEqual([]);
	});

	test('an empty page', async () => {
		const { error } = await runNode(pageFiles('={{ $json.nothing }}'));
		expect(error?.message).toContain('“Page” is empty');
	});

	test('Notion that does not answer', async () => {
		const fault = { type: 'reset', at: 'headers' } as const;
		sandbox.faults.add({ on: { server: 'api' }, times: 'forever', fault });
		const { error } = await runNode(pageFiles(sandbox.workspace.addPage({ title: 'P' }).id));
		expect(error?.message).toContain('Notion did not respond');
		expect(error?.description).toContain('API Base URL');
	});

	test('an API Base URL that is not one', async () => {
		const credential = { apiBaseUrl: 'notion' };
		const { error } = await runNode(pageFiles('x'), { credential });
		expect(error?.message).toContain('API Base URL');
	});

	test('a file that is gone: its name, its place and what to do', async () => {
		const page = pageWithOneLostFile();
		const result = await runNode(pageFiles(page.id));
		expect(result.items(NODE)).toEqual([]);
		const { error } = result;
		expect(error?.message).toContain('“lost.png”');
		expect(error?.message).toContain('“Half lost”');
		expect(error?.message).toContain('HTTP 404');
		expect(error?.description).toContain('Remove it from Notion');
	});

	test('a text that is not a link: what it is', async () => {
		const page = sandbox.workspace.addPage({
			title: 'P',
			children: [block.image('pictures/team.png?token=secret')],
		});
		const { error } = await runNode(pageFiles(page.id));
		expect(error?.message).toContain('The link “pictures/team.png” cannot be followed');
	});

	test('a login page instead of an image, though a bookmark leads to the same link', async () => {
		const { workspace, external } = sandbox;
		const url = external.serveHtml('/team.png', 'Log in');
		const page = workspace.addPage({
			title: 'P',
			children: [block.bookmark(url), block.image(url)],
		});
		const include = ['content', 'linkedFiles'];
		const { error } = await runNode(pageFiles(page.id, { include }));
		expect(error?.message).toContain('web page instead of the file');
	});

	test('who asks, to hosts that want to know', async () => {
		const { workspace, external } = sandbox;
		const page = workspace.addPage({
			title: 'P',
			children: [block.image(external.serve('/a.png', { content: 'refused', status: 403 }))],
		});
		await runNode(pageFiles(page.id));
		expect(sandbox.requestsTo('external')[0]?.headers['user-agent']).toBe(USER_AGENT);
	});

	test('a link into one’s own network', async () => {
		const { workspace, external } = sandbox;
		const page = workspace.addPage({
			title: 'P',
			children: [block.image(external.serve('/secret.png', { content: 'secret' }))],
		});
		const credential = { allowPrivateNetworkDownloads: false };
		const { error } = await runNode(pageFiles(page.id), { credential });
		expect(error?.message).toContain('not on the public Internet');
		expect(error?.description).toContain('Allow Private Network Downloads');
		expect(sandbox.requestsTo('external')).toEqual([]);
	});

	test('the operation of another version', async () => {
		const { error } = await runNode({ operation: 'getEverything' });
		expect(error?.message).toContain('getEverything');
	});
});

describe('On Error', () => {
	test('Continue: the good files are returned, and an error item names the one that is not', async () => {
		const page = pageWithOneLostFile();
		const result = await runNode(pageFiles(page.id), onError('continueRegularOutput'));
		const items = goodItems(result);
		expect(items.map(({ json }) => json.fileName ?? json.error)).toEqual([
			'first.png',
			expect.stringContaining('“lost.png”'),
			'last.png',
		]);
		expect(items[1]).toMatchObject({
			json: {
				details: {
					code: 'fileGone',
					fileName: 'lost.png',
					source: 'block',
					block: { type: 'image' },
					page: { title: 'Half lost' },
					remedy: expect.any(String),
				},
			},
			pairedItem: { item: 0 },
		});
		expect(Object.keys(items[1]?.json ?? {}).sort()).toEqual(['details', 'error']);
	});

	test('Continue using error output: the good files in one branch, the error in the other', async () => {
		const page = pageWithOneLostFile();
		const result = await runNode(pageFiles(page.id), {
			...onError('continueErrorOutput'),
			items: [{ json: { customer: 42 } }],
		});
		expect(names(result.items(NODE, 0))).toEqual(['first.png', 'last.png']);
		const errors = result.items(NODE, 1);
		expect(errors).toHaveLength(1);
		expect(errors[0]?.json).toMatchObject({
			customer: 42,
			error: expect.stringContaining('“lost.png”'),
			// An older n8n would leave an item with details among the good ones.
			...(line.takesDetails
				? { details: { code: 'fileGone', fileName: 'lost.png' } }
				: { message: expect.stringContaining('.') }),
		});
	});

	test('one bad item does not affect the others', async () => {
		const { workspace } = sandbox;
		const pages = ['a', 'b'].map((name) =>
			workspace.addPage({ title: name, children: [block.image(upload(`${name}.png`))] }),
		);
		const ids = [
			pages[0]!.id,
			'nonsense',
			workspace.addPage({ title: 'Private', shared: false }).id,
			pages[1]!.id,
		];
		const result = await runNode(pageFiles('={{ $json.id }}'), {
			...onError('continueErrorOutput'),
			items: ids.map((id) => ({ json: { id } })),
		});
		expect(names(result.items(NODE, 0))).toEqual(['a.png', 'b.png']);
		expect(result.items(NODE, 0).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 3 },
		]);
		expect(result.items(NODE, 1).map(({ json }) => [json.id, json.error])).toEqual([
			['nonsense', expect.stringContaining('nonsense')],
			[ids[2], expect.stringContaining('not shared')],
		]);
	});

	test('an error that stops the run says which item it was', async () => {
		const good = sandbox.workspace.addPage({ title: 'G' });
		const items = [{ json: { id: good.id } }, { json: { id: 'nonsense' } }];
		const { error } = await runNode(pageFiles('={{ $json.id }}'), { items });
		expect(error?.context).toMatchObject({ itemIndex: 1 });
	});

	test('a branch that fails for good is an error, not a hint: nobody knows what was in there', async () => {
		const { workspace } = sandbox;
		const toggle = block.toggle('broken', [block.image(upload('inside.png'))]);
		const page = workspace.addPage({
			title: 'P',
			children: [toggle, block.image(upload('after.png'))],
		});
		sandbox.faults.add({
			on: { server: 'api', path: `/v1/blocks/${toggle.id}/children` },
			times: 'forever',
			fault: { type: 'notionError', status: 403, code: 'restricted_resource', message: 'No.' },
		});
		const result = await runNode(pageFiles(page.id), onError('continueRegularOutput'));
		const items = goodItems(result);
		expect(items.map(({ json }) => json.fileName ?? json.error)).toEqual([
			expect.stringContaining('to read the content of'),
			'after.png',
		]);
		const url = `https://www.notion.so/${toggle.id.replaceAll('-', '')}`;
		expect(items[0]?.json.details).toMatchObject({ url });
		expect(hintsOf(result)).toEqual([expect.stringMatching(/^Files may be missing: /)]);
	});
});
