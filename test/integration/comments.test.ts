import { block, type Upload } from '../sandbox';
import { buildTeamHandbook } from '../sandbox/teamHandbook';
import { goodItems, hintsOf, names, NODE, sha256OfItem } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { filesOf, namesOf, runNode, sandbox, useSandbox } from '../harness/useSandbox';

useSandbox({ readComments: true });

const USUAL = ['cover', 'icon', 'properties', 'content'];

const pageFiles = (id: string, include: string[], more = {}) => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
	include,
	...more,
});

const upload = (name: string): Upload =>
	sandbox.workspace.upload({ name, content: `%PDF-1.4 ${name}`, contentType: 'application/pdf' });

const askedForComments = () =>
	sandbox.requestsTo('api').filter(({ path }) => path.startsWith('/v1/comments'));

/** A page with a toggle and a picture in it, and a file in a comment on each and on the page. */
function discussedPage() {
	const { workspace } = sandbox;
	const inner = block.pdf(upload('inner.pdf'));
	const toggle = block.toggle('Toggle', [inner]);
	const page = workspace.addPage({
		title: 'Discussed',
		children: [toggle, block.pdf(upload('last.pdf'))],
	});
	const comments = {
		page: workspace.addComment(page, [upload('on the page.pdf')], { text: 'See attached' }),
		toggle: workspace.addComment(toggle, [upload('on the toggle.pdf')]),
		inner: workspace.addComment(inner, [upload('on the file.pdf')]),
	};
	return { page, toggle, inner, comments };
}

describe('Get Page Files', () => {
	test('takes no comments, and asks for none, unless told to', async () => {
		const { page } = discussedPage();
		const result = await runNode(pageFiles(page.id, USUAL));
		expect(names(goodItems(result))).toEqual(['inner.pdf', 'last.pdf']);
		expect(askedForComments()).toEqual([]);
	});

	test('the comments of the team handbook arrive, byte for byte, after its content', async () => {
		const handbook = buildTeamHandbook(sandbox);
		const parameters = pageFiles(handbook.page.id, [...USUAL, 'comments'], { childPages: 1 });
		const items = await filesOf(parameters);
		const expected = handbook.expectedInComments.map(({ sha256 }) => sha256);
		expect(expected.length).toBeGreaterThan(0);
		const last = items.slice(-expected.length);
		expect(last.map(({ json }) => json.source)).toEqual(expected.map(() => 'comment'));
		expect(await Promise.all(last.map(async (item) => await sha256OfItem(item)))).toEqual(expected);
		expect(items).toHaveLength(handbook.expected.length + expected.length);
	});

	test('a file says which comment it is attached to, with its text, and on which block', async () => {
		const { page, comments, toggle } = discussedPage();
		const parameters = pageFiles(page.id, ['comments', 'blockComments']);
		const items = await filesOf(parameters);
		expect(names(items)).toEqual(['on the toggle.pdf', 'on the file.pdf', 'on the page.pdf']);
		const [onToggle, , onPage] = items.map(({ json }) => json);
		expect(onPage).toMatchObject({
			source: 'comment',
			comment: { id: comments.page.id },
			caption: 'See attached',
			hosting: 'notion',
			page: { id: page.id, title: 'Discussed' },
			path: expect.stringMatching(/^Discussed .*\/on the page .*\.pdf$/),
		});
		expect(onPage).not.toHaveProperty('block');
		expect(onToggle).toMatchObject({
			source: 'comment',
			comment: { id: comments.toggle.id },
			block: { id: toggle.id, type: 'toggle' },
		});
	});

	test('comments on blocks take one request for each block, those on the page one in total', async () => {
		const { page } = discussedPage();
		await runNode(pageFiles(page.id, ['content', 'comments']));
		expect(askedForComments()).toHaveLength(1);
		sandbox.journal.clear();
		await runNode(pageFiles(page.id, ['content', 'blockComments']));
		expect(askedForComments()).toHaveLength(3);
		expect(sandbox.peakConcurrency('api')).toBeLessThanOrEqual(10);
	});

	test('a file in a comment that is also on the page is returned once, at its first place', async () => {
		const shared = upload('same.pdf');
		const page = sandbox.workspace.addPage({ title: 'Same', children: [block.pdf(shared)] });
		sandbox.workspace.addComment(page, [shared]);
		const parameters = pageFiles(page.id, ['content', 'comments']);
		const items = await filesOf(parameters);
		expect(items.map(({ json }) => json.source)).toEqual(['block']);
	});
});

