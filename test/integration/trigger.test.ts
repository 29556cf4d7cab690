import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { watchStore } from '../harness/binaryStore';
import { bytesOf } from '../harness/engine';
import { locator } from '../harness/notionFilesWorkflow';
import { PolledTrigger } from '../harness/pollTrigger';
import { asked, turnTime } from '../harness/turnTime';
import {
	block,
	file,
	generatedContent,
	property,
	startSandbox,
	type Page,
	type Sandbox,
} from '../sandbox';
import { deferred } from '../unit/promises';

let sandbox: Sandbox;
const { later, passes } = turnTime();

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

const upload = (name: string, size = 100) =>
	sandbox.workspace.upload({ name, content: generatedContent(size, name.length) });

function handbook(): Page {
	return sandbox.workspace.addPage({
		title: 'Handbook',
		cover: upload('cover.png'),
		children: [block.toggle('More', [block.image(upload('image.png'))])],
	});
}

const onPage = (page: Page, more: INodeParameters = {}): PolledTrigger =>
	new PolledTrigger(sandbox, { watch: 'page', pageId: locator('id', page.id), ...more });

const names = (items: INodeExecutionData[]): string[] =>
	items.map(({ json }) => String(json.fileName));

describe('on a page', () => {
	test('files that exist at the activation do not start the workflow, later ones do, once', async () => {
		const page = handbook();
		const trigger = onPage(page);
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		later();
		sandbox.workspace.addBlocks(page, [block.pdf(upload('new.pdf'))]);
		const [item, ...more] = await trigger.poll();
		expect(more).toEqual([]);
		expect(item?.json).toMatchObject({ fileName: 'new.pdf', page: { id: page.id } });
		expect((await bytesOf(item?.binary?.data)).length).toBe(100);
		expect(item).not.toHaveProperty('pairedItem');
		expect(await trigger.poll()).toEqual([]);
	});

	test('on request, the first poll returns files that already exist', async () => {
		const trigger = onPage(handbook(), { existingFiles: true });
		expect(names(await trigger.poll())).toEqual(['cover.png', 'image.png']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a replaced file is new, a renamed one is only a change', async () => {
		const file = upload('old.pdf');
		const held = block.pdf(file);
		const page = sandbox.workspace.addPage({ title: 'Handbook', children: [held] });
		const [news, changes] = [onPage(page), onPage(page, { event: 'newOrChangedFile' })];
		await news.poll();
		await changes.poll();
		later();
		sandbox.workspace.editBlock(held, block.pdf(file, { caption: 'Now with a caption' }));
		expect(await news.poll()).toEqual([]);
		expect(names(await changes.poll())).toEqual(['old.pdf']);
		later();
		sandbox.workspace.editBlock(held, block.pdf(upload('replacing.pdf')));
		expect(names(await news.poll())).toEqual(['replacing.pdf']);
	});

	test('a manual execution shows a sample, and learns nothing', async () => {
		const page = handbook();
		const trigger = onPage(page);
		expect(names(await trigger.byHand())).toEqual(['cover.png', 'image.png']);
		await trigger.poll();
		expect(names(await trigger.byHand())).toEqual(['cover.png', 'image.png']);
		sandbox.workspace.addBlocks(
			page,
			[1, 2, 3, 4].map((n) => block.image(upload(`${n}.png`))),
		);
		expect(await trigger.byHand()).toHaveLength(3);
	});

	test('a page where nothing changed costs one request', async () => {
		const page = handbook();
		const trigger = onPage(page);
		for (let i = 0; i < 3; i++) {
			await trigger.poll();
			later();
		}
		const before = sandbox.requests.length;
		await trigger.poll();
		expect(sandbox.requests.slice(before).map(({ path }) => path)).toEqual([
			`/v1/pages/${page.id}`,
		]);
	});

	test('links can be returned instead of files', async () => {
		const trigger = onPage(handbook(), { existingFiles: true, output: 'links' });
		const items = await trigger.poll();
		expect(items.every(({ binary, json }) => !binary && String(json.downloadUrl))).toBe(true);
		expect(items).toHaveLength(2);
	});

	test('another page is scanned from the beginning', async () => {
		const trigger = onPage(handbook());
		await trigger.poll();
		trigger.parameters = onPage(handbook()).parameters;
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('the same page is not another one, however it is chosen', async () => {
		const page = handbook();
		const listed = { ...locator('list', page.id), cachedResultName: 'Handbook' };
		const trigger = onPage(page, { pageId: listed, include: ['cover', 'content'] });
		await trigger.poll();
		const ways: INodeParameters[] = [
			{ pageId: { ...listed, cachedResultName: 'Renamed' } },
			{ pageId: locator('url', `https://www.notion.so/Handbook-${page.id.replaceAll('-', '')}`) },
			{ pageId: locator('id', page.id.toUpperCase()) },
			{ pageId: page.id },
			{ include: ['content', 'cover'] },
			{ include: 'content, cover' },
		];
		for (const [index, way] of ways.entries()) {
			later();
			sandbox.workspace.addBlocks(page, [block.pdf(upload(`${index}.pdf`))]);
			Object.assign(trigger.parameters, way);
			expect(names(await trigger.poll())).toEqual([`${index}.pdf`]);
		}
	});
});

describe('what is remembered', () => {
	/** As this trigger kept it before it knew about pages and unfinished files. */
	function asOfOld(kept: IDataObject): IDataObject {
		const [name, memory] = Object.entries(kept)[0] as [string, IDataObject];
		const { source, isReady, files, pages, rowsSince, allRowsAt } = memory;
		const entries = Buffer.from(String(files).replace('v2:', ''), 'base64');
		const hashes = Array.from({ length: entries.length / 13 }, (_, n) =>
			entries.subarray(13 * n, 13 * n + 8),
		);
		const old = Buffer.concat(hashes).toString('base64');
		return { [name]: { source, isReady, files: old, pages, rowsSince, allRowsAt } };
	}

	test('by a workflow of an earlier version is known', async () => {
		const page = handbook();
		const trigger = onPage(page, { existingFiles: true });
		expect(await trigger.poll()).toHaveLength(2);
		trigger.kept = asOfOld(trigger.kept);
		expect(await trigger.poll()).toEqual([]);
		later();
		sandbox.workspace.addBlocks(page, [block.pdf(upload('new.pdf'))]);
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	const sizeOf = ({ kept }: PolledTrigger): number =>
		String((Object.values(kept)[0] as IDataObject).files).length;

	async function daysPass(trigger: PolledTrigger, days: number): Promise<void> {
		for (let day = 0; day < days; day++) {
			later(24 * 60);
			expect(await trigger.poll()).toEqual([]);
		}
	}

	test('of a file that is gone is forgotten after a month, and it is new if it comes back', async () => {
		const file = upload('old.pdf');
		const held = block.pdf(file);
		const page = sandbox.workspace.addPage({ title: 'Page', cover: upload('cover.png') });
		sandbox.workspace.addBlocks(page, [held]);
		const trigger = onPage(page);
		await trigger.poll();
		const before = sizeOf(trigger);
		sandbox.workspace.remove(held);
		await daysPass(trigger, 30);
		expect(sizeOf(trigger)).toBe(before);
		await daysPass(trigger, 2);
		expect(sizeOf(trigger)).toBeLessThan(before);
		sandbox.workspace.addBlocks(page, [block.pdf(file)]);
		expect(names(await trigger.poll())).toEqual(['old.pdf']);
	});

	test('of rows that nobody edits is not forgotten, however long', async () => {
		const database = sandbox.workspace.addDatabase({ title: 'Invoices' });
		const [row] = ['a.pdf', 'b.pdf'].map((name) =>
			sandbox.workspace.addPage({
				title: name,
				parent: database,
				properties: { Documents: property.files(upload(name)) },
			}),
		);
		const trigger = new PolledTrigger(sandbox, {
			watch: 'database',
			databaseId: locator('id', database.id),
		});
		await trigger.poll();
		await daysPass(trigger, 40);
		sandbox.workspace.addBlocks(row!, [block.pdf(upload('new.pdf'))]);
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
	});
});

describe('faults', () => {
	test('a file that fails is reported once, and returned when it can be downloaded', async () => {
		const page = handbook();
		const trigger = onPage(page);
		await trigger.poll();
		later();
		sandbox.workspace.addBlocks(page, [block.pdf(upload('new.pdf'))]);
		sandbox.faults.add({
			on: { server: 'storage', path: /new\.pdf/ },
			fault: { type: 'status', status: 404 },
			times: 3,
		});
		await expect(trigger.poll()).rejects.toThrow('new.pdf');
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('if n8n dies before it stores anything, the files are returned again', async () => {
		const page = handbook();
		const trigger = onPage(page);
		await trigger.poll();
		later();
		sandbox.workspace.addBlocks(page, [block.pdf(upload('new.pdf'))]);
		expect(names(await trigger.pollAndDie())).toEqual(['new.pdf']);
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a fault of Notion loses nothing and repeats nothing', async () => {
		const page = handbook();
		const trigger = onPage(page);
		await trigger.poll();
		later();
		sandbox.workspace.addBlocks(page, [block.pdf(upload('new.pdf'))]);
		sandbox.faults.add({
			on: { server: 'api', path: '/children' },
			fault: { type: 'notionError', status: 400, code: 'validation_error', message: 'No.' },
		});
		await expect(trigger.poll()).rejects.toThrow();
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a poll that is due while another is under way returns nothing twice', async () => {
		const page = handbook();
		const trigger = onPage(page);
		await trigger.poll();
		later();
		sandbox.workspace.addBlocks(page, [block.pdf(upload('new.pdf'))]);
		const held = watchStore().hold();
		const first = trigger.poll();
		await asked(sandbox, /new\.pdf/);
		expect(await trigger.poll()).toEqual([]);
		held.release();
		expect(names(await first)).toEqual(['new.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('what the budget of a poll does not suffice for follows in the next ones', async () => {
		const page = sandbox.workspace.addPage({ title: 'Many' });
		const trigger = onPage(page, { options: { downloadsAtOnce: 1 } });
		await trigger.poll();
		const all = Array.from({ length: 6 }, (_, n) => `${n}.png`);
		sandbox.workspace.addBlocks(
			page,
			all.map((name) => block.image(upload(name))),
		);
		const { promise: released, resolve: release } = deferred();
		sandbox.faults.add({
			on: { server: 'storage', path: /2\.png/ },
			fault: { type: 'hold', until: released },
		});
		const first = trigger.poll({ budgetMs: 10_000 });
		await asked(sandbox, /2\.png/);
		// From here on, nothing more is begun; what is under way has some time left.
		passes(6_001);
		release();
		expect(names(await first)).toEqual(all.slice(0, 3));
		expect(names(await trigger.poll({ budgetMs: 10_000 }))).toEqual(all.slice(3));
	});
});

describe('on a database', () => {
	/** Notion lists ten rows at once, not a hundred. */
	function invoices(rows: number) {
		sandbox.settings.maximumPageSize = 10;
		const database = sandbox.workspace.addDatabase({
			title: 'Invoices',
			schema: { Documents: 'files' },
		});
		const row = (n: number): Page =>
			sandbox.workspace.addPage({
				title: `Row ${n}`,
				parent: database,
				properties: { Documents: property.files(upload(`row-${n}.pdf`)) },
				lastEditedTime: new Date(sandbox.clock.now() + n * 60_000).toISOString(),
			});
		return { database, row, rows: Array.from({ length: rows }, (_, n) => row(n)) };
	}

	test('new rows and new files in old rows start the workflow', async () => {
		const { database, row, rows } = invoices(3);
		const trigger = new PolledTrigger(sandbox, {
			watch: 'database',
			databaseId: locator('id', database.id),
		});
		expect(await trigger.poll()).toEqual([]);
		later();
		row(10);
		sandbox.workspace.addBlocks(rows[1]!, [block.image(upload('in-row.png'))]);
		expect(names(await trigger.poll()).sort()).toEqual(['in-row.png', 'row-10.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('25 rows in which nothing changed cost two requests: the database, and the rows edited last', async () => {
		const { database, row } = invoices(25);
		const trigger = new PolledTrigger(sandbox, {
			watch: 'database',
			databaseId: locator('id', database.id),
			include: ['properties', 'content'],
		});
		for (let i = 0; i < 3; i++) {
			await trigger.poll();
			later();
		}
		const before = sandbox.requests.length;
		expect(await trigger.poll()).toEqual([]);
		expect(sandbox.requests.slice(before).map(({ path }) => path)).toHaveLength(2);
		later();
		row(1_000);
		expect(names(await trigger.poll())).toEqual(['row-1000.pdf']);
	});

	test('a new cover of the database itself starts the workflow in the next poll, once', async () => {
		const { database } = invoices(3);
		const trigger = new PolledTrigger(sandbox, {
			watch: 'database',
			databaseId: locator('id', database.id),
		});
		for (let i = 0; i < 3; i++) {
			await trigger.poll();
			later();
		}
		sandbox.workspace.edit(database, { cover: upload('banner.png') });
		const [item, ...more] = await trigger.poll();
		expect(item?.json).toMatchObject({ fileName: 'banner.png', page: { id: database.id } });
		expect(more).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('only the rows of a view start the workflow, which a new trigger takes from the URL', async () => {
		const { database, row } = invoices(2);
		const view = sandbox.workspace.addView(database, {
			filter: { property: 'Name', title: { contains: '7' } },
		});
		const [inUrl, ofView] = [database.id, view.id].map((id) => id.replaceAll('-', ''));
		const url = locator('url', `https://www.notion.so/${inUrl}?v=${ofView}`);
		const wish = { watch: 'database', databaseId: url };
		const newer = new PolledTrigger(sandbox, wish, 1.1);
		const first = new PolledTrigger(sandbox, wish);
		const chosen = new PolledTrigger(sandbox, { ...wish, view: view.id });
		const all = new PolledTrigger(sandbox, { ...wish, view: '*' }, 1.1);
		const triggers = [newer, first, chosen, all];
		for (const trigger of triggers) expect(await trigger.poll()).toEqual([]);
		later();
		row(7);
		row(8);
		const found = [];
		for (const trigger of triggers) found.push(names(await trigger.poll()));
		const [one, both] = [['row-7.pdf'], ['row-7.pdf', 'row-8.pdf']];
		expect(found).toEqual([one, both, one, both]);
	});

	test('what a trigger without a view remembers is known by what it was known before there were any', async () => {
		const database = '11111111-2222-4333-8444-555555555555';
		const wish = { watch: 'database', databaseId: locator('id', database) };
		const kept = async (more: INodeParameters, version?: number) => {
			const trigger = new PolledTrigger(sandbox, { ...wish, ...more }, version);
			await trigger.poll().catch(() => {});
			return trigger.kept['node:Notion Files Trigger'];
		};
		// As the first version of the package wrote it.
		const source = '1bd5561772ffb1520eb2011e7e12e389';
		expect(await kept({})).toMatchObject({ source });
		expect(await kept({ view: '*' }, 1.1)).toMatchObject({ source });
		expect(await kept({}, 1.1)).not.toMatchObject({ source });
	});

	test('all rows are listed again after some hours', async () => {
		const { database } = invoices(15);
		const trigger = new PolledTrigger(sandbox, {
			watch: 'database',
			databaseId: locator('id', database.id),
		});
		for (let i = 0; i < 3; i++) {
			await trigger.poll();
			later();
		}
		later(7 * 60);
		const before = sandbox.requests.length;
		expect(await trigger.poll()).toEqual([]);
		const queries = sandbox.requests.slice(before).filter(({ path }) => path.includes('/query'));
		expect(queries).toHaveLength(2);
	});
});

describe('on more than one page', () => {
	/** Polls often enough for all to come to rest, and tells what the next one asks for. */
	async function quickPoll(trigger: PolledTrigger): Promise<string[]> {
		for (let i = 0; i < 3; i++) {
			later();
			await trigger.poll();
		}
		const before = sandbox.requestsTo('api').length;
		later();
		expect(await trigger.poll()).toEqual([]);
		const paths = sandbox.requestsTo('api').slice(before);
		return paths.map(({ path }) => path.replace(/^.v1.|[0-9a-f-]{36}/g, ''));
	}

	test('child pages in which nothing changed are not asked for, and what search shows is found', async () => {
		const page = handbook();
		const children = Array.from({ length: 9 }, (_, n) =>
			sandbox.workspace.addPage({ title: `${n}`, parent: page, shared: true }),
		);
		const trigger = onPage(page, { childPages: 1 });
		expect(await quickPoll(trigger)).toEqual(['pages/', 'search']);
		sandbox.workspace.addBlocks(children[3]!, [block.pdf(upload('new.pdf'))]);
		later();
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a workspace costs what search and its databases take, and new pages start the workflow', async () => {
		handbook();
		const database = sandbox.workspace.addDatabase({ title: 'Invoices', shared: true });
		const addRow = (name: string) =>
			sandbox.workspace.addPage({
				title: name,
				parent: database,
				properties: { Documents: property.files(upload(name)) },
			});
		addRow('old.pdf');
		const trigger = new PolledTrigger(sandbox, { watch: 'workspace' });
		const paths = await quickPoll(trigger);
		expect(paths.sort()).toEqual(['data_sources//query', 'search', 'search']);
		addRow('row.pdf');
		sandbox.workspace.addPage({ title: 'New', children: [block.pdf(upload('new.pdf'))] });
		later();
		expect(names(await trigger.poll()).sort()).toEqual(['new.pdf', 'row.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});
});

test('a parameter that cannot be used is reported as n8n shows errors, with what to do', async () => {
	const page = { id: 'nonsense' } as Page;
	await expect(onPage(page).poll()).rejects.toMatchObject({
		name: 'NodeOperationError',
		description: expect.stringMatching(/./),
	});
	const options = { stallTimeout: 'soon' };
	await expect(onPage(handbook(), { options }).poll()).rejects.toMatchObject({
		name: 'NodeOperationError',
		message: expect.stringContaining('Stall Timeout'),
	});
});

describe('a file that is in several places of its page', () => {
	const on = (...links: string[]) =>
		onPage(
			sandbox.workspace.addPage({ title: 'P', children: links.map((url) => block.pdf(url)) }),
			{
				existingFiles: true,
				options: { retries: 0, downloadsAtOnce: 1 },
			},
		);

	test('is fetched from a link that works, even if the one before it is dead', async () => {
		const url = sandbox.external.serve('/plan.pdf', { content: generatedContent(100, 'plan') });
		sandbox.faults.add({
			on: { server: 'external', path: /Signature=bad/ },
			times: 'forever',
			fault: { type: 'status', status: 403 },
		});
		const trigger = on(`${url}?X-Amz-Signature=bad`, `${url}?X-Amz-Signature=good`);
		expect(names(await trigger.poll())).toEqual(['plan.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('has the name that the filters admit, if its host calls it something else', async () => {
		const url = sandbox.external.serve('/get', {
			content: generatedContent(100, 'plan'),
			headers: { 'content-disposition': 'attachment; filename="draft.pdf"' },
		});
		const trigger = onPage(
			sandbox.workspace.addPage({
				title: 'P',
				cover: url,
				properties: { Documents: property.files(file.named('plan.pdf', url)) },
			}),
			{
				existingFiles: true,
				filters: { namePattern: 'plan*' },
				options: { downloadsAtOnce: 1 },
			},
		);
		expect(names(await trigger.poll())).toEqual(['plan.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});
});

test('the name of an answer that is not the file hides no failure from the filters', async () => {
	const url = sandbox.external.serve('/contract.pdf', {
		content: '{"error":"no such bucket"}',
		contentType: 'application/json',
		headers: { 'content-disposition': 'attachment; filename="error.json"' },
	});
	const page = sandbox.workspace.addPage({ title: 'P', children: [block.pdf(url)] });
	const trigger = onPage(page, { existingFiles: true, filters: { namePattern: '*.pdf' } });
	await expect(trigger.poll()).rejects.toThrow('contract.pdf');
});
