import type { INode } from 'n8n-workflow';
import { backupWorkflow, Bucket, MARK, UPLOAD } from '../harness/backupWorkflow';
import { useDeduplication } from '../harness/useDeduplication';
import type { WorkflowJson } from '../harness/engine';
import { credentialOf, NODE } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { PolledTrigger } from '../harness/pollTrigger';
import { runWorkflow } from '../harness/runWorkflow';
import { filesOf, pageFiles, runNode, sandbox, upload, useSandbox } from '../harness/useSandbox';
import { block, property, type Page } from '../sandbox';

useSandbox();

useDeduplication();

/** As n8n adds it to a workflow today. */
const newest: { node: Partial<INode> } = { node: { typeVersion: 1.2 } };

function handbook(): Page {
	return sandbox.workspace.addPage({
		title: 'Handbook',
		properties: { Documents: property.files(upload('a.pdf', '%PDF-1.7')) },
		children: [block.image(upload('b.png'))],
	});
}

test('a new node returns ten fields, and none of them is an object', async () => {
	const page = handbook();
	const items = await filesOf(pageFiles(page), newest);
	const place = { pageId: page.id, pageTitle: 'Handbook', pageUrl: expect.any(String) };
	expect(items.map(({ json }) => json)).toEqual([
		{
			fileName: 'a.pdf',
			path: expect.stringMatching(/^Handbook \w{8}\/a \w{8}\.pdf$/),
			directory: expect.stringMatching(/^Handbook \w{8}$/),
			uniqueName: expect.stringMatching(/^a \w{8}\.pdf$/),
			flatName: expect.stringMatching(/^Handbook \w{8} - a \w{8}\.pdf$/),
			fileId: expect.stringMatching(/^\w{32}$/),
			...place,
			propertyName: 'Documents',
		},
		expect.objectContaining({ fileName: 'b.png', ...place, blockId: page.children[0]!.id }),
	]);
	expect(items.map(({ binary }) => binary?.data?.mimeType)).toEqual([
		'application/pdf',
		'image/png',
	]);
});

test.each([
	['if it is switched off', { simplify: false }, newest],
	['in the nodes of saved workflows', { simplify: true }, { node: { typeVersion: 1.1 } }],
	['in those of the first version', {}, { node: { typeVersion: 1 } }],
])('everything is returned %s', async (_, parameters, extras) => {
	const page = handbook();
	const [item] = await filesOf(pageFiles(page, parameters), extras);
	expect(item?.json).toMatchObject({
		mimeType: 'application/pdf',
		source: 'property',
		property: { name: 'Documents' },
		page: { id: page.id, title: 'Handbook' },
	});
	expect(item?.json).not.toHaveProperty('pageId');
});

test('each item decides for its own files, and so do the errors', async () => {
	const page = handbook();
	sandbox.faults.add({
		on: { server: 'storage', path: 'b.png' },
		times: 'forever',
		fault: { type: 'status', status: 404 },
	});
	const parameters = pageFiles(page, { simplify: '={{ $json.simplify }}' });
	const { node } = newest;
	const result = await runNode(parameters, {
		node: { ...node, onError: 'continueRegularOutput' },
		items: [true, false].map((simplify) => ({ json: { simplify } })),
	});
	const shown = result.items(NODE).map(({ json }) => json.details ?? json);
	expect(shown).toMatchObject([
		{ fileName: 'a.pdf', pageId: page.id },
		{ fileName: 'b.png', pageId: page.id, code: expect.any(String) },
		{ fileName: 'a.pdf', page: { id: page.id } },
		{ fileName: 'b.png', page: { id: page.id }, code: expect.any(String) },
	]);
});

describe('what is marked as processed is not returned again', () => {
	const run = async (json: WorkflowJson, bucket = new Bucket(), items?: object[]) =>
		await runWorkflow(json, {
			credential: { ...credentialOf(sandbox) },
			mode: 'trigger',
			items: items?.map((one) => ({ json: { ...one } })),
			others: { 'test.upload': bucket.node },
		});

	function backup(page: Page): WorkflowJson {
		const json = backupWorkflow(pageFiles(page), { onError: 'continueRegularOutput' });
		return { ...json, nodes: json.nodes.map((node) => ({ ...node, ...newest.node })) };
	}

	test('behind an upload, except what failed there', async () => {
		const json = backup(handbook());
		const bucket = new Bucket();
		bucket.failing = (path) => path.includes('/b ');
		expect((await run(json, bucket)).items(NODE)).toHaveLength(2);
		const names = (await run(json)).items(NODE).map(({ json: { fileName } }) => fileName);
		expect(names).toEqual(['b.png']);
		expect((await run(json)).items(NODE)).toEqual([]);
	});

	test('if the items themselves name their files', async () => {
		const page = handbook();
		const json = backup(page);
		const items = await filesOf(pageFiles(page), newest);
		const nodes = json.nodes.filter(({ name }) => name !== UPLOAD && name !== NODE);
		const connections = { Start: { main: [[{ node: MARK, type: 'main', index: 0 }]] } } as const;
		const marked = await run(
			{ ...json, nodes, connections: structuredClone(connections) as never },
			new Bucket(),
			items.map((item) => item.json),
		);
		expect(marked.error).toBeUndefined();
		expect((await run(json)).items(NODE)).toEqual([]);
	});
});

test.each([
	[1.2, {}, true],
	[1.2, { simplify: false }, false],
	[1.1, {}, false],
])('the trigger of version %d with %j simplifies: %p', async (version, more, isSimple) => {
	const page = handbook();
	const parameters = { watch: 'page', pageId: locator('id', page.id), existingFiles: true };
	const trigger = new PolledTrigger(sandbox, { ...parameters, ...more }, version);
	const items = await trigger.poll();
	expect(items).toHaveLength(2);
	for (const { json } of items) {
		expect(json).toMatchObject(isSimple ? { pageId: page.id } : { page: { id: page.id } });
		expect('page' in json).toBe(!isSimple);
	}
});
