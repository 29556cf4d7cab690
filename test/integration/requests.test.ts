import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { block, property, startSandbox, textItem, type Page, type Sandbox } from '../sandbox';
import { goodItems, names, runNotionFiles } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { turnClock } from '../harness/turnClock';

turnClock();

/** What Notion can be asked for, by the path. */
const KINDS = {
	page: /^\/v1\/pages\/[^/]+$/,
	property: /^\/v1\/pages\/[^/]+\/properties\//,
	block: /^\/v1\/blocks\/[^/]+$/,
	children: /^\/v1\/blocks\/[^/]+\/children$/,
	database: /^\/v1\/databases\/[^/]+$/,
	dataSource: /^\/v1\/data_sources\/[^/]+$/,
	rows: /^\/v1\/data_sources\/[^/]+\/query$/,
	comments: /^\/v1\/comments$/,
	search: /^\/v1\/search$/,
};

type Needed = Partial<Record<keyof typeof KINDS, number>>;

interface Shape {
	name: string;
	/** Fills the workspace, and says what the node is to do. */
	build(sandbox: Sandbox): INodeParameters & { items?: INodeExecutionData[] };
	/** How many requests of each kind can find something, or lead to it. */
	needed: Needed;
	files: string[];
}

const pageFiles = ({ id }: Page, more: INodeParameters = {}): INodeParameters => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
	...more,
});

const databaseFiles = (mode: 'list' | 'id', id: string, more: INodeParameters = {}) => ({
	operation: 'getDatabaseFiles',
	databaseId: locator(mode, id),
	...more,
});

const USUAL = ['cover', 'icon', 'properties', 'content'];

const image = ({ workspace }: Sandbox, name: string) =>
	block.image(workspace.upload({ name, content: name }));

const document = ({ workspace }: Sandbox, name: string) =>
	workspace.upload({ name, content: name, contentType: 'application/pdf' });

/** 40 tables with links to files in their text, 5 unsupported blocks, and a file. */
function pageOfTables(sandbox: Sandbox): Page {
	const { external, workspace } = sandbox;
	const link = external.serve('/terms.pdf', { content: '%PDF-1.7 terms' });
	const table = () => block.table([['Terms', [textItem('terms.pdf', link)]], ['a']]);
	return workspace.addPage({
		title: 'Tables',
		children: [
			...Array.from({ length: 40 }, table),
			...Array.from({ length: 5 }, () => block.unsupported('button')),
			block.bookmark(external.serve('/linked.pdf', { content: '%PDF-1.7 linked' })),
			image(sandbox, 'a.png'),
		],
	});
}

/** A table of two rows and an unsupported block, with comments on all of them and on the page. */
function discussedTable(sandbox: Sandbox): Page {
	const { workspace } = sandbox;
	const table = block.table([['a'], ['b']]);
	const button = block.unsupported('button');
	const page = workspace.addPage({ title: 'Discussed', children: [table, button] });
	const [, row] = table.children;
	if (row?.kind === 'block') workspace.addComment(row, [document(sandbox, 'in a cell.pdf')]);
	workspace.addComment(table, [document(sandbox, 'on the table.pdf')]);
	workspace.addComment(button, [document(sandbox, 'on the button.pdf')]);
	workspace.addComment(page, [document(sandbox, 'on the page.pdf')]);
	return page;
}

/** A page with a page and a database, each of which has another one inside. */
function family(sandbox: Sandbox): Page {
	const { workspace } = sandbox;
	const top = workspace.addPage({ title: 'Top', children: [image(sandbox, 'top.png')] });
	const child = workspace.addPage({
		title: 'Child',
		parent: top,
		children: [image(sandbox, 'child.png')],
	});
	workspace.addPage({ title: 'Grandchild', parent: child });
	const tasks = workspace.addDatabase({ title: 'Tasks', parent: top });
	workspace.addPage({
		title: 'Task',
		parent: tasks,
		properties: { Files: property.files(document(sandbox, 'task.pdf')) },
		children: [image(sandbox, 'in task.png')],
	});
	return top;
}

