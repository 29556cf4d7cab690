import type { INodeParameters } from 'n8n-workflow';
import { goodItems, hintsOf, names, runNotionFiles } from '../harness/notionFiles';
import { turnClock } from '../harness/turnClock';
import { block, property, startSandbox, type Page, type Sandbox } from '../sandbox';

turnClock();

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

const image = (name: string) =>
	block.image(sandbox.workspace.upload({ name, content: name, contentType: 'image/png' }));

type Home = Parameters<typeof sandbox.workspace.addPage>[0];

/** A page with a file of its name. */
const page = (title: string, more: Partial<Home> = {}): Page =>
	sandbox.workspace.addPage({ title, children: [image(`${title}.png`)], ...more });

async function run(parameters: INodeParameters = {}) {
	const wanted = { operation: 'getWorkspaceFiles', output: 'links', ...parameters };
	return await runNotionFiles(sandbox, wanted);
}

async function filesOf(parameters: INodeParameters = {}): Promise<string[]> {
	return names(goodItems(await run(parameters))).sort();
}

/** The paths without the digits after each name. */
async function pathsOf(parameters: INodeParameters = {}): Promise<string[]> {
	const items = goodItems(await run(parameters));
	return items.map(({ json }) => String(json.path).replaceAll(/ [0-9a-f]{8}(?=[/.])/g, '')).sort();
}

/** Two pages at the top, and below one of them what people make. */
function handbook() {
	const { workspace } = sandbox;
	const top = page('Top');
	page('Other');
	const child = page('Child', { parent: top });
	const columns = block.toggle('Columns', []);
	workspace.addBlocks(child, [columns]);
	const inside = page('Inside', { parent: columns });
	const tasks = workspace.addDatabase({ title: 'Tasks', parent: child });
	const task = page('Task', { parent: tasks });
	const below = page('Below', { parent: task });
	return { top, child, inside, tasks, task, below };
}

describe('all that the connection sees', () => {
	test('is found from the top down, each page once, whatever the index of search lacks', async () => {
		handbook();
		const database = sandbox.workspace.addDatabase({ title: 'Database' });
		page('Row', { parent: database });
		const result = await run();
		expect(names(goodItems(result)).sort()).toEqual(
			['Below', 'Child', 'Inside', 'Other', 'Row', 'Task', 'Top'].map((name) => `${name}.png`),
		);
		expect(hintsOf(result)).toEqual([
			expect.stringMatching(
				/^Found 7 pages and 2 databases, starting from 3 at the top\. Only what is shared /,
			),
		]);
	});

	test('includes what was shared by itself, below what was not', async () => {
		const secret = page('Secret', { shared: false });
		const shared = page('Shared', { parent: secret, shared: true });
		page('Child', { parent: shared });
		const toggle = block.toggle('T', []);
		sandbox.workspace.addBlocks(secret, [toggle]);
		page('In a block', { parent: toggle, shared: true });
		const database = sandbox.workspace.addDatabase({ title: 'Hidden', shared: false });
		page('Row', { parent: database, shared: true });
		sandbox.workspace.addDatabase({ title: 'Tables', parent: secret, shared: true });
		expect(await pathsOf()).toEqual([
			'In a block/In a block.png',
			'Row/Row.png',
			'Shared/Child/Child.png',
			'Shared/Shared.png',
		]);
	});

	test.each([
		['at the top', false],
		['on a page', true],
	])('includes the rows of a database %s that Notion does not return', async (_, isBelow) => {
		const { workspace } = sandbox;
		sandbox.settings.search = { lagMs: 0, oneRowOf: 0, missesOneOf: 0, cap: 10_000 };
		const top = page('Top');
		const parent = isBelow ? top : undefined;
		const database = workspace.addDatabase({ title: 'Database', parent });
		const second = workspace.addDataSource(database, { title: 'Second' });
		page('Row', { parent: database });
		page('Other row', { parent: second });
		sandbox.faults.add({
			on: { server: 'api', path: `/v1/databases/${database.id}` },
			times: 'forever',
			fault: { type: 'notionError', status: 404, code: 'object_not_found' },
		});
		const result = await run();
		expect(names(goodItems(result)).sort()).toEqual(['Other row.png', 'Row.png', 'Top.png']);
		expect(hintsOf(result)).toContainEqual(expect.stringMatching(/^Skipped a database: /));
	});

	test('does not include what relations, mentions and links lead to, nor the trash', async () => {
		const hidden = page('Hidden', { shared: false });
		page('Trashed', { inTrash: true });
		page('Linking', { children: [block.linkToPage(hidden), image('Linking.png')] });
		page('Related', { properties: { Other: property.relation(hidden) } });
		expect(await filesOf()).toEqual(['Linking.png', 'Related.png']);
	});

	test('is nothing, which a hint explains, if nothing is shared', async () => {
		page('Hidden', { shared: false });
		const result = await run();
		expect(goodItems(result)).toEqual([]);
		expect(hintsOf(result)).toEqual([
			expect.stringMatching(/^Notion’s search found nothing that is shared .+ Connections/),
		]);
	});

	test('is said to be incomplete if Notion lists only part of it, and listed from both ends', async () => {
		sandbox.settings.search = { lagMs: 0, oneRowOf: 1, missesOneOf: 0, cap: 4 };
		const dated = (number: number) => `2026-01-0${number}T00:00:00.000Z`;
		for (const number of [1, 2, 3, 4, 5, 6]) {
			page(`${number}`, { lastEditedTime: dated(number) });
		}
		const six = await run();
		expect(names(goodItems(six)).sort()).toEqual([1, 2, 3, 4, 5, 6].map((one) => `${one}.png`));
		expect(hintsOf(six)).toHaveLength(1);
		for (const number of [7, 8, 9]) page(`${number}`, { lastEditedTime: dated(number) });
		expect(hintsOf(await run())).toContainEqual(
			expect.stringMatching(/^Notion returned only part of the list of pages .+ “Also Include”/),
		);
	});
});