describe('Get Block Files', () => {
	const blockFiles = (id: string, blockComments: boolean) => ({
		operation: 'getBlockFiles',
		blockId: locator('id', id),
		blockComments,
	});

	test('returns the files in comments on the block and below it if that is wanted', async () => {
		const { toggle } = discussedPage();
		const run = async (comments: boolean) => await namesOf(blockFiles(toggle.id, comments));
		expect(await run(false)).toEqual(['inner.pdf']);
		expect(askedForComments()).toEqual([]);
		expect(await run(true)).toEqual(['on the toggle.pdf', 'inner.pdf', 'on the file.pdf']);
	});
});

describe('without the capability to read comments', () => {
	test('everything else is returned, one hint says what is missing, and Notion is asked once', async () => {
		sandbox.settings.readComments = false;
		const { workspace } = sandbox;
		const blocks = Array.from({ length: 120 }, (_, n) => block.paragraph(`${n}`));
		const pages = [1, 2, 3].map((n) =>
			workspace.addPage({
				title: `P${n}`,
				children: [...(n === 1 ? blocks : []), block.pdf(upload(`${n}.pdf`))],
			}),
		);
		const parameters = {
			...pageFiles('', ['content', 'comments', 'blockComments']),
			pageId: '={{ $json.page }}',
		};
		const items = pages.map(({ id }) => ({ json: { page: id } }));
		const result = await runNode(parameters, { items });
		expect(names(goodItems(result))).toEqual(['1.pdf', '2.pdf', '3.pdf']);
		expect(hintsOf(result)).toEqual([expect.stringContaining('“Read comments”')]);
		expect(askedForComments().map(({ status }) => status)).toEqual([403]);
	});
});

describe('what goes wrong', () => {
	const fault = (blockId: string, status: number, code: string, times: number | 'forever' = 1) =>
		sandbox.faults.add({
			on: { server: 'api', path: new RegExp(`block_id=${blockId}`) },
			fault: { type: 'notionError', status, code, message: 'No.' },
			times,
		});

	test('comments that cannot be read at all are an error, and everything else is returned', async () => {
		const { page } = discussedPage();
		fault(page.id, 400, 'validation_error', 'forever');
		const result = await runNode(pageFiles(page.id, ['content', 'comments']), {
			node: { onError: 'continueErrorOutput' },
		});
		expect(names(result.items(NODE, 0))).toEqual(['inner.pdf', 'last.pdf']);
		expect(result.items(NODE, 1)).toHaveLength(1);
		expect(result.items(NODE, 1)[0]?.json.error).toContain('the comments on a page or block');
	});

	test('a link that expires is renewed by reading its comment', async () => {
		const { page, comments } = discussedPage();
		sandbox.faults.add({
			on: { server: 'storage', path: 'on%20the%20page.pdf' },
			fault: { type: 's3Error', status: 403, code: 'AccessDenied', message: 'Request has expired' },
		});
		const result = await runNode(pageFiles(page.id, ['comments']));
		expect(names(goodItems(result))).toEqual(['on the page.pdf']);
		const renewals = askedForComments().filter(({ path }) => path !== '/v1/comments');
		expect(renewals.map(({ path }) => path)).toEqual([`/v1/comments/${comments.page.id}`]);
	});

	test('a file that is gone is named with its comment', async () => {
		const page = sandbox.workspace.addPage({ title: 'Gone' });
		const lost = upload('lost.pdf');
		const { id } = sandbox.workspace.addComment(page, [lost]);
		lost.removed = true;
		const result = await runNode(pageFiles(page.id, ['comments']), {
			node: { onError: 'continueRegularOutput' },
		});
		const [error] = result.items(NODE);
		expect(error?.json.error).toContain('“lost.pdf” from a comment on page “Gone”');
		expect(error?.json.details).toMatchObject({ source: 'comment', comment: { id } });
	});
});
