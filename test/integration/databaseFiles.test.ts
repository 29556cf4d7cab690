import { block, property, type Page, type Sandbox } from '../sandbox';
import { whenAsked } from '../harness/moments';
import { goodItems, hintsOf, names, NODE, sha256, sha256OfItem } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { filesOf, namesOf, runNode, sandbox, upload, useSandbox } from '../harness/useSandbox';

useSandbox();

const databaseFiles = (id: string, more = {}) => ({
	operation: 'getDatabaseFiles',
	databaseId: locator('id', id),
	...more,
});

const ONLY_PROPERTIES = { include: ['properties'], output: 'links' };

const minute = (n: number): string =>
	new Date(Date.parse('2026-11-01T10:00:00Z') + n * 60_000).toISOString();

type Parent = Parameters<Sandbox['workspace']['addPage']>[0]['parent'];

/** A row with one file that has the row's name. */
function addRow(
	parent: Parent,
	title: string,
	more: { created?: string; tag?: string } = {},
): Page {
	return sandbox.workspace.addPage({
		title,
		parent,
		createdTime: more.created,
		properties: {
			Files: property.files(upload(`${title}.txt`)),
			Tag: property.select(more.tag ?? null),
		},
	});
}

const apiRequests = (path: string) =>
	sandbox.requestsTo('api').filter((request) => request.path.includes(path));

const undashed = (id: string): string => id.replaceAll('-', '');

describe('Get Database Files', () => {
	test('returns for every row what Get Page Files returns for a page, in the order of creation', async () => {
		const { workspace } = sandbox;
		const invoices = workspace.addDatabase({ title: 'Invoices' });
		const second = workspace.addPage({
			title: 'Second',
			parent: invoices,
			createdTime: minute(2),
			cover: upload('cover.png'),
			icon: upload('icon.png'),
			properties: { Scan: property.files(upload('scan.pdf')) },
			children: [block.toggle('t', [block.file(upload('deep.txt'))])],
		});
		workspace.addPage({
			title: 'First',
			parent: invoices,
			createdTime: minute(1),
			children: [block.file(upload('first.txt'))],
		});
		const items = await filesOf(databaseFiles(invoices.id));
		expect(names(items)).toEqual(['first.txt', 'cover.png', 'icon.png', 'scan.pdf', 'deep.txt']);
		expect(items[3]?.json).toMatchObject({
			source: 'property',
			property: { name: 'Scan', index: 0 },
			page: { id: second.id, title: 'Second' },
			path: expect.stringMatching(/^Second [0-9a-f]{8}\/scan [0-9a-f]{8}\.pdf$/),
		});
		for (const item of items) {
			const name = String(item.json.fileName);
			expect(await sha256OfItem(item)).toBe(sha256(Buffer.from(`content of ${name}`)));
			expect(item.pairedItem).toEqual({ item: 0 });
		}
	});

	test.each<[string, (id: string, source: string) => object]>([
		['chosen from the list', (_, source) => locator('list', source)],
		['by its URL', (id) => locator('url', `https://www.notion.so/acme/${undashed(id)}`)],
		[
			'by the URL of a view',
			(id, source) => locator('url', `https://www.notion.so/${undashed(id)}?v=${undashed(source)}`),
		],
		[
			'by the URL of a view with a row opened',
			(id, source) =>
				locator('url', `https://www.notion.so/x-${undashed(id)}?v=1&p=${undashed(source)}&pm=s`),
		],
		['by its ID', (id) => locator('id', id)],
		['by the ID of a data source', (_, source) => locator('id', undashed(source).toUpperCase())],
	])('finds the database %s', async (_, databaseId) => {
		const database = sandbox.workspace.addDatabase({ title: 'Rows' });
		addRow(database, 'a');
		const chosen = databaseId(database.id, database.dataSource.id);
		const parameters = { operation: 'getDatabaseFiles', databaseId: chosen, output: 'links' };
		const result = await runNode(parameters as never);
		expect(names(goodItems(result))).toEqual(['a.txt']);
	});

	test('returns all data sources of a database, or the one that is chosen', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({ title: 'Both' });
		const other = workspace.addDataSource(database, { title: 'Other' });
		addRow(database, 'a');
		addRow(other, 'b');
		const of = async (dataSource: string) =>
			await namesOf(databaseFiles(database.id, { dataSource, ...ONLY_PROPERTIES }));
		expect(await of('*')).toEqual(['a.txt', 'b.txt']);
		expect(await of(other.id)).toEqual(['b.txt']);
		expect(await of('other')).toEqual(['b.txt']);
		const { error } = await runNode(databaseFiles(database.id, { dataSource: 'Third' }));
		expect(error?.message).toContain('has no data source “Third”');
		expect(error?.description).toContain('“Both”, “Other”');
	});

	test('returns the data sources that are shared, and says if none is', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({ title: 'Both' });
		const other = workspace.addDataSource(database, { title: 'Other' });
		addRow(database, 'a');
		addRow(other, 'b');
		other.shared = false;
		const run = async () => await runNode(databaseFiles(database.id));
		expect(names(goodItems(await run()))).toEqual(['a.txt']);
		database.dataSource.shared = false;
		expect((await run()).error?.message).toMatch(
			/seems to be a linked database, shows a data source that is not shared/,
		);
	});

	test('returns the cover and icon of the database itself, even if their links have expired', async () => {
		const { workspace } = sandbox;
		const pictures = { cover: upload('banner.png'), icon: upload('logo.png') };
		const database = workspace.addDatabase({ title: 'Invoices', ...pictures });
		addRow(database, 'a');
		sandbox.faults.add({
			on: { server: 'storage', path: /banner|logo/ },
			fault: { type: 's3Error', status: 403, code: 'AccessDenied', message: 'Request has expired' },
			times: 2,
		});
		const items = await filesOf(databaseFiles(database.id));
		expect(names(items)).toEqual(['banner.png', 'logo.png', 'a.txt']);
		expect(items[0]?.json).toMatchObject({
			source: 'cover',
			page: { id: database.id, title: 'Invoices' },
			path: expect.stringMatching(/^Invoices [0-9a-f]{8}\/banner [0-9a-f]{8}\.png$/),
		});
		expect(await sha256OfItem(items[0]!)).toBe(sha256(Buffer.from('content of banner.png')));
		expect(await sha256OfItem(items[1]!)).toBe(sha256(Buffer.from('content of logo.png')));
		expect(apiRequests(`/databases/${database.id}`)).toHaveLength(2);
	});
});