describe('Also Include', () => {
	test('adds what search does not find yet, where it is in the tree', async () => {
		const { top } = handbook();
		await run();
		const late = page('Late', { parent: page('Early', { shared: false }), shared: true });
		const database = sandbox.workspace.addDatabase({ title: 'Late too' });
		page('Late row', { parent: database });
		expect(await filesOf()).not.toContain('Late.png');
		const alsoInclude = `${late.id}\nhttps://www.notion.so/acme/${database.id.replaceAll('-', '')}?v=1f32a5d0e84b8b9c1d2e3f4a5b6c7d4c, ${top.id}`;
		const paths = await pathsOf({ alsoInclude });
		expect(paths).toEqual(
			expect.arrayContaining(['Late/Late.png', 'Late too/Late row/Late row.png']),
		);
		expect(paths).toHaveLength(8);
	});

	test('is an error if the page cannot be read, in Notion’s words', async () => {
		const hidden = page('Hidden', { shared: false });
		const { error } = await run({ alsoInclude: hidden.id });
		expect(error?.message).toMatch(/“Also Include”.+cannot find.+/);
	});

	test('takes URLs and IDs only', async () => {
		const { error } = await run({ alsoInclude: 'Team handbook' });
		expect(error?.message).toBe(
			'“Team” in “Also Include” is not the URL or ID of a Notion page or database',
		);
	});
});

describe('Leave Out', () => {
	test.each([
		['a page', 'child', ['Other.png', 'Top.png']],
		['a database', 'tasks', ['Child.png', 'Inside.png', 'Other.png', 'Top.png']],
		['a row', 'task', ['Child.png', 'Inside.png', 'Other.png', 'Top.png']],
		['a page at the top', 'top', ['Other.png']],
	] as const)(
		'leaves out %s with all below it, even if search lists that',
		async (_, which, files) => {
			sandbox.settings.search = { lagMs: 0, oneRowOf: 1, missesOneOf: 0, cap: 10_000 };
			expect(await filesOf({ leaveOut: handbook()[which].id })).toEqual(files);
		},
	);

	test('leaves out what is below something that search does not list', async () => {
		sandbox.settings.search = { lagMs: 0, oneRowOf: 0, missesOneOf: 1, cap: 10_000 };
		const { child, inside, below } = handbook();
		for (const shared of [inside, below]) sandbox.workspace.edit(shared, { shared: true });
		expect(await filesOf({ leaveOut: child.id })).toEqual(['Other.png', 'Top.png']);
	});

	test('says which of the pages were not there to be left out', async () => {
		page('Top');
		const id = '4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d';
		expect(hintsOf(await run({ leaveOut: id }))).toContainEqual(
			'“Leave Out” names a page or database that this run did not find',
		);
	});
});

describe('Folders', () => {
	test('are those of the pages and databases above, or of the page alone', async () => {
		handbook();
		expect(await pathsOf()).toEqual([
			'Other/Other.png',
			'Top/Child/Child.png',
			'Top/Child/Inside/Inside.png',
			'Top/Child/Tasks/Task/Below/Below.png',
			'Top/Child/Tasks/Task/Task.png',
			'Top/Top.png',
		]);
		expect(await pathsOf({ folders: 'page' })).toContain('Below/Below.png');
	});

	test('stay the same when pages are added, and follow a page that is renamed', async () => {
		const { child } = handbook();
		const before = await pathsOf();
		page('New', { parent: child });
		page('Newer');
		expect(await pathsOf({ alsoInclude: '' })).toEqual(expect.arrayContaining(before));
		sandbox.workspace.edit(child, { title: 'Renamed' });
		expect(await pathsOf()).toContain('Top/Renamed/Inside/Inside.png');
	});

	test('begin at the page or database that was chosen, in other operations', async () => {
		const { child, tasks } = handbook();
		const wanted = { folders: 'pageTree', childPages: 9, childDatabases: true };
		const ofPage = { operation: 'getPageFiles', pageId: child.id, ...wanted };
		expect(await pathsOf(ofPage)).toContain('Child/Tasks/Task/Below/Below.png');
		const ofDatabase = { operation: 'getDatabaseFiles', databaseId: tasks.id, ...wanted };
		expect(await pathsOf(ofDatabase)).toEqual([
			'Tasks/Task/Below/Below.png',
			'Tasks/Task/Task.png',
		]);
	});
});

test('a limited run walks no further than its files, which are where they always are', async () => {
	sandbox.settings.search = { lagMs: 0, oneRowOf: 0, missesOneOf: 0, cap: 10_000 };
	const top = page('Top', { createdTime: '2026-01-01T00:00:00.000Z' });
	page('Grandchild', { parent: page('Child', { parent: top }) });
	page('Other');
	const limited = { returnAll: false, limit: 2 };
	expect(await pathsOf(limited)).toEqual(['Top/Child/Child.png', 'Top/Top.png']);
	const asked = sandbox.requestsTo('api').map(({ path }) => path.replace(/^.v1.|[?].*/g, ''));
	expect(asked).toHaveLength(4);
	expect(asked.filter((path) => path === 'search')).toHaveLength(2);
	expect(hintsOf(await run(limited))).toEqual(['Limit reached: there may be more files']);
});
