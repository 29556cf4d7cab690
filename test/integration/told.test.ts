import type { INodeParameters, INodeType } from 'n8n-workflow';
import { block, property } from '../sandbox';
import { backupWorkflow, Bucket } from '../harness/backupWorkflow';
import { credentialOf, hintsOf, names, NODE } from '../harness/notionFiles';
import { nodeType, otherNodes } from '../harness/n8nNodes';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { fromSources, runWorkflow } from '../harness/runWorkflow';
import { useDeduplication } from '../harness/useDeduplication';
import { connectionsOf } from '../harness/wires';
import { namesOf, pageFiles, runNode, sandbox, upload, useSandbox } from '../harness/useSandbox';

useSandbox();

async function told(parameters: INodeParameters): Promise<string[]> {
	return hintsOf(await runNode(parameters));
}

describe('child pages and databases that were not searched', () => {
	/** A page with a file, two child pages (one of them with a page of its own) and a database with a row. */
	function tree() {
		const { workspace } = sandbox;
		const top = workspace.addPage({ title: 'Top', children: [block.image(upload('a.png'))] });
		const below = workspace.addPage({ title: 'Below', parent: top });
		workspace.addPage({ title: 'Deep', parent: below });
		workspace.addPage({ title: 'Beside', parent: top });
		const database = workspace.addDatabase({ title: 'Tasks', parent: top });
		const row = workspace.addPage({ title: 'Row', parent: database });
		workspace.addPage({ title: 'On the row', parent: row });
		return { top, database, row };
	}

	test.each([
		[
			{},
			'2 child pages and 1 database were not searched. Raise “Child Pages” or turn on “Child Databases” to include them',
		],
		[
			{ childPages: 1 },
			'1 child page and 1 database were not searched. Raise “Child Pages” or turn on “Child Databases” to include them',
		],
		[{ childPages: 2 }, '1 database was not searched. Turn on “Child Databases” to include it'],
		[
			{ childDatabases: true },
			'3 child pages were not searched. Raise “Child Pages” to include them',
		],
		[{ childDatabases: true, childPages: 2 }, undefined],
		[{ include: ['cover', 'icon', 'properties'] }, undefined],
	])('are counted: %j', async (more, hint) => {
		const hints = await told(pageFiles(tree().top, more));
		expect(hints.filter((one) => one.includes('not searched'))).toEqual(hint ? [hint] : []);
	});

	test('cost no request, and are no claim about what a limit leaves out', async () => {
		const { top } = tree();
		await told(pageFiles(top));
		expect(sandbox.requestsTo('api')).toHaveLength(2);
		const files = ['a.pdf', 'b.pdf'].map((name) => block.file(upload(name)));
		const page = sandbox.workspace.addPage({ title: 'Long', children: files });
		sandbox.workspace.addPage({ title: 'After the limit', parent: page });
		const hints = await told(pageFiles(page, { returnAll: false, limit: 1 }));
		expect(hints).toEqual([expect.stringMatching(/^Limit reached/)]);
	});

	test('are not those that another item opens', async () => {
		const { top, row } = tree();
		const parameters = { ...pageFiles(top, { childPages: 2 }), pageId: '={{ $json.id }}' };
		const items = [row, top].map(({ id }) => ({ json: { id } }));
		const hints = hintsOf(await runNode(parameters, { items }));
		expect(hints.filter((hint) => hint.includes('not searched'))).toEqual([
			expect.stringMatching(/^1 database was/),
		]);
	});

	test('inside a block are those of another operation', async () => {
		const { top } = tree();
		const hints = await told({ operation: 'getBlockFiles', blockId: locator('id', top.id) });
		expect(hints).toEqual([
			'2 child pages and 1 database were not searched. Use the operation “Get Page Files” or turn on “Child Databases” to include them',
		]);
	});
});