describe('the row filter', () => {
	function addTagged() {
		const database = sandbox.workspace.addDatabase({ title: 'Tagged' });
		addRow(database, 'cv', { tag: 'CV' });
		addRow(database, 'photo', { tag: 'Photo' });
		addRow(database, 'none');
		return database;
	}

	const CV = { property: 'Tag', select: { equals: 'CV' } };
	const EMPTY = { property: 'Tag', select: { is_empty: true } };

	test.each<[string, unknown, string[]]>([
		['nothing', '', ['cv', 'photo', 'none']],
		['an empty object', '{}', ['cv', 'photo', 'none']],
		['JSON as text', JSON.stringify(CV), ['cv']],
		['an object from an expression', '={{ $json.filter }}', ['cv', 'none']],
		['two levels of groups', JSON.stringify({ or: [CV, { and: [EMPTY] }] }), ['cv', 'none']],
	])('may be %s', async (_, filter, expected) => {
		const parameters = databaseFiles(addTagged().id, { filter, ...ONLY_PROPERTIES });
		const input = [{ json: { filter: { or: [CV, EMPTY] } } }];
		const items = await filesOf(parameters, { items: input });
		expect(names(items)).toEqual(expected.map((name) => `${name}.txt`));
	});

	test.each([
		['{"property": ', /^“Row Filter” is not valid JSON/],
		['[]', /^“Row Filter” is not a JSON object$/],
	])('that is %s is refused in a sentence, before Notion is asked', async (filter, message) => {
		const { error } = await runNode(databaseFiles(addTagged().id, { filter }));
		expect(error?.message).toMatch(message);
		expect(sandbox.requestsTo('api')).toEqual([]);
	});

	test('that Notion refuses is reported with Notion’s own words', async () => {
		const filter = JSON.stringify({ property: 'Nope', select: { equals: 'CV' } });
		const { error } = await runNode(databaseFiles(addTagged().id, { filter }));
		expect(error?.message).toMatch(/^Notion rejected the filter for the rows of “Tagged”/);
		expect(error?.description).toContain('Could not find property with name or id: Nope');
	});

	test('that is larger than a request may be is reported with Notion’s words', async () => {
		const filter = JSON.stringify({ property: 'Name', title: { equals: 'x'.repeat(500_000) } });
		const { error } = await runNode(databaseFiles(addTagged().id, { filter }));
		expect(error?.message).toMatch(/^Notion rejected the filter for the rows of “Tagged”/);
		expect(error?.description).toContain('at most 500KB');
	});

	test('skips the cover of the database itself, as Edited After does', async () => {
		const database = addTagged();
		sandbox.workspace.edit(database, { cover: upload('banner.png') });
		const given = async (more: object) => await namesOf(databaseFiles(database.id, more));
		expect(await given({ include: ['cover'] })).toEqual(['banner.png']);
		expect(await given({ include: ['cover'], filter: JSON.stringify(CV) })).toEqual([]);
		expect(await given({ include: ['cover'], editedAfter: minute(0) })).toEqual([]);
	});

	test('may be as long as Notion takes it, also with Edited After and beyond the cap of a query', async () => {
		sandbox.settings.rowCap = 2;
		const database = sandbox.workspace.addDatabase({ title: 'Long' });
		const titles = Array.from({ length: 7 }, (_, n) => `${n}`);
		titles.forEach((title, n) => addRow(database, title, { created: minute(n), tag: 'CV' }));
		const filter = { and: Array.from({ length: 100 }, () => CV) };
		const more = { filter: JSON.stringify(filter), editedAfter: minute(1), ...ONLY_PROPERTIES };
		const items = await filesOf(databaseFiles(database.id, more));
		expect(names(items)).toEqual(titles.slice(1).map((title) => `${title}.txt`));
	});

	test.each([
		['a list of more than 100', { and: Array.from({ length: 101 }, () => CV) }, {}],
		[
			'100 groups beside which Edited After finds no room',
			{ and: Array.from({ length: 100 }, () => ({ or: [CV] })) },
			{ editedAfter: minute(1) },
		],
	])('with %s is reported as too long', async (_, filter, more) => {
		const parameters = { filter: JSON.stringify(filter), ...more };
		const { error } = await runNode(databaseFiles(addTagged().id, parameters));
		expect(error?.message).toMatch(/^The row filter is too long for the rows of “Tagged”/);
		expect(error?.description).toMatch(/^Notion accepts up to 100 conditions in one list/);
		expect(error?.description).toContain('instead was `101`');
	});

	test('works together with Edited After, to the minute', async () => {
		const database = addTagged();
		const [cv, photo, none] = database.dataSource.rows as [Page, Page, Page];
		cv.lastEditedTime = minute(5);
		photo.lastEditedTime = minute(6);
		none.lastEditedTime = minute(4);
		const after = async (editedAfter: string, filter: unknown = '') => {
			const parameters = databaseFiles(database.id, { filter, editedAfter, ...ONLY_PROPERTIES });
			return await namesOf(parameters as never);
		};
		expect(await after(minute(5))).toEqual(['cv.txt', 'photo.txt']);
		expect(await after('2026-11-01T10:05:59Z')).toEqual(['cv.txt', 'photo.txt']);
		expect(await after(minute(6))).toEqual(['photo.txt']);
		const either = JSON.stringify({ or: [CV, { and: [EMPTY, EMPTY] }] });
		expect(await after(minute(5), either)).toEqual(['cv.txt']);
		expect(await after(minute(0), either)).toEqual(['cv.txt', 'none.txt']);
		const { error } = await runNode(databaseFiles(database.id, { editedAfter: 'yesterday' }));
		expect(error?.message).toBe('“Edited After” cannot be “yesterday”');
	});
});

