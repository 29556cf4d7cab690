import type { INodeParameters } from 'n8n-workflow';
import { locator } from '../harness/notionFilesWorkflow';
import { PolledTrigger } from '../harness/pollTrigger';
import { filesOf, pageFiles, runNode, sandbox, upload, useSandbox } from '../harness/useSandbox';
import { block, property, type Database, type Page } from '../sandbox';

useSandbox();

const options = { includeRowProperties: true };

const ROW = { Name: 'First', Status: 'Done', Amount: 7, Site: 'https://example.com', Tag: null };

/** A page with a database in its content, whose row has a file in a property and one in its content. */
function invoices(): { top: Page; database: Database; row: Page } {
	const { workspace } = sandbox;
	const top = workspace.addPage({ title: 'Top', cover: upload('cover.png') });
	const database = workspace.addDatabase({ title: 'Invoices', parent: top });
	const row = workspace.addPage({
		title: 'First',
		parent: database,
		properties: {
			Scan: property.files(upload('scan.pdf')),
			Status: property.status('Done'),
			Amount: property.number(7),
			Site: property.url('https://example.com'),
			Tag: property.select(null),
		},
		children: [block.file(upload('inside.txt'))],
	});
	return { top, database, row };
}

type Made = ReturnType<typeof invoices>;

const OPERATIONS: Array<[string, (made: Made) => INodeParameters, Record<string, unknown>]> = [
	[
		'getDatabaseFiles',
		({ database }) => ({ databaseId: locator('id', database.id) }),
		{ 'scan.pdf': ROW, 'inside.txt': ROW },
	],
	[
		'getPageFiles',
		({ top }) => ({ ...pageFiles(top), childDatabases: true }),
		{ 'cover.png': undefined, 'scan.pdf': ROW, 'inside.txt': ROW },
	],
	['getPageFiles', ({ row }) => pageFiles(row), { 'scan.pdf': ROW, 'inside.txt': ROW }],
	['getPropertyFiles', ({ row }) => ({ pageId: locator('id', row.id) }), { 'scan.pdf': ROW }],
	[
		'getBlockFiles',
		({ row }) => ({ blockId: locator('id', row.children[0]!.id) }),
		{ 'inside.txt': ROW },
	],
	['getWorkspaceFiles', () => ({}), { 'cover.png': undefined, 'scan.pdf': ROW, 'inside.txt': ROW }],
];

test.each(OPERATIONS)(
	'%s (%#) returns what is in the columns, and asks Notion for nothing more',
	async (operation, parametersFor, expected) => {
		// What search returns of a row is enough for it.
		sandbox.settings.search = { lagMs: 0, oneRowOf: 1, missesOneOf: 0, cap: 10_000 };
		const parameters = { ...parametersFor(invoices()), operation };
		const without = await filesOf(parameters);
		const asked = sandbox.requestsTo('api').length;
		sandbox.journal.clear();
		const items = await filesOf({ ...parameters, options });
		expect(sandbox.requestsTo('api')).toHaveLength(asked);
		const rows = items.map(({ json }) => [json.fileName, json.row]);
		expect(Object.fromEntries(rows)).toEqual(expected);
		expect(without.some(({ json }) => 'row' in json)).toBe(false);
	},
);

test('each item has a copy, and an error has none', async () => {
	const { row } = invoices();
	sandbox.faults.add({
		on: { server: 'storage', path: 'scan.pdf' },
		times: 'forever',
		fault: { type: 'status', status: 404 },
	});
	const parameters = { ...pageFiles(row), options };
	const items = [{ json: {} }, { json: {} }];
	const node = { onError: 'continueRegularOutput' as const, typeVersion: 1.2 };
	const result = await runNode(parameters, { items, node });
	const all = result.items('Notion Files');
	expect(all.map(({ json }) => [json.fileName, 'error' in json])).toEqual([
		[undefined, true],
		['inside.txt', false],
		[undefined, true],
		['inside.txt', false],
	]);
	expect(JSON.stringify(all[0]?.json)).not.toContain('Amount');
	expect(all[1]?.json).toMatchObject({ pageId: row.id, row: ROW });
	expect(all[3]?.json.row).toEqual(ROW);
	expect(all[3]?.json.row).not.toBe(all[1]?.json.row);
});

test('the trigger returns it, too', async () => {
	const { database } = invoices();
	const parameters = { watch: 'database', databaseId: locator('id', database.id), options };
	const trigger = new PolledTrigger(sandbox, { ...parameters, existingFiles: true });
	expect((await trigger.poll()).map(({ json }) => json.row)).toEqual([ROW, ROW]);
});