describe('that there are no files', () => {
	const empty = (title: string) => sandbox.workspace.addPage({ title }).id;

	test('is said of the page, database, property or block', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({ title: 'Tasks' });
		const toggle = block.toggle('More', []);
		const page = workspace.addPage({
			title: '<b>Office</b> guide',
			properties: { Docs: property.files() },
			children: [toggle],
		});
		const text = 'page “&lt;b&gt;Office&lt;/b&gt; guide”';
		expect(await told(pageFiles(page))).toEqual([`No files found on ${text}`]);
		expect(await told({ operation: 'getPropertyFiles', pageId: locator('id', page.id) })).toEqual([
			`No files found in “Files &amp; media” properties of ${text}`,
		]);
		expect(await told({ operation: 'getBlockFiles', blockId: locator('id', toggle.id) })).toEqual([
			'No files found in the block',
		]);
		for (const { id } of [database, database.dataSource]) {
			const parameters = { operation: 'getDatabaseFiles', databaseId: locator('id', id) };
			const result = await runNode(parameters);
			const link = `https://www.notion.so/${database.id.replaceAll('-', '')}`;
			expect(result.hints(NODE).map(({ message }) => message)).toEqual([
				`No files found in <a href="${link}" target="_blank">database “Tasks”</a>`,
			]);
		}
	});

	test('is said once for all items', async () => {
		const ids = ['A', 'B', 'C', 'D'].map(empty);
		const items = ids.map((id) => ({ json: { id } }));
		const result = await runNode({ ...pageFiles(''), pageId: '={{ $json.id }}' }, { items });
		expect(hintsOf(result)).toEqual([
			expect.stringMatching(
				/^No files found in 4 places: on page “A”, on page “B”, on page “C”, …$/,
			),
		]);
	});

	test('is said once of a page that several items select', async () => {
		const items = [empty('A'), empty('B')].flatMap((id) => Array(3).fill({ json: { id } }) as []);
		const result = await runNode({ ...pageFiles(''), pageId: '={{ $json.id }}' }, { items });
		expect(hintsOf(result)).toEqual(['No files found in 2 places: on page “A”, on page “B”']);
	});

	test('is not said where a filter excludes them, or one could not be read', async () => {
		const page = sandbox.workspace.addPage({ title: 'P', cover: upload('a.png') });
		const hints = await told(pageFiles(page, { filters: { namePattern: '*.pdf' } }));
		expect(hints).toEqual([expect.stringMatching(/^Skipped 1 file/)]);
		const hidden = sandbox.workspace.addPage({ title: 'P', shared: false });
		const node = { onError: 'continueRegularOutput' } as const;
		expect(hintsOf(await runNode(pageFiles(hidden), { node }))).toEqual([
			expect.stringMatching(
				/^Files may be missing: Notion cannot find the page, or it is not shared/,
			),
		]);
	});
});

describe('a file that cannot be downloaded', () => {
	function handbook() {
		const files = ['a.png', 'b.png', 'c.png'].map((name) => upload(name));
		files.slice(0, 2).forEach((file) => (file.removed = true));
		return sandbox.workspace.addPage({
			title: 'P',
			children: files.map((one) => block.image(one)),
		});
	}

	test('ends the run with an error that says how to get the others, and where it is', async () => {
		const { error } = await runNode(pageFiles(handbook()));
		expect(error?.description).toMatch(
			/To get the other files anyway, set “On Error” to “Continue” in the Settings tab\. <a href="https:\/\/www\.notion\.so\/[0-9a-f]{32}#[0-9a-f]{32}" target="_blank">Open it in Notion<\/a>$/,
		);
		expect(error?.message).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
	});

	test.each([
		['continueRegularOutput', 'the items that have an “error” field'],
		['continueErrorOutput', 'the items of the error output'],
	] as const)('is counted and named under %s', async (onError, where) => {
		const result = await runNode(pageFiles(handbook()), { node: { onError } });
		expect(result.hints(NODE)).toEqual([
			expect.objectContaining({
				type: 'warning',
				message: `2 of 3 files could not be downloaded: “a.png”, “b.png”. The reasons are in ${where}`,
			}),
		]);
	});

	test('says nothing of other files where something else failed', async () => {
		const hidden = sandbox.workspace.addPage({ title: 'P', shared: false });
		const { error } = await runNode(pageFiles(hidden));
		expect(error?.description).not.toContain('other files');
		const link = `https://www.notion.so/${hidden.id.replaceAll('-', '')}`;
		expect(error?.description).toContain(`<a href="${link}"`);
	});
});

describe('an ID of a database, given for a page,', () => {
	test.each(['getPageFiles', 'getPropertyFiles'])('is recognized: %s', async (operation) => {
		const database = sandbox.workspace.addDatabase({ title: 'Invoices' });
		for (const { id } of [database, database.dataSource]) {
			const { error } = await runNode({ operation, pageId: locator('id', id) });
			expect(error?.message).toContain('database');
			expect(error?.description).toContain('Get Database Files');
		}
	});
});

