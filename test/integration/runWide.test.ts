import { block, property } from '../sandbox';
import { whenAnswered } from '../harness/moments';
import { goodItems, hintsOf, names, NODE } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import {
	filesOf,
	namesOf,
	pageFiles,
	runNode,
	sandbox,
	upload,
	useSandbox,
} from '../harness/useSandbox';

useSandbox();

describe('an error that concerns the whole run', () => {
	const wrong = { credential: { apiBaseUrl: 'notion' }, items: [{ json: { input: 1 } }] };

	test('is an error item for each input item if the node continues, and never the input itself', async () => {
		const result = await runNode(pageFiles('x'), {
			...wrong,
			node: { onError: 'continueRegularOutput' },
		});
		expect(goodItems(result)).toEqual([
			expect.objectContaining({
				json: { error: expect.stringContaining('API Base URL'), details: expect.anything() },
			}),
		]);
	});

	test('goes to the error output if there is one', async () => {
		const result = await runNode(
			{ operation: 'getEverything' },
			{ items: [{ json: { input: 1 } }], node: { onError: 'continueErrorOutput' } },
		);
		expect(result.items(NODE, 0)).toEqual([]);
		expect(result.items(NODE, 1)).toHaveLength(1);
	});
});

test.each(['first', 'second'] as const)(
	'a synced block that is on two pages returns its file on both, whichever answers first (%s)',
	async (which) => {
		const { workspace } = sandbox;
		const original = block.synced([block.toggle('t', [block.file(upload('shared.txt'))])]);
		workspace.addPage({ title: 'Original', children: [original] });
		const root = workspace.addPage({ title: 'Root' });
		const pages = ['A', 'B'].map((title) =>
			workspace.addPage({ title, parent: root, children: [block.syncedCopy(original)] }),
		);
		const [early, late] = which === 'first' ? pages : pages.toReversed();
		sandbox.faults.add({
			on: { server: 'api', path: `${late!.id}/children` },
			fault: {
				type: 'hold',
				until: whenAnswered(sandbox, ({ path }) => path === `/v1/blocks/${early!.id}/children`),
			},
		});
		const items = await filesOf(pageFiles(root.id, { childPages: 1 }));
		expect(items.map(({ json }) => String(json.path).split(' ')[0])).toEqual(['A', 'B']);
		expect(sandbox.requestsTo('storage')).toHaveLength(1);
	},
);

test('the link that is returned is the one that was used, even if it had to be renewed', async () => {
	const page = sandbox.workspace.addPage({ title: 'P', children: [block.file(upload('a.txt'))] });
	sandbox.faults.add({
		on: { server: 'storage' },
		fault: { type: 's3Error', status: 403, code: 'AccessDenied', message: 'Request has expired' },
	});
	const parameters = pageFiles(page.id, { options: { includeDownloadUrl: true } });
	const [item] = await filesOf(parameters);
	const [, second] = sandbox.requestsTo('storage');
	expect(String(item?.json.downloadUrl)).toContain(second?.url);
});

test('markup in names stays text in the editor’s hints', async () => {
	const title = '<a href="https://evil.example/login">Session expired</a>';
	const page = sandbox.workspace.addPage({ title, children: [block.unsupported('form')] });
	const hints = (await runNode(pageFiles(page.id))).hints(NODE).map(({ message }) => message);
	expect(hints).toHaveLength(2);
	const link = `<a href="https://www.notion.so/${page.id.replaceAll('-', '')}" target="_blank">`;
	for (const hint of hints) {
		expect(hint).toContain('&lt;a href=');
		expect(hint.match(/<[^>]*>/g)).toEqual([link, '</a>']);
	}
});

test('links of Notion’s web app are skipped with a hint, and not requested', async () => {
	const { workspace } = sandbox;
	const links = ['attachment:4c1f32a5:plan.pdf', 'https://www.notion.so/image/x.png'];
	const page = workspace.addPage({
		title: 'P',
		properties: { Files: property.files(upload('good.txt')) },
		children: links.map((link) => block.image(link)),
	});
	const result = await runNode(pageFiles(page.id));
	expect(names(goodItems(result))).toEqual(['good.txt']);
	expect(hintsOf(result)).toHaveLength(2);
});

test('a secret that was pasted into the wrong field is not repeated', async () => {
	const { error } = await runNode(pageFiles(sandbox.token));
	expect(error?.message).toContain('is not the URL or ID');
	expect(error?.message).not.toContain(sandbox.token);
});

test('a page in the trash returns its files and a hint', async () => {
	const page = sandbox.workspace.addPage({ title: 'Old', inTrash: true, cover: upload('c.png') });
	const result = await runNode(pageFiles(page.id));
	expect(names(goodItems(result))).toEqual(['c.png']);
	expect(hintsOf(result)).toEqual([expect.stringContaining('trash')]);
});

test('an empty Include means the default, and the item of another node will do as a page', async () => {
	const page = sandbox.workspace.addPage({ title: 'P', cover: upload('c.png') });
	for (const include of [[], '']) {
		expect(await namesOf(pageFiles(page.id, { include: include as never }))).toEqual(['c.png']);
	}
	const items = [{ json: { id: page.id, object: 'page' } }];
	// The editor keeps an expression inside the locator.
	for (const pageId of ['={{ $json }}', locator('id', '={{ $json }}')]) {
		const parameters = { operation: 'getPageFiles', pageId };
		expect(await namesOf(parameters, { items })).toEqual(['c.png']);
	}
});
