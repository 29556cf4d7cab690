import { randomUUID } from 'node:crypto';
import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { locator, notionFilesWorkflow } from '../../harness/notionFilesWorkflow';
import { connectionsOf } from '../../harness/wires';
import { block, startSandbox, type Sandbox } from '../../sandbox';
import { Door } from '../marking/Door';
import {
	aggregate,
	append,
	chooseFirst,
	combine,
	declarative,
	dropbox,
	editFields,
	httpRequest,
	isPlan,
	loop,
	nextcloud,
	passing,
	subWorkflow,
	subWorkflowTrigger,
	UPLOAD,
	type Between,
} from '../marking/nodes';
import type { Execution } from '../n8n/Execution';
import type { WorkflowJson } from '../n8n/RestClient';
import { sharedN8n, type SharedN8n } from '../n8n/shared';
import { credentialDataOf, NODE, NOTION_FILES_API } from '../notionFiles';
import { runByWebhook, webhookInstead } from '../webhook';

const MARK = 'Mark as Processed';
const ALL = ['memo.txt', 'plan.txt', 'sketch.txt'];
const OTHERS = ['memo.txt', 'sketch.txt'];
const STRAIGHT = `${NODE} > ${UPLOAD}, ${UPLOAD} > ${MARK}`;
const failed = `“${UPLOAD}” failed, and n8n passed its input on`;

const regular = { onError: 'continueRegularOutput' } as const;
const errorOutput = { onError: 'continueErrorOutput' } as const;

let n8n: SharedN8n;
let sandbox: Sandbox;
let door: Door;
let pageId: string;
const credentials: NonNullable<INode['credentials']> = {};

beforeAll(async () => {
	n8n = await sharedN8n();
	sandbox = await startSandbox();
	door = await Door.open();
	const { workspace } = sandbox;
	const children = ALL.map((name) => block.file(workspace.upload({ name, content: name })));
	pageId = workspace.addPage({ title: 'Handbook', children }).id;
	await credential(NOTION_FILES_API, credentialDataOf(sandbox));
	await credential('nextCloudApi', {
		webDavUrl: `${door.url}/remote.php/webdav`,
		user: 'ana',
		password: 'secret',
	});
	// The leash of the suite keeps n8n from Dropbox: its node fails before its loop, as without access.
	await credential('dropboxApi', { accessToken: 'expired', accessType: 'full' });
	await credential('n8nApi', { apiKey: 'key', baseUrl: `${door.url}/api/v1` });
});

afterEach(() => door.reset());

afterAll(async () => {
	await door?.close();
	await sandbox?.close();
});

async function credential(type: string, data: ICredentialDataDecryptedObject): Promise<void> {
	credentials[type] = await n8n.client.createCredential(type, type, data);
}

interface Row {
	nodes: (url: string) => Between[] | Promise<Between[]>;
	wires: string;
	/** Whether the server refuses “plan.txt”. */
	refused?: boolean;
	/** What the next run skips. */
	processed: string[];
	hint?: string;
	error?: string;
}

const ONE_REFUSED = {
	refused: true,
	processed: OTHERS,
	hint: `1 of 3 files was not marked: “${UPLOAD}” failed for the item`,
};

const ALL_FAILED = { processed: [], hint: `3 of 3 files were not marked: ${failed}` };