describe('Only New Files without a node that marks', () => {
	useDeduplication();

	const warned = /No node after this one marks files/;

	const SUB = 'n8n-nodes-base.executeWorkflow';
	const AGENT = '@n8n/n8n-nodes-langchain.agent';
	const followers = Object.fromEntries(
		[SUB, AGENT, `${SUB}Trigger`].map((type) => [type, otherNodes['test.set'] as INodeType]),
	);

	async function warnings(change: (nodes: ReturnType<typeof backupWorkflow>['nodes']) => void) {
		const page = sandbox.workspace.addPage({ title: 'P', cover: upload('a.png') });
		const workflow = backupWorkflow(pageFiles(page));
		change(workflow.nodes);
		const result = await runWorkflow(workflow, {
			credential: { ...credentialOf(sandbox) },
			mode: 'trigger',
			staticData: {},
			others: { 'test.upload': new Bucket().node, ...followers },
		});
		expect(names(result.items(NODE))).toEqual(['a.png']);
		return hintsOf(result);
	}

	test.each([
		['none', () => {}, false],
		['it is disabled', (mark: Mark) => (mark.disabled = true), true],
		['another list', (mark: Mark) => (mark.parameters.options = { processedList: 'b' }), true],
		[
			'an expression',
			(mark: Mark) => (mark.parameters.options = { processedList: '={{ 1 }}' }),
			false,
		],
	])('warns in production: %s', async (_, change, isWarned) => {
		const hints = await warnings((nodes) => change(nodes.at(-1) as Mark));
		expect(hints.some((hint) => warned.test(hint))).toBe(isWarned);
	});

	test.each<[string, Partial<Mark>, boolean]>([
		['a sub-workflow, which may mark', { type: SUB }, false],
		['an agent, which may have a tool that marks', { type: AGENT }, false],
		['a sub-workflow that is disabled', { type: SUB, disabled: true }, true],
		['the trigger of a sub-workflow', { type: `${SUB}Trigger` }, true],
	])('looks at what follows: %s', async (_, follows, isWarned) => {
		const hints = await warnings((nodes) => Object.assign(nodes.at(-1) as Mark, follows));
		expect(hints.some((hint) => warned.test(hint))).toBe(isWarned);
	});

	test('says nothing of a tool: it has no nodes after it, and the agent may have one that marks', async () => {
		const page = sandbox.workspace.addPage({ title: 'P', cover: upload('a.png') });
		// What n8n makes for agents has this type.
		const type = 'n8n-nodes-notion-files.notionFilesTool';
		const parameters = { ...pageFiles(page), onlyNewFiles: true };
		const result = await runWorkflow(notionFilesWorkflow(parameters, { type }), {
			credential: { ...credentialOf(sandbox) },
			mode: 'trigger',
			staticData: {},
			others: { [type]: fromSources.node },
		});
		expect(names(result.items(NODE))).toEqual(['a.png']);
		expect(hintsOf(result)).toEqual([]);
	});
});

type Mark = ReturnType<typeof backupWorkflow>['nodes'][number];

describe('the rows to include', () => {
	function tagged() {
		const database = sandbox.workspace.addDatabase({ title: 'Both' });
		const other = sandbox.workspace.addDataSource(database, { title: 'Other' });
		for (const [source, title] of [
			[database, 'a'],
			[database, 'b'],
			[other, 'c'],
		] as const) {
			const cover = upload(`${title}.png`);
			const properties = { Tag: property.select(title) };
			sandbox.workspace.addPage({ title, parent: source, cover, properties });
		}
		return database;
	}
	const filter = '{ "property": "Tag", "select": { "equals": "b" } }';

	test.each([
		[1, {}, 'a b c'],
		[1.1, { filter }, 'b'],
		[1.1, { dataSource: 'Other' }, 'c'],
		[1.2, {}, 'a b c'],
		[1.2, { filter }, 'a b c'],
		[1.2, { rowFilter: 'json', filter }, 'b'],
		[1.2, { rowFilter: 'json' }, 'a b c'],
		[1.2, { options: { dataSource: 'Other' } }, 'c'],
	])('in version %d with %j', async (typeVersion, more, expected) => {
		const databaseId = locator('id', tagged().id);
		const parameters = { operation: 'getDatabaseFiles', databaseId, ...more };
		const found = await namesOf(parameters as INodeParameters, { node: { typeVersion } });
		expect(found).toEqual(expected.split(' ').map((name) => `${name}.png`));
	});

	test.each([
		[1.2, { filter }, true],
		[1.2, { filter: JSON.parse(filter) as INodeParameters, rowFilter: 'none' }, true],
		[1.2, { filter: '{}' }, false],
		[1.2, { filter: '={{ $json.none }}' }, false],
		[1.2, { filter: 'unfinished {' }, true],
		[1.2, { rowFilter: 'json', filter }, false],
		[1.2, {}, false],
		[1.1, { filter }, false],
	])(
		'in version %d, a hint says that a filter is not applied: %j',
		async (typeVersion, more, is) => {
			const databaseId = locator('id', tagged().id);
			const parameters = { operation: 'getDatabaseFiles', databaseId, ...more };
			const result = await runNode(parameters as INodeParameters, { node: { typeVersion } });
			expect(result.error).toBeUndefined();
			expect(hintsOf(result)).toEqual(
				is
					? [
							'This node has a row filter, which is not applied because Row Filter is “None”: choose “JSON” to apply it or to delete it',
						]
					: [],
			);
		},
	);
});