describe('a large database', () => {
	test('arrives complete, with one request per answer of rows, and files in the meantime', async () => {
		sandbox.settings.maximumPageSize = 10;
		const database = sandbox.workspace.addDatabase({ title: 'Large' });
		const expected = Array.from({ length: 100 }, (_, row) =>
			['a', 'b', 'c'].map((file) => `${row}-${file}.txt`),
		);
		expected.forEach((files, row) =>
			sandbox.workspace.addPage({
				title: `Row ${row}`,
				parent: database,
				properties: { Files: property.files(...files.map((name) => upload(name))) },
			}),
		);
		// Later rows are not listed before the first file was asked for.
		sandbox.faults.add({
			on: { server: 'api', path: '/query', nth: 3 },
			fault: { type: 'hold', until: whenAsked(sandbox, 1, ({ server }) => server === 'storage') },
		});
		const parameters = databaseFiles(database.id, { include: ['properties'] });
		const items = await filesOf(parameters);
		expect(names(items)).toEqual(expected.flat());
		expect(new Set(items.map(({ json }) => json.path)).size).toBe(300);
		expect(items.reduce((sum, { json }) => sum + Number(json.fileSize), 0)).toBe(
			expected.flat().join('').length + 300 * 'content of '.length,
		);
		// The database, and ten answers of ten rows.
		expect(sandbox.requestsTo('api')).toHaveLength(1 + 10);
		expect(sandbox.requestsTo('storage')).toHaveLength(300);
	});

	test('is listed no further when an error stops the run', async () => {
		sandbox.settings.maximumPageSize = 10;
		const database = sandbox.workspace.addDatabase({ title: 'Stopped' });
		for (let n = 0; n < 50; n++) addRow(database, `${n}`);
		const [first] = database.dataSource.rows as Page[];
		const lost = upload('lost.txt');
		lost.removed = true;
		sandbox.workspace.setProperty(first!, 'Files', property.files(lost));
		// However far the list is ahead of the files: here it is waiting for this answer when the error
		// occurs.
		const fault = { type: 'stall', at: 'headers' } as const;
		sandbox.faults.add({ on: { server: 'api', path: '/query', nth: 2 }, times: 'forever', fault });
		const parameters = databaseFiles(database.id, { options: { retries: 0 } });
		const { error } = await runNode(parameters);
		expect(error?.message).toContain('“lost.txt”');
		expect(apiRequests('/query').length).toBeLessThanOrEqual(2);
	});

	test('is read beyond the cap of a query, complete and without duplicates', async () => {
		sandbox.settings.rowCap = 25;
		const database = sandbox.workspace.addDatabase({ title: 'Capped' });
		const titles = Array.from({ length: 110 }, (_, n) => `${n}`);
		titles.forEach((title, n) =>
			addRow(database, title, { created: minute(Math.floor(n / 4)), tag: n % 3 ? 'CV' : 'Photo' }),
		);
		const run = async (filter: string) => {
			const parameters = databaseFiles(database.id, { filter, ...ONLY_PROPERTIES });
			return await namesOf(parameters);
		};
		expect(await run('')).toEqual(titles.map((title) => `${title}.txt`));
		const filter = {
			or: [
				{ and: [{ property: 'Tag', select: { equals: 'Photo' } }] },
				{ property: 'Name', title: { equals: '1' } },
			],
		};
		const passing = titles.filter((title, n) => n % 3 === 0 || title === '1');
		expect(await run(JSON.stringify(filter))).toEqual(passing.map((title) => `${title}.txt`));
	});

	test('reports a minute in which more rows were created than a query returns', async () => {
		sandbox.settings.rowCap = 5;
		const database = sandbox.workspace.addDatabase({ title: 'Crowded' });
		addRow(database, 'before', { created: minute(0) });
		for (let n = 0; n < 8; n++) addRow(database, `crowd ${n}`, { created: minute(1) });
		addRow(database, 'after', { created: minute(2) });
		const result = await runNode(databaseFiles(database.id, ONLY_PROPERTIES), {
			node: { onError: 'continueErrorOutput' },
		});
		expect(names(result.items(NODE, 0))).toEqual([
			'before.txt',
			...[0, 1, 2, 3, 4].map((n) => `crowd ${n}.txt`),
			'after.txt',
		]);
		expect(result.items(NODE, 1).map(({ json }) => json.error)).toEqual([
			expect.stringContaining(
				`more were created in the minute ${minute(1)} than one query returns`,
			),
		]);
	});

	test('loses nothing if a cursor expires, or Notion fails for a moment', async () => {
		sandbox.settings.maximumPageSize = 10;
		const database = sandbox.workspace.addDatabase({ title: 'Cursors' });
		const titles = Array.from({ length: 45 }, (_, n) => `${n}`);
		titles.forEach((title, n) => addRow(database, title, { created: minute(Math.floor(n / 3)) }));
		const on = { server: 'api' as const, path: '/query' };
		const dead = { code: 'validation_error', message: 'The start_cursor provided is invalid: x' };
		const refusal = { type: 'status' as const, status: 400, body: JSON.stringify(dead) };
		sandbox.faults.add({ on: { ...on, nth: 3 }, fault: refusal });
		sandbox.faults.add({ on: { ...on, nth: 5 }, fault: { type: 'status', status: 502 } });
		const parameters = databaseFiles(database.id, ONLY_PROPERTIES);
		const items = await filesOf(parameters);
		expect(names(items)).toEqual(titles.map((title) => `${title}.txt`));
		expect(sandbox.requests.filter(({ faults }) => faults.length > 0)).toHaveLength(2);
	});
});

