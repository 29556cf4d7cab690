import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';
import { goodItems, hintsOf, names, NODE, runNotionFiles } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { turnClock } from '../harness/turnClock';
import { block, property, startSandbox, type Page, type Sandbox } from '../sandbox';

let sandbox: Sandbox;

turnClock();

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const upload = (name: string, content = `content of ${name}`) =>
	sandbox.workspace.upload({ name, content });

const files = (count: number, from = 1) =>
	Array.from({ length: count }, (_, n) => upload(`${n + from}.txt`));

const limited = (page: Page, limit: number, more: INodeParameters = {}): INodeParameters => ({
	operation: 'getPageFiles',
	pageId: locator('id', page.id),
	returnAll: false,
	limit,
	...more,
});

/** What it returned and said, and what Notion was asked for. */
async function run(parameters: INodeParameters) {
	const result = await runNotionFiles(sandbox, parameters);
	const requests = sandbox.requestsTo('api').map(({ path }) => path.replace(/^\/v1|\?.*/g, ''));
	return { files: names(goodItems(result)), hints: hintsOf(result), requests };
}

describe('a limited run returns the first files and reads no more of Notion than it needs', () => {
	test('of a page with all in a property', async () => {
		const store = jest.spyOn(Container.get(BinaryDataService), 'store');
		const documents = property.files(...files(3));
		const page = sandbox.workspace.addPage({ title: 'P', properties: { documents } });
		expect(await run(limited(page, 2))).toEqual({
			files: ['1.txt', '2.txt'],
			hints: ['Limit reached: at least 1 more file is left'],
			requests: [`/pages/${page.id}`],
		});
		expect(sandbox.requestsTo('storage')).toHaveLength(2);
		expect(store).toHaveBeenCalledTimes(2);
	});

	test('and says nothing if it knows that nothing is left', async () => {
		const documents = property.files(...files(3));
		const page = sandbox.workspace.addPage({ title: 'P', properties: { documents } });
		const include = ['properties'];
		const left = 'Limit reached: 1 more file is left';
		expect((await run(limited(page, 2, { include }))).hints).toEqual([left]);
		for (const limit of [3, 4]) {
			expect(await run(limited(page, limit, { include }))).toMatchObject({
				files: ['1.txt', '2.txt', '3.txt'],
				hints: [],
			});
		}
	});

	test('of a page with toggles, which are read one after the other', async () => {
		const toggles = files(3).map((one) => block.toggle(one.name, [block.file(one)]));
		const page = sandbox.workspace.addPage({ title: 'P', children: toggles });
		const children = [page, ...toggles].map(({ id }) => `/blocks/${id}/children`);
		expect(await run(limited(page, 2))).toEqual({
			files: ['1.txt', '2.txt'],
			hints: ['Limit reached: there may be more files'],
			requests: [`/pages/${page.id}`, ...children.slice(0, 3)],
		});
	});

	test('of a page with a long content, which Notion returns in parts', async () => {
		const children = files(230).map((one) => block.file(one));
		const page = sandbox.workspace.addPage({ title: 'P', children });
		const content = `/blocks/${page.id}/children`;
		const first = await run(limited(page, 99, { output: 'links' }));
		expect(first.files).toHaveLength(99);
		expect(first.hints).toEqual(['Limit reached: at least 1 more file is left']);
		expect(first.requests).toEqual([`/pages/${page.id}`, content]);
		sandbox.journal.clear();
		const second = await run(limited(page, 101, { output: 'links' }));
		expect(second.files).toHaveLength(101);
		expect(second.hints).toEqual(['Limit reached: at least 99 more files are left']);
		expect(second.requests).toEqual([`/pages/${page.id}`, content, content]);
	});

	test('of child pages, of which no more than those are opened', async () => {
		const { workspace } = sandbox;
		const root = workspace.addPage({ title: 'Root' });
		const [first, , third] = files(3).map((one) =>
			workspace.addPage({ title: one.name, parent: root, children: [block.file(one)] }),
		);
		const { files: returned, requests } = await run(limited(root, 2, { childPages: 1 }));
		expect(returned).toEqual(['1.txt', '2.txt']);
		expect(requests).toHaveLength(2 + 2 + 2);
		expect(requests).toContain(`/pages/${first?.id}`);
		expect(requests.join()).not.toContain(third?.id);
	});

	test('of a database, of whose rows no more are listed', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({
			title: 'D',
			cover: upload('cover.png'),
			schema: { Document: 'files' },
		});
		for (const one of files(250)) {
			const properties = { Document: property.files(one) };
			workspace.addPage({ title: one.name, parent: database, properties });
		}
		const limitedTo = (limit: number, part: string) => ({
			operation: 'getDatabaseFiles',
			databaseId: locator('id', database.id),
			include: [part],
			output: 'links',
			returnAll: false,
			limit,
		});
		const cover = await run(limitedTo(1, 'cover'));
		expect(cover.files).toEqual(['cover.png']);
		expect(cover.requests).toEqual([`/databases/${database.id}`]);
		sandbox.journal.clear();
		const { files: returned, requests } = await run(limitedTo(100, 'properties'));
		expect(returned).toHaveLength(100);
		expect(requests).toEqual([
			`/databases/${database.id}`,
			`/data_sources/${database.dataSource.id}/query`,
		]);
	});
});