const rows: Array<[string, Row]> = [
	[
		'Dropbox without access, Continue',
		{
			nodes: () => [dropbox(regular)],
			wires: STRAIGHT,
			...ALL_FAILED,
		},
	],
	[
		'Dropbox without access, Continue (using error output)',
		{
			nodes: () => [dropbox(errorOutput)],
			wires: STRAIGHT,
			...ALL_FAILED,
		},
	],
	['Nextcloud', { nodes: () => [nextcloud()], wires: STRAIGHT, processed: ALL }],
	[
		'Nextcloud that refuses one, Continue',
		{
			nodes: () => [nextcloud(regular)],
			wires: STRAIGHT,
			...ONE_REFUSED,
		},
	],
	[
		'Nextcloud that refuses one, with an error output that n8n cannot fill',
		{
			nodes: () => [nextcloud(errorOutput)],
			wires: STRAIGHT,
			refused: true,
			...ALL_FAILED,
		},
	],
	[
		'a declarative node with an error output',
		{ nodes: () => [declarative(errorOutput)], wires: STRAIGHT, processed: ALL },
	],
	[
		'a declarative node that fails for one, Continue',
		{
			nodes: () => [declarative(regular)],
			wires: STRAIGHT,
			...ONE_REFUSED,
		},
	],
	[
		'a declarative node that fails for one, with an error output',
		{
			nodes: () => [declarative(errorOutput)],
			wires: STRAIGHT,
			refused: true,
			processed: [],
			error: 'Cannot tell which file this item belongs to',
		},
	],
	[
		'HTTP Request with an error output, whose items come as well',
		{
			nodes: (url) => [httpRequest(url, errorOutput), editFields],
			wires: `${STRAIGHT}, ${UPLOAD}:1 > Edit Fields, Edit Fields > ${MARK}`,
			refused: true,
			processed: OTHERS,
			hint: `1 of 1 file was not marked: “${UPLOAD}” failed for the item`,
		},
	],
	[
		'HTTP Request that tries again',
		{
			nodes: (url) => [
				httpRequest(url, { ...regular, retryOnFail: true, maxTries: 2, waitBetweenTries: 10 }),
			],
			wires: STRAIGHT,
			...ONE_REFUSED,
		},
	],
	[
		'Loop Over Items',
		{
			nodes: (url) => [loop, httpRequest(url, regular)],
			wires: `${NODE} > Loop, Loop:1 > ${UPLOAD}, ${UPLOAD} > Loop, Loop > ${MARK}`,
			...ONE_REFUSED,
		},
	],
	[
		'Aggregate',
		{
			nodes: (url) => [httpRequest(url, regular), aggregate],
			wires: `${NODE} > ${UPLOAD}, ${UPLOAD} > Aggregate, Aggregate > ${MARK}`,
			...ONE_REFUSED,
		},
	],
	[
		'Merge that appends two branches',
		{
			nodes: (url) => [
				isPlan,
				httpRequest(url, regular),
				httpRequest(url, { name: 'Other' }),
				append,
			],
			wires: `${NODE} > If, If > ${UPLOAD}, If:1 > Other, ${UPLOAD} > Merge, Other > Merge:1, Merge > ${MARK}`,
			...ONE_REFUSED,
		},
	],
	[
		'Merge that combines what was uploaded with something else',
		{
			nodes: (url) => [httpRequest(url, regular), editFields, combine],
			wires: `${NODE} > ${UPLOAD}, ${NODE} > Edit Fields, ${UPLOAD} > Merge, Edit Fields > Merge:1, Merge > ${MARK}`,
			...ONE_REFUSED,
		},
	],
	[
		'Merge that waits and gives the files',
		{
			nodes: (url) => [httpRequest(url), editFields, chooseFirst],
			wires: `${NODE} > ${UPLOAD}, ${NODE} > Edit Fields, ${UPLOAD} > Merge, Edit Fields > Merge:1, Merge > ${MARK}`,
			processed: ALL,
		},
	],
	[
		'nodes that give their input on',
		{
			nodes: (url) => [...passing, httpRequest(url)],
			wires: chain([NODE, ...passing.map(({ name }) => name), UPLOAD, MARK]),
			processed: ALL,
		},
	],
	[
		'a sub-workflow',
		{
			nodes: async (url) => [subWorkflow(await subWorkflowOf(httpRequest(url, regular)))],
			wires: STRAIGHT,
			...ONE_REFUSED,
		},
	],
	[
		'a sub-workflow whose upload fails as a whole, Continue',
		{
			nodes: async () => [subWorkflow(await subWorkflowOf(dropbox(regular), editFields))],
			wires: STRAIGHT,
			processed: [],
			hint: `3 of 3 files were not marked: a node failed in the sub-workflow of “${UPLOAD}”`,
		},
	],
	[
		'an upload that is disabled',
		{
			nodes: (url) => [httpRequest(url, { disabled: true })],
			wires: STRAIGHT,
			processed: [],
			hint: `3 of 3 files were not marked: “${UPLOAD}” is disabled`,
		},
	],
];

test.each(rows)('%s', async (_, { nodes, wires, refused = false, ...expected }) => {
	if (refused) door.refused.add('plan.txt');
	const { processed, hint, error } = expected;
	const json = workflowOf(await nodes(door.url), wires);
	const { id: workflow } = await n8n.client.createWorkflow(json);
	const runOnce = async () => await runByWebhook(n8n.client, { workflow, webhookId: json.name });
	await n8n.client.activate(workflow);
	try {
		const execution = await runOnce();
		const taken = [...door.taken];
		const again = (await runOnce()).items(NODE).map(({ json }) => String(json.fileName));
		expect({
			processed: ALL.filter((name) => !again.includes(name)),
			hint: hintsOf(execution)[0],
			error: execution.error?.message,
		}).toEqual({ processed, hint, error });
		// Whatever a row says: what was not accepted is returned again.
		expect(again).toEqual(expect.arrayContaining(ALL.filter((name) => !taken.includes(name))));
	} finally {
		await n8n.client.deactivate(workflow);
	}
});

/** Mark as Processed may have run more than once. */
function hintsOf({ data }: Execution): string[] {
	const runs = data.resultData.runData[MARK] ?? [];
	return runs.flatMap(({ hints = [] }) => hints.map(({ message }) => message));
}

/** Webhook → Notion Files → the nodes → Mark as Processed. */
function workflowOf(nodes: Between[], wires: string): WorkflowJson {
	const parameters = { operation: 'getPageFiles', pageId: locator('id', pageId) };
	const json = notionFilesWorkflow({ ...parameters, onlyNewFiles: true }, { credentials });
	const [start, notionFiles] = json.nodes as [INode, INode];
	const webhook = webhookInstead(start);
	const mark = { ...notionFiles, name: MARK, parameters: { operation: 'markAsProcessed' } };
	return {
		name: webhook.webhookId,
		nodes: [webhook, notionFiles, ...nodes.map(placed), { ...mark, id: randomUUID() }],
		connections: { ...json.connections, ...connectionsOf(wires) },
		settings: { executionOrder: 'v1' },
	};
}

function chain(names: string[]): string {
	return names
		.slice(1)
		.map((name, index) => `${names[index]} > ${name}`)
		.join(', ');
}

function placed(node: Between): INode {
	return { id: randomUUID(), position: [0, 0], credentials, ...node };
}

/** Trigger → the nodes. @returns its id */
async function subWorkflowOf(...nodes: Between[]): Promise<string> {
	const all = [subWorkflowTrigger, ...nodes];
	const { id } = await n8n.client.createWorkflow({
		name: 'Upload',
		nodes: all.map(placed),
		connections: connectionsOf(chain(all.map(({ name }) => name))),
		settings: { executionOrder: 'v1' },
	});
	await n8n.client.activate(id);
	return id;
}