describe('what is not a database that can be read', () => {
	const errorFor = async (id: string) => (await runNode(databaseFiles(id))).error;

	test.each([
		['linked', /^Notion does not return linked databases/, 'is a linked database'],
		['without', /seems to be a linked database$/, 'any data sources accessible'],
	] as const)(
		'a database that is %s is reported, with Notion’s words',
		async (linked, message, words) => {
			const { workspace } = sandbox;
			const page = workspace.addPage({ title: 'Host' });
			const error = await errorFor(
				workspace.addDatabase({ title: 'View', parent: page, linked }).id,
			);
			expect(error?.message).toMatch(message);
			expect(error?.description).toMatch(/original/);
			expect(error?.description).toContain(words);
		},
	);

	test('a page is reported, with the operation to use', async () => {
		const page = sandbox.workspace.addPage({ title: 'Page' });
		const error = await errorFor(page.id);
		expect(error?.message).toContain('the ID is that of a page');
		expect(error?.description).toContain('Get Page Files');
	});

	test('and Get Page Files reports a database, with the operation to use', async () => {
		const database = sandbox.workspace.addDatabase({ title: 'Rows' });
		const { error } = await runNode({
			operation: 'getPageFiles',
			pageId: locator('id', database.id),
		});
		expect(error?.message).toContain('the ID is that of a database');
		expect(error?.description).toContain('Get Database Files');
	});

	test('a database that is not shared is reported', async () => {
		const database = sandbox.workspace.addDatabase({ title: 'Secret', shared: false });
		const error = await errorFor(database.id);
		expect(error?.message).toMatch(/^Notion cannot find the database, or it is not shared/);
	});

	test('text that names nothing is refused before Notion is asked', async () => {
		const error = await errorFor('my database');
		expect(error?.message).toBe('“my database” is not the URL or ID of a Notion database');
		expect(sandbox.requestsTo('api')).toEqual([]);
	});

	test('or their rows are included with Child Databases', async () => {
		const { workspace } = sandbox;
		const wiki = workspace.addDatabase({ title: 'Wiki' });
		addRow(wiki, 'row');
		const nested = workspace.addDatabase({ title: 'Nested' });
		addRow(nested, 'below');
		wiki.dataSource.rows.push(nested.dataSource);
		const wish = databaseFiles(wiki.id, { ...ONLY_PROPERTIES, childDatabases: true });
		const result = await runNode(wish);
		expect(names(goodItems(result))).toEqual(['row.txt', 'below.txt']);
		expect(hintsOf(result)).toEqual([]);
	});
});