test('a file that turns out to be excluded takes the place of no other', async () => {
	const long = ['a.txt', 'c.txt'].map((name) => upload(name, 'too long'));
	const short = ['b.txt', 'd.txt', 'e.txt'].map((name) => upload(name, '.'));
	const [a, c] = long;
	const [b, d, e] = short;
	const children = [a, b, c, d, e].map((one) => block.file(one!));
	const page = sandbox.workspace.addPage({ title: 'P', children });
	const filters = { maximumSize: 4 / 1024 / 1024 };
	const { files: returned, hints } = await run(limited(page, 2, { filters }));
	expect(returned).toEqual(['b.txt', 'd.txt']);
	expect(hints).toEqual([
		'Limit reached: 1 more file is left',
		expect.stringMatching(/^Skipped 2 files .*“a.txt”, “c.txt”$/),
	]);
});

test('a file that fails counts, so that there are never more items, and the others follow', async () => {
	const page = sandbox.workspace.addPage({
		title: 'P',
		children: files(4).map((one) => block.file(one)),
	});
	sandbox.faults.add({
		on: { server: 'storage', path: /1\.txt/ },
		times: 'forever',
		fault: { type: 's3Error', status: 404, code: 'NoSuchKey', message: 'Gone' },
	});
	const node = { onError: 'continueRegularOutput' } as const;
	const result = await runNotionFiles(sandbox, limited(page, 2), { node });
	expect(result.items(NODE).map(({ json }) => json.error ?? json.fileName)).toEqual([
		expect.stringContaining('“1.txt”'),
		'2.txt',
	]);
	expect(hintsOf(result)).toEqual([
		'Limit reached: 2 more files are left',
		expect.stringMatching(/^1 of 2 files could not be downloaded: “1.txt”/),
	]);
});

test('each input item has a limit of its own, and its own files', async () => {
	const pages = [1, 4].map((from) =>
		sandbox.workspace.addPage({
			title: 'P',
			children: files(3, from).map((one) => block.file(one)),
		}),
	);
	const items = pages.map(({ id }, index) => ({ json: { id, limit: index + 1 } }));
	const parameters = {
		...limited(pages[0]!, 1),
		pageId: '={{ $json.id }}',
		limit: '={{ $json.limit }}',
	};
	const result = await runNotionFiles(sandbox, parameters, { items });
	const returned = goodItems(result);
	expect(names(returned)).toEqual(['1.txt', '4.txt', '5.txt']);
	expect(returned.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 1].map((item) => ({ item })));
	expect(hintsOf(result)).toEqual(['Limit reached: 3 more files are left']);
});

describe('the path of a file is the same whatever the limit', () => {
	/** A page whose first image has its name from a file block at the end, below other pages. */
	function guide() {
		const { workspace } = sandbox;
		const photo = upload('image.png');
		const page = workspace.addPage({ title: 'Guide', cover: photo });
		workspace.addPage({ title: 'Below', parent: page, children: [block.file(upload('c.txt'))] });
		const named = block.file(photo, { name: 'The office.png' });
		workspace.addBlocks(page, [block.toggle('More', [named]), block.file(upload('z.txt'))]);
		return page;
	}

	const pathsOf = async (parameters: INodeParameters) =>
		goodItems(await runNotionFiles(sandbox, parameters)).map(({ json }) => json.path);

	test.each([1, 2])('be it %i', async (limit) => {
		const page = guide();
		const all = await pathsOf(limited(page, 1, { childPages: 1, returnAll: true }));
		expect(all[0]).toMatch(/^Guide \w+\/The office \w+\.png$/);
		expect(await pathsOf(limited(page, limit, { childPages: 1 }))).toEqual(all.slice(0, limit));
	});

	test('though pages below it, which have no say in that, are not read', async () => {
		const page = guide();
		const { requests, hints } = await run(limited(page, 1, { childPages: 1 }));
		expect(requests.filter((path) => path.startsWith('/pages/'))).toEqual([`/pages/${page.id}`]);
		expect(hints).toEqual(['Limit reached: at least 1 more file is left']);
	});
});

