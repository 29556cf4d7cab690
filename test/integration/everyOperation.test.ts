import { block, property, startSandbox, type Sandbox } from '../sandbox';
import { names, NODE, runNotionFiles, sha256, sha256OfItem } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

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
		test('gives good files in one branch and the lost one, by name, in the other', async () => {
			const result = await runNotionFiles(sandbox, placeFor(operation), {
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

		test('gives links alone, paired and in order, and asks no file host', async () => {
			const result = await runNotionFiles(sandbox, { ...placeFor(operation), output: 'links' });
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