describe('child databases', () => {
	/** A page with a database, whose row holds a page and another database; and a linked one. */
	function addNested() {
		const { workspace } = sandbox;
		const top = workspace.addPage({ title: 'Top', children: [block.file(upload('top.txt'))] });
		const tasks = workspace.addDatabase({ title: 'Tasks', parent: top });
		const task = addRow(tasks, 'task');
		workspace.addPage({
			title: 'Notes',
			parent: task,
			children: [block.file(upload('notes.txt'))],
		});
		addRow(workspace.addDatabase({ title: 'Steps', parent: task }), 'step');
		const linked = workspace.addDatabase({ title: 'View', parent: top, linked: 'linked' });
		return { top, linked };
	}

	const run = async (id: string, more: object) =>
		await runNode({
			operation: 'getPageFiles',
			pageId: locator('id', id),
			output: 'links',
			...more,
		});

	test.each([
		[0, ['top', 'task'], '1 child page and 1 database were'],
		[1, ['top', 'task', 'step'], '1 child page was'],
		[2, ['top', 'task', 'notes', 'step'], undefined],
	])(
		'return their rows with Child Pages %d; linked ones cause a hint',
		async (childPages, expected, unsearched) => {
			const { top } = addNested();
			const result = await run(top.id, { childPages, childDatabases: true });
			expect(names(goodItems(result))).toEqual(expected.map((name) => `${name}.txt`));
			expect(hintsOf(result)).toEqual([
				...(unsearched ? [expect.stringContaining(`${unsearched} not searched`)] : []),
				expect.stringMatching(/^Skipped a database: .+ linked databases/),
			]);
		},
	);

	test('below a block return their rows, too', async () => {
		const { top } = addNested();
		const result = await runNode({
			operation: 'getBlockFiles',
			blockId: locator('id', top.id),
			childDatabases: true,
			output: 'links',
		});
		expect(names(goodItems(result))).toEqual(['top.txt', 'task.txt']);
	});
});