/** Rows with a file in a property and one in the content of each. */
function rows(sandbox: Sandbox, count: number) {
	const database = sandbox.workspace.addDatabase({ title: 'Rows' });
	for (let n = 0; n < count; n++) {
		sandbox.workspace.addPage({
			title: `${n}`,
			parent: database,
			properties: { Files: property.files(document(sandbox, `${n}.pdf`)) },
			children: [image(sandbox, `${n}.png`)],
		});
	}
	return database;
}

/** A row that rolls up the files of this many people. */
function team(sandbox: Sandbox, people: number, of: 'show_original' | 'show_unique'): Page {
	const { workspace } = sandbox;
	const database = workspace.addDatabase({ title: 'People' });
	const members = Array.from({ length: people }, (_, n) =>
		workspace.addPage({
			title: `${n}`,
			parent: database,
			properties: { CV: property.files(document(sandbox, `${n}.pdf`)) },
		}),
	);
	return workspace.addPage({
		title: 'Team',
		properties: {
			Members: property.relation(...members),
			CVs: property.rollup(members, 'CV', of),
		},
	});
}

/** 60 pages in ten lines below one, each with a file, and three databases of 20 rows. */
function workspaceOf(sandbox: Sandbox): Page {
	const { workspace } = sandbox;
	const page = (title: string, parent: Page | ReturnType<typeof workspace.addDatabase>) =>
		workspace.addPage({ title, parent, children: [image(sandbox, `${title}.png`)] });
	const top = workspace.addPage({ title: 'Top' });
	for (let line = 0; line < 10; line++) {
		for (let [above, depth] = [top, 0]; depth < 6; depth++) above = page(`${line}-${depth}`, above);
	}
	for (let number = 0; number < 3; number++) {
		const database = workspace.addDatabase({ title: `Database ${number}`, parent: top });
		for (let row = 0; row < 20; row++) page(`row ${number}-${row}`, database);
	}
	return top;
}

const ALL_BUT_ROWS = { lagMs: 0, oneRowOf: 0, missesOneOf: 0, cap: 10_000 };

const workspaceFiles = (more: INodeParameters = {}) => ({
	operation: 'getWorkspaceFiles',
	...more,
});

/** In the order of the walk. */
const OF_WORKSPACE = [
	...Array.from({ length: 60 }, (_, n) => `${Math.floor(n / 6)}-${n % 6}.png`),
	...Array.from({ length: 60 }, (_, n) => `row ${Math.floor(n / 20)}-${n % 20}.png`),
];

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `${n}.pdf`);

