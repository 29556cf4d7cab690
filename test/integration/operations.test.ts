import { block, property } from '../sandbox';
import { goodItems, hintsOf, names, NODE, sha256, sha256OfItem } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { filesOf, namesOf, runNode, sandbox, useSandbox } from '../harness/useSandbox';

useSandbox();

const upload = (name: string) =>
	sandbox.workspace.upload({ name, content: `%PDF-1.4 ${name}`, contentType: 'application/pdf' });

const undashed = (id: string) => id.replaceAll('-', '');

describe('Get Block Files', () => {
	const blockFiles = (mode: 'list' | 'url' | 'id', value: string) => ({
		operation: 'getBlockFiles',
		blockId: locator(mode, value),
	});

	test('returns the files of a block and of everything below it, and of nothing next to it', async () => {
		const toggle = block.toggle('In', [
			block.file(upload('in.pdf'), { caption: 'Inside' }),
			block.bullet('deeper', [block.pdf(upload('deep.pdf'))]),
		]);
		const page = sandbox.workspace.addPage({
			title: 'Blocks',
			cover: upload('cover.pdf'),
			children: [block.pdf(upload('before.pdf')), block.columns([toggle])],
		});
		const items = await filesOf(blockFiles('id', toggle.id));
		expect(names(items)).toEqual(['in.pdf', 'deep.pdf']);
		expect(items[0]?.json).toMatchObject({
			source: 'block',
			caption: 'Inside',
			page: { id: page.id, title: 'Blocks' },
			block: { type: 'file' },
		});
	});

	test('a block that is a file itself returns that file, by the URL that Notion copies', async () => {
		const pdf = block.pdf(upload('single.pdf'));
		const page = sandbox.workspace.addPage({ title: 'Single', children: [pdf] });
		const url = `https://www.notion.so/acme/Single-${undashed(page.id)}?pvs=4#${undashed(pdf.id)}`;
		expect(await namesOf(blockFiles('url', url))).toEqual(['single.pdf']);
	});

	test('a page counts as its content, without cover, icon and properties', async () => {
		const page = sandbox.workspace.addPage({
			title: 'Page',
			cover: upload('cover.pdf'),
			properties: { Files: property.files(upload('property.pdf')) },
			children: [block.pdf(upload('content.pdf'))],
		});
		const items = await filesOf(blockFiles('list', page.id));
		expect(names(items)).toEqual(['content.pdf']);
	});

	test('a file has the same path and ID in whatever operation it is found', async () => {
		const pdf = block.pdf(upload('same.pdf'));
		const toggle = block.toggle('t', [block.toggle('u', [pdf])]);
		const page = sandbox.workspace.addPage({ title: 'Same', children: [toggle] });
		const [byBlock] = await filesOf(blockFiles('id', pdf.id));
		const [byPage] = await filesOf({
			operation: 'getPageFiles',
			pageId: locator('id', page.id),
		});
		expect(byBlock?.json).toEqual(byPage?.json);
	});
});