describe('a loop that this node ends', () => {
	const LOOP = 'n8n-nodes-base.splitInBatches';
	const SIMPLE = `Start > Each page, Each page:1 > ${NODE}, ${NODE} > Each page`;
	const ended = /^This node returned no items, so “([^”]+)” does not go on from here/;

	/** Until version 3, the first output begins a turn. Here, one turn has all items. */
	const olderLoop = nodeType(
		async function () {
			return [this.getInputData(), []];
		},
		1,
		2,
	);

	/** Which loop each run of the node says that it ends. */
	async function endedBy(wires: string, pages: Page[], more: Partial<Mark> = {}, typeVersion = 3) {
		const nothing = page().id;
		const pageId = locator('id', `={{ $json.id ?? "${nothing}" }}`);
		const json = notionFilesWorkflow({ operation: 'getPageFiles', pageId }, more);
		const [start] = json.nodes as [Mark];
		const loop = { ...start, type: LOOP, typeVersion };
		const loops = ['Each page', 'Each file'].map((name) => ({ ...loop, name }));
		const others = ['Other'].map((name) => ({ ...start, name, type: 'n8n-nodes-base.noOp' }));
		const nodes = [...json.nodes, ...loops, ...others].map((node, id) => ({
			...node,
			id: `${id}`,
		}));
		const result = await runWorkflow(
			{ nodes, connections: connectionsOf(wires), settings: { executionOrder: 'v1' } },
			{
				credential: { ...credentialOf(sandbox) },
				items: pages.map(({ id }) => ({ json: { id } })),
				others: { [LOOP]: typeVersion < 3 ? olderLoop : (otherNodes['test.loop'] as INodeType) },
			},
		);
		expect(result.error).toBeUndefined();
		const runs = result.run.data.resultData.runData[NODE] ?? [];
		return runs.map(({ hints = [] }) =>
			hints.flatMap(({ message }) => ended.exec(message)?.[1] ?? []).join(),
		);
	}

	const page = (...files: string[]) =>
		sandbox.workspace.addPage({
			title: 'P',
			children: files.map((one) => block.file(upload(one))),
		});

	type Page = ReturnType<typeof page>;

	test('is named by the run that returned nothing: the other items are not looked at', async () => {
		const pages = [page('a.pdf'), page(), page('c.pdf')];
		expect(await endedBy(SIMPLE, pages)).toEqual(['', 'Each page']);
	});

	test('may be of an older version, whose outputs are the other way round', async () => {
		const wires = SIMPLE.replace(':1', ':0');
		expect(await endedBy(wires, [page()], {}, 2)).toEqual(['Each page']);
	});

	test('goes on with Always Output Data', async () => {
		const pages = [page(), page('b.pdf')];
		expect(await endedBy(SIMPLE, pages, { alwaysOutputData: true })).toEqual(['', '']);
	});

	test('is the one around it, not one that is done', async () => {
		const inner = `${NODE} > Each file, Each file:1 > Other, Other > Each file`;
		const outer = `Start > Each page, Each page:1 > ${NODE}, Each file > Each page`;
		expect(await endedBy(`${inner}, ${outer}`, [page('a.pdf'), page()])).toEqual(['', 'Each page']);
		const batches = `Start > ${NODE}, Each file > ${NODE}`;
		expect(await endedBy(`${inner}, ${batches}`, [page('a.pdf')])).toEqual(['', '']);
	});

	test('is not one that only leads to this node, or from it', async () => {
		const before = `Start > Each page, Each page:1 > Other, Other > Each page, Each page > ${NODE}`;
		expect(await endedBy(before, [page()])).toEqual(['']);
		expect(await endedBy(`Start > ${NODE}, ${NODE} > Each page`, [page()])).toEqual(['']);
	});
});