const SHAPES: Shape[] = [
	{
		name: '40 tables and 5 unsupported blocks',
		build: (sandbox) => pageFiles(pageOfTables(sandbox)),
		needed: { page: 1, children: 1 },
		files: ['a.png'],
	},
	{
		name: 'the same with Linked Files, which looks at no text',
		build: (sandbox) => pageFiles(pageOfTables(sandbox), { include: [...USUAL, 'linkedFiles'] }),
		needed: { page: 1, children: 1 },
		files: ['linked.pdf', 'a.png'],
	},
	{
		name: 'the same with Child Pages and Child Databases, which no table holds',
		build: (sandbox) => pageFiles(pageOfTables(sandbox), { childPages: 5, childDatabases: true }),
		needed: { page: 1, children: 1 },
		files: ['a.png'],
	},
	{
		name: 'the same with Comments',
		build: (sandbox) => pageFiles(pageOfTables(sandbox), { include: [...USUAL, 'comments'] }),
		needed: { page: 1, children: 1, comments: 1 },
		files: ['a.png'],
	},
	{
		name: 'a discussed table and an unsupported block, without comments',
		build: (sandbox) => pageFiles(discussedTable(sandbox)),
		needed: { page: 1, children: 1 },
		files: [],
	},
	{
		name: 'the same with Comments on Blocks: for the rows, too, but not below what is unsupported',
		build: (sandbox) => pageFiles(discussedTable(sandbox), { include: ['blockComments'] }),
		needed: { page: 1, children: 2, comments: 4 },
		files: ['on the table.pdf', 'in a cell.pdf', 'on the button.pdf'],
	},
	{
		name: 'a table, picked as a block',
		build(sandbox) {
			const table = discussedTable(sandbox).children[0];
			return { operation: 'getBlockFiles', blockId: locator('id', String(table?.id)) };
		},
		needed: { block: 1, page: 1 },
		files: [],
	},
	{
		name: 'a table, picked as a block, with Comments on Blocks',
		build(sandbox) {
			const table = discussedTable(sandbox).children[0];
			const blockId = locator('id', String(table?.id));
			return { operation: 'getBlockFiles', blockId, blockComments: true };
		},
		needed: { block: 1, page: 1, children: 1, comments: 3 },
		files: ['on the table.pdf', 'in a cell.pdf'],
	},
	{
		name: 'blocks without children',
		build: (sandbox) =>
			pageFiles(
				sandbox.workspace.addPage({
					title: 'Flat',
					children: [
						block.heading(1, 'H'),
						block.paragraph('P'),
						block.toggle('T'),
						block.callout('C', sandbox.workspace.upload({ name: 'icon.png', content: 'i' })),
						block.divider(),
						image(sandbox, 'a.png'),
					],
				}),
			),
		needed: { page: 1, children: 1 },
		files: ['icon.png', 'a.png'],
	},
	{
		name: 'two columns, a toggle in a toggle, a list, a tab and a template',
		build: (sandbox) =>
			pageFiles(
				sandbox.workspace.addPage({
					title: 'Nested',
					children: [
						block.columns([image(sandbox, '1.png')], [block.paragraph('P')]),
						block.toggle('T', [block.toggle('U', [image(sandbox, '2.png')])]),
						block.bullet('B', [image(sandbox, '3.png')]),
						block.tabs(block.tab('One', null, [image(sandbox, '4.png')])),
						block.template('Tpl', [image(sandbox, '5.png')]),
					],
				}),
			),
		// The page, the columns and what is in each, two toggles, the list, the tabs and the tab, the template.
		needed: { page: 1, children: 1 + 3 + 2 + 1 + 2 + 1 },
		files: ['1.png', '2.png', '3.png', '4.png', '5.png'],
	},
	{
		name: 'a synced block and two copies of it',
		build(sandbox) {
			const original = block.synced([image(sandbox, 'synced.png')]);
			const page = sandbox.workspace.addPage({ title: 'Synced', children: [original] });
			sandbox.workspace.addBlocks(page, [block.syncedCopy(original), block.syncedCopy(original)]);
			return pageFiles(page);
		},
		needed: { page: 1, children: 2 },
		files: ['synced.png'],
	},
	{
		name: 'a copy of a synced block that only its original lists',
		build(sandbox) {
			const original = block.synced([image(sandbox, 'synced.png')]);
			sandbox.workspace.addPage({ title: 'Original', children: [original] });
			const copy = block.syncedCopy(original, { childrenUnavailable: true });
			return pageFiles(sandbox.workspace.addPage({ title: 'Copy', children: [copy] }));
		},
		needed: { page: 1, children: 3 },
		files: ['synced.png'],
	},
	{
		name: 'meeting notes, which name three blocks',
		build(sandbox) {
			const parts = {
				summary: block.paragraph('S', [image(sandbox, 'summary.png')]),
				notes: block.paragraph('N', [image(sandbox, 'notes.png')]),
				transcript: block.paragraph('T'),
			};
			const children = [block.meetingNotes('Monday', parts)];
			return pageFiles(sandbox.workspace.addPage({ title: 'Meeting', children }));
		},
		needed: { page: 1, children: 1 + 3 },
		files: ['summary.png', 'notes.png'],
	},
	{
		name: 'parts that the page object holds',
		build: (sandbox) => pageFiles(family(sandbox), { include: ['cover', 'icon', 'properties'] }),
		needed: { page: 1 },
		files: [],
	},
	{
		name: 'child pages and databases, not included',
		build: (sandbox) => pageFiles(family(sandbox)),
		needed: { page: 1, children: 1 },
		files: ['top.png'],
	},
	{
		name: 'child pages, one level',
		build: (sandbox) => pageFiles(family(sandbox), { childPages: 1 }),
		needed: { page: 2, children: 2 },
		files: ['top.png', 'child.png'],
	},
	{
		name: 'child databases: the database, the pictures of its data source, its rows and their content',
		build: (sandbox) => pageFiles(family(sandbox), { childDatabases: true }),
		needed: { page: 1, children: 2, database: 1, dataSource: 1, rows: 1 },
		files: ['top.png', 'task.pdf', 'in task.png'],
	},
	{
		name: 'child databases, for properties alone',
		build: (sandbox) =>
			pageFiles(family(sandbox), { childDatabases: true, include: ['properties'] }),
		needed: { page: 1, children: 1, database: 1, rows: 1 },
		files: ['task.pdf'],
	},
	{
		name: 'child databases that are linked or not shared, each asked for once',
		build({ workspace }) {
			const page = workspace.addPage({ title: 'Views' });
			for (const linked of ['linked', 'without'] as const) {
				workspace.addDatabase({ title: 'View', parent: page, linked });
			}
			workspace.addDatabase({ title: 'Secret', parent: page, shared: false });
			return pageFiles(page, { childDatabases: true });
		},
		needed: { page: 1, children: 1, database: 3 },
		files: [],
	},
	{
		name: 'a property of 40 files, all of which the page object holds',
		build(sandbox) {
			const files = numbered(40).map((name) => document(sandbox, name));
			const properties = { Files: property.files(...files) };
			const page = sandbox.workspace.addPage({ title: 'Many', properties });
			return {
				operation: 'getPropertyFiles',
				pageId: locator('id', page.id),
				property: 'Files',
			};
		},
		needed: { page: 1 },
		files: numbered(40),
	},
	{
		name: 'a rollup of 25 files, whose relation is whole',
		build: (sandbox) => pageFiles(team(sandbox, 25, 'show_original'), { include: ['properties'] }),
		needed: { page: 1 },
		files: numbered(25),
	},
	{
		name: 'a rollup of unique values, whose relation is whole',
		build: (sandbox) => pageFiles(team(sandbox, 3, 'show_unique'), { include: ['properties'] }),
		needed: { page: 1 },
		files: numbered(3),
	},
	{
		name: 'a rollup of 30 files, five of which the page object omits',
		build: (sandbox) => pageFiles(team(sandbox, 30, 'show_original'), { include: ['properties'] }),
		needed: { page: 1, property: 1 },
		files: numbered(30),
	},
	{
		name: 'a database from the list, for properties alone',
		build: (sandbox) =>
			databaseFiles('list', rows(sandbox, 2).dataSource.id, { include: ['properties'] }),
		needed: { dataSource: 1, rows: 1 },
		files: numbered(2),
	},
	{
		name: 'a database from the list, with its cover, its icon and the content of its rows',
		build: (sandbox) => databaseFiles('list', rows(sandbox, 2).dataSource.id),
		needed: { dataSource: 1, rows: 1, children: 2 },
		files: ['0.pdf', '0.png', '1.pdf', '1.png'],
	},
	{
		name: 'a database by its ID, with the cover and icon of its data source',
		build: (sandbox) =>
			databaseFiles('id', rows(sandbox, 2).id, { include: ['cover', 'icon', 'properties'] }),
		needed: { database: 1, dataSource: 1, rows: 1 },
		files: numbered(2),
	},
	{
		name: 'rows that pass a filter, without the pictures of the database',
		build(sandbox) {
			const filter = JSON.stringify({ property: 'Name', title: { equals: '1' } });
			const include = ['cover', 'icon', 'properties'];
			return databaseFiles('id', rows(sandbox, 2).id, { filter, include });
		},
		needed: { database: 1, rows: 1 },
		files: ['1.pdf'],
	},
	{
		name: '120 rows, for properties alone',
		build: (sandbox) => databaseFiles('id', rows(sandbox, 120).id, { include: ['properties'] }),
		needed: { database: 1, rows: 2 },
		files: numbered(120),
	},
	{
		name: 'rows with Comments',
		build: (sandbox) =>
			databaseFiles('id', rows(sandbox, 3).id, { include: ['properties', 'comments'] }),
		needed: { database: 1, rows: 1, comments: 3 },
		files: numbered(3),
	},
	{
		name: 'a wiki, whose rows include data sources',
		build(sandbox) {
			const wiki = rows(sandbox, 1);
			const { dataSource } = sandbox.workspace.addDatabase({
				title: 'Contracts',
				schema: { Files: 'files' },
			});
			sandbox.workspace.edit(dataSource, { cover: document(sandbox, 'contracts.png') });
			wiki.dataSource.rows.push(dataSource);
			const include = ['cover', 'properties'];
			return databaseFiles('list', wiki.dataSource.id, { include, childDatabases: true });
		},
		// The content of the row, too, where there may be a database.
		needed: { dataSource: 1, rows: 2, children: 1 },
		files: ['0.pdf', 'contracts.png'],
	},
	{
		name: 'a workspace of 121 pages, half of them rows, which search does not list',
		build(sandbox) {
			sandbox.settings.search = ALL_BUT_ROWS;
			sandbox.settings.maximumPageSize = 50;
			workspaceOf(sandbox);
			return workspaceFiles();
		},
		// Two answers with 61 pages, one with three data sources; then each page costs its content alone.
		needed: { search: 3, children: 121, database: 3, rows: 3 },
		files: OF_WORKSPACE,
	},
	{
		name: 'a workspace of which search lists only what was shared itself',
		build(sandbox) {
			sandbox.settings.search = { ...ALL_BUT_ROWS, missesOneOf: 1 };
			workspaceOf(sandbox);
			return workspaceFiles();
		},
		needed: { search: 2, page: 60, children: 121, database: 3, dataSource: 3, rows: 3 },
		files: OF_WORKSPACE,
	},
	{
		name: 'two pages that were shared by themselves, below one that was not',
		build(sandbox) {
			const { workspace } = sandbox;
			const parent = workspace.addPage({ title: 'Hidden', shared: false });
			for (const name of ['1', '2']) {
				const children = [image(sandbox, `${name}.png`)];
				const createdTime = `2026-01-0${name}T00:00:00.000Z`;
				workspace.addPage({ title: name, parent, shared: true, children, createdTime });
			}
			return workspaceFiles();
		},
		// What is above them is asked for once, in vain.
		needed: { search: 2, page: 1, children: 2 },
		files: ['1.png', '2.png'],
	},
	{
		name: 'a workspace of which everything but one page is left out',
		build(sandbox) {
			sandbox.settings.search = ALL_BUT_ROWS;
			const leaveOut = workspaceOf(sandbox).id;
			const children = [image(sandbox, 'a.png')];
			const { id } = sandbox.workspace.addPage({ title: 'Left', children });
			return workspaceFiles({ leaveOut, alsoInclude: id });
		},
		needed: { search: 2, children: 1 },
		files: ['a.png'],
	},
	{
		name: 'three blocks of one toggle, picked one by one',
		build(sandbox) {
			const pictures = ['1.png', '2.png', '3.png'].map((name) => image(sandbox, name));
			const children = [block.toggle('T', pictures)];
			sandbox.workspace.addPage({ title: 'Picked', children });
			const items = pictures.map(({ id }) => ({ json: { id } }));
			return { operation: 'getBlockFiles', blockId: '={{ $json.id }}', items };
		},
		// Each of the three, and once the toggle and the page, which every file names.
		needed: { block: 3 + 1, page: 1 },
		files: ['1.png', '2.png', '3.png'],
	},
];

describe('needed requests = made requests', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox({ readComments: true });
	});

	afterEach(async () => await sandbox.close());

	test.each(SHAPES)('$name', async ({ build, needed, files }) => {
		const { items, ...parameters } = build(sandbox);
		const result = await runNotionFiles(
			sandbox,
			{ output: 'links', ...parameters } as INodeParameters,
			{ items: items as INodeExecutionData[] | undefined },
		);
		expect(names(goodItems(result))).toEqual(files);
		expect(madeIn(sandbox)).toEqual(needed);
	});
});

function madeIn(sandbox: Sandbox): Needed {
	const made: Needed = {};
	for (const { path } of sandbox.requestsTo('api')) {
		const kind = (Object.keys(KINDS) as (keyof Needed)[]).find((one) => KINDS[one].test(path));
		if (kind === undefined) throw new Error(`A request of another kind: ${path}`);
		made[kind] = (made[kind] ?? 0) + 1;
	}
	return made;
}