test.each([
	[0, '“Limit” cannot be “0”'],
	['many', '“Limit” cannot be “many”'],
])('a limit that is none is an error that says so: %p', async (limit, message) => {
	const page = sandbox.workspace.addPage({ title: 'P' });
	const { error } = await runNotionFiles(sandbox, limited(page, limit as number));
	expect(error?.message).toBe(message);
	expect(error?.description).toBe('Enter a whole number, 1 or more.');
});

test('a workflow that was saved before there were limits returns all', async () => {
	const children = files(60).map((one) => block.file(one));
	const page = sandbox.workspace.addPage({ title: 'P', children });
	const saved = { operation: 'getPageFiles', pageId: locator('id', page.id), output: 'links' };
	expect((await run(saved)).files).toHaveLength(60);
});

describe('a file whose link is dead at one place is no failure if another one works', () => {
	const node = { onError: 'continueRegularOutput' } as const;

	/** The same file under several signatures, of which the first two have expired. */
	function plans(signatures: number[], at: 'pdf' | 'file' = 'pdf') {
		const link = sandbox.external.serve('/plan.pdf', { content: '%PDF-1.7 plan' });
		sandbox.faults.add({
			on: { server: 'external', path: /sig=[12]/ },
			times: 'forever',
			fault: { type: 'status', status: 404 },
		});
		return signatures.map((sig) => block[at](`${link}?sig=${sig}&se=${sig}`));
	}

	async function itemsOf(children: ReturnType<typeof block.pdf>[], limit: number | undefined) {
		const page = sandbox.workspace.addPage({ title: 'P', children });
		const parameters = limited(page, limit ?? 1, { returnAll: limit === undefined });
		const result = await runNotionFiles(sandbox, parameters, { node });
		return result.items(NODE).map(({ json }) => json.error ?? json.fileName);
	}

	test.each([
		[undefined, ['plan.pdf', '1.txt']],
		[1, ['plan.pdf']],
		[2, ['plan.pdf', '1.txt']],
	])('and counts once (limit: %p)', async (limit, expected) => {
		const [dead, works] = plans([1, 3]);
		const children = [dead!, block.file(upload('1.txt')), block.toggle('T', [works!])];
		expect(await itemsOf(children, limit)).toEqual(expected);
	});

	test.each([undefined, 1])('however many are tried before (limit: %p)', async (limit) => {
		const [dead, too, works] = plans([1, 2, 3], 'file');
		const children = [dead!, block.toggle('T', [too!]), block.toggle('U', [works!])];
		expect(await itemsOf(children, limit)).toEqual(['Untitled.pdf']);
	});

	test.each([undefined, 1])('and one failure if none does (limit: %p)', async (limit) => {
		expect(await itemsOf(plans([1, 2]), limit)).toEqual([expect.stringContaining('“plan.pdf”')]);
	});
});

test('what a filter excludes is told although the limit ends the page', async () => {
	const children = ['a.txt', 'keep1', 'b.txt', 'keep2', 'c.txt'].map((name) =>
		block.file(upload(name)),
	);
	const page = sandbox.workspace.addPage({ title: 'P', children });
	const { files: returned, hints } = await run(
		limited(page, 1, { filters: { namePattern: 'keep*' } }),
	);
	expect(returned).toEqual(['keep1.txt']);
	expect(hints).toEqual([
		'Limit reached: 1 more file is left',
		expect.stringMatching(/^Skipped 3 files .*“a.txt”, “b.txt”, “c.txt”$/),
	]);
});

test('a file that only a later place admits keeps its place in the limit', async () => {
	const headers = {
		'content-type': 'application/pdf',
		'content-disposition': 'attachment; filename="draft.pdf"',
	};
	const link = sandbox.external.serve('/photo-15', { content: 'plan', headers });
	const keep2 = sandbox.workspace.upload({ name: 'keep2.txt', content: 'x' });
	const children = [block.pdf(link), block.file(link, { name: 'keep.pdf' }), block.file(keep2)];
	const page = sandbox.workspace.addPage({ title: 'P', children });
	const more = { filters: { namePattern: 'keep*' } };
	const { files } = await run(limited(page, 1, more));
	expect(files).toEqual(['keep.pdf']);
});