describe('Get Property Files', () => {
	const propertyFiles = (pageId: string, name: string) => ({
		operation: 'getPropertyFiles',
		pageId: locator('id', pageId),
		property: name,
	});

	function row() {
		const { workspace } = sandbox;
		const people = workspace.addDatabase({ title: 'People' });
		const person = workspace.addPage({
			title: 'Ana',
			parent: people,
			properties: { CV: property.files(upload('cv.pdf')) },
		});
		return workspace.addPage({
			title: 'Team',
			cover: upload('cover.pdf'),
			properties: {
				Contracts: property.files(upload('a/b: c?.pdf'), upload('second.pdf')),
				CVs: property.rollup([person], 'CV'),
				Empty: property.files(),
				Status: property.status('In use'),
			},
			children: [block.pdf(upload('content.pdf'))],
		});
	}

	test('returns the files of one property, by its name', async () => {
		const page = row();
		const items = await filesOf(propertyFiles(page.id, 'Contracts'));
		expect(names(items)).toEqual(['a_b_ c_.pdf', 'second.pdf']);
		expect(items.map(({ json }) => json.property)).toEqual([
			{ id: expect.any(String), name: 'Contracts', index: 0 },
			{ id: expect.any(String), name: 'Contracts', index: 1 },
		]);
		// The page holds all that is needed.
		expect(sandbox.requestsTo('api')).toHaveLength(1);
	});

	test('finds a property by its ID, encoded as Notion returns it or decoded', async () => {
		const page = row();
		const [first] = await filesOf(propertyFiles(page.id, 'Contracts'));
		const { id } = first?.json.property as { id: string };
		for (const form of [id, decodeURIComponent(id)]) {
			const items = await filesOf(propertyFiles(page.id, form));
			expect(names(items)).toEqual(['a_b_ c_.pdf', 'second.pdf']);
		}
	});

	test('returns rollups of files, and all properties together', async () => {
		const page = row();
		const one = await filesOf(propertyFiles(page.id, 'CVs'));
		expect(names(one)).toEqual(['cv.pdf']);
		expect(one[0]?.json.source).toBe('rollup');
		const all = await filesOf(propertyFiles(page.id, '*'));
		expect(names(all).sort()).toEqual(['a_b_ c_.pdf', 'cv.pdf', 'second.pdf']);
	});

	test('an empty property returns nothing and no error', async () => {
		const page = row();
		const result = await runNode(propertyFiles(page.id, 'Empty'));
		expect(goodItems(result)).toEqual([]);
		expect(hintsOf(result)).toEqual(['No files found in property “Empty” of page “Team”']);
	});

	test('a property that does not exist is reported with those that do', async () => {
		const page = row();
		const { error } = await runNode(propertyFiles(page.id, 'Kontrakte'));
		expect(error?.message).toContain('has no property “Kontrakte”');
		expect(error?.message).toContain('“Team”');
		expect(error?.description).toContain('“Contracts”');
		expect(error?.description).toContain('“CVs”');
		expect(error?.description).not.toContain('Status');
	});

	test('a rollup of a database that is not shared is missing from Notion’s answer, which is reported', async () => {
		const page = row();
		const people = [...sandbox.workspace.registry.all('database')].find(
			({ title }) => title === 'People',
		);
		sandbox.workspace.edit(people!, { shared: false });
		const { error } = await runNode(propertyFiles(page.id, 'CVs'));
		expect(error?.message).toContain('has no property “CVs”');
		expect(error?.description).toContain('not shared with your connection');
		const all = await filesOf(propertyFiles(page.id, '*'));
		expect(names(all)).toEqual(['a_b_ c_.pdf', 'second.pdf']);
	});

	test('a property of another type is reported with its type', async () => {
		const page = row();
		const { error } = await runNode(propertyFiles(page.id, 'Status'));
		expect(error?.message).toContain('“Status”');
		expect(error?.message).toContain('status');
		expect(error?.description).toContain('“Contracts”');
	});

	test('an empty name is an error, not all properties', async () => {
		const page = row();
		const { error } = await runNode(propertyFiles(page.id, '={{ $json.nothing }}'));
		expect(error?.message).toContain('Property Name or ID');
	});

	test('properties named like JavaScript’s own keys are ordinary properties', async () => {
		const page = sandbox.workspace.addPage({
			title: 'Odd',
			properties: {
				constructor: property.files(upload('c.pdf')),
				'1': property.files(upload('1.pdf')),
			},
		});
		const result = await runNode(propertyFiles(page.id, 'constructor'));
		expect(names(goodItems(result))).toEqual(['c.pdf']);
		const missing = await runNode(propertyFiles(page.id, 'toString'));
		expect(missing.error?.message).toContain('has no property “toString”');
		expect(missing.items(NODE)).toEqual([]);
	});
});

/** The same three files for every operation to find; the middle one is gone. */
function placeFor(operation: string) {
	const { workspace } = sandbox;
	const uploads = ['first.txt', 'lost.txt', 'last.txt'].map((name) =>
		workspace.upload({ name, content: `content of ${name}` }),
	);
	uploads[1]!.removed = true;
	const files = { Files: property.files(...uploads) };
	const children = uploads.map((upload) => block.file(upload));
	const options = { retries: 0 };
	switch (operation) {
		case 'getDatabaseFiles': {
			const database = workspace.addDatabase({ title: 'D' });
			uploads.forEach((upload) =>
				workspace.addPage({ title: 'P', parent: database, children: [block.file(upload)] }),
			);
			return { operation, databaseId: locator('id', database.id), options };
		}
		case 'getPropertyFiles': {
			const { id } = workspace.addPage({ title: 'P', properties: files });
			return { operation, pageId: locator('id', id), options };
		}
		default: {
			const { id } = workspace.addPage({ title: 'P', children });
			const place = operation === 'getBlockFiles' ? 'blockId' : 'pageId';
			return { operation, [place]: locator('id', id), options };
		}
	}
}

describe.each(['getPageFiles', 'getDatabaseFiles', 'getBlockFiles', 'getPropertyFiles'])(
	'%s',
	(operation) => {
		test('returns good files in one branch and the lost one, by name, in the other', async () => {
			const result = await runNode(placeFor(operation), {
				node: { onError: 'continueErrorOutput' },
			});
			const good = result.items(NODE, 0);
			expect(names(good)).toEqual(['first.txt', 'last.txt']);
			expect(await Promise.all(good.map(async (item) => await sha256OfItem(item)))).toEqual(
				names(good).map((name) => sha256(Buffer.from(`content of ${name}`))),
			);
			expect(good.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
			expect(result.items(NODE, 1).map(({ json }) => json.error)).toEqual([
				expect.stringContaining('“lost.txt”'),
			]);
		});

		test('returns only links, paired and in order, and asks no file host', async () => {
			const result = await runNode({ ...placeFor(operation), output: 'links' });
			const items = result.items(NODE);
			expect(names(items)).toEqual(['first.txt', 'lost.txt', 'last.txt']);
			for (const { json, binary, pairedItem } of items) {
				expect(json.downloadUrl).toContain(String(json.fileName));
				expect(json.expiryTime).toMatch(/^\d{4}-/);
				expect(binary).toBeUndefined();
				expect(pairedItem).toEqual({ item: 0 });
			}
			expect(sandbox.requestsTo('storage')).toEqual([]);
		});
	},
);
