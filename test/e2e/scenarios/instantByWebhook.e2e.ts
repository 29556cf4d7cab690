import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { block, startSandbox, type Page, type Sandbox } from '../../sandbox';
import { allEnded, runBySchedule } from '../backup/runs';
import { UploadDoor } from '../backup/UploadDoor';
import { fillIn, nodeOf, readExample, type FilledIn } from '../examples';
import type { Execution } from '../n8n/Execution';
import { installServer } from '../n8n/installServer';
import { sharedN8n, type SharedN8n } from '../n8n/shared';
import { deliver, eventOf, signed, type Delivery } from '../notionEvents';
import { credentialDataOf, NOTION_FILES_API } from '../notionFiles';
import { startS3, type S3 } from '../services';

const EXAMPLE = readExample('instant-by-webhook.json');
const EVERY_FEW_SECONDS = { rule: { interval: [{ field: 'seconds', secondsInterval: 3 }] } };
const TOKEN = 'secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl';
const HANDSHAKE = JSON.stringify({ verification_token: TOKEN });

let n8n: SharedN8n;
let sandbox: Sandbox;
let s3: S3;
let door: UploadDoor;
let workflow: string;
let nodes: INode[];
let page: Page;

beforeAll(async () => {
	n8n = await sharedN8n();
	sandbox = await startSandbox();
	s3 = await startS3(await installServer());
	door = await UploadDoor.open(s3);
	page = sandbox.workspace.addPage({ title: 'Minutes' });
	attach('Agenda.txt');
	const notion = await credentialOf(NOTION_FILES_API, credentialDataOf(sandbox));
	const { region, accessKeyId, secretAccessKey, bucket: bucketName } = s3;
	const account = { endpoint: door.endpoint, region, accessKeyId, secretAccessKey };
	const filled = fillIn(EXAMPLE, {
		'Compute Signature': await credentialOf('crypto', { hmacSecret: 'Any long random text' }),
		'Files of the Page': notion,
		'Files of the Workspace': notion,
		'Upload to S3': {
			...(await credentialOf('s3', { ...account, forcePathStyle: true })),
			parameters: { bucketName },
		},
	});
	nodes = filled.nodes;
	workflow = (await n8n.client.createWorkflow(filled)).id;
	await n8n.client.activate(workflow);
});

afterAll(async () => {
	await n8n.client.deactivate(workflow);
	await door.close();
	await s3.stop();
	await sandbox.close();
});

test('the handshake is answered, and its token is shown for copying', async () => {
	const { status, executions } = await send({ body: HANDSHAKE });
	expect(status).toBe(200);
	const shown = executions[0]?.items('Copy the Token Here') ?? [];
	expect(shown.map(({ json }) => json.body)).toEqual([{ verification_token: TOKEN }]);
	await n8n.client.saveCredential('crypto', 'crypto', { hmacSecret: TOKEN });
});

const REFUSED: ReadonlyArray<[string, (body: string) => Delivery]> = [
	['no signature', (body) => ({ body })],
	['the signature of another token', (body) => signed(body, 'secret_other')],
	['the signature of another body', (body) => ({ ...signed(`${body} `, TOKEN), body })],
	['a signature of nothing', (body) => ({ body, signature: 'sha256=undefined' })],
];

test.each(REFUSED)(
	'an event with %s is refused with 401 and starts nothing',
	async (_, delivery) => {
		const { status, requests } = await send(delivery(eventOf('page.content_updated', page)));
		expect(status).toBe(401);
		expect(requests).toBe(0);
	},
);

test('a signed event uploads the new files of its page, and the same event again none', async () => {
	const event = signed(eventOf('page.content_updated', page), TOKEN);
	expect(await send(event)).toMatchObject({ status: 200 });
	expect(uploads()).toEqual(['Agenda.txt']);

	const again = await send(event);
	expect(again.status).toBe(200);
	expect(again.requests).toBeGreaterThan(0);
	expect(uploads()).toEqual(['Agenda.txt']);

	attach('Decisions.txt');
	await send(signed(eventOf('page.content_updated', page, 'another'), TOKEN));
	expect(uploads()).toEqual(['Agenda.txt', 'Decisions.txt']);
});

test.each(['page.deleted', 'comment.created', 'file_upload.completed'])(
	'a signed event that is of no interest (%s) is answered 200, and nothing is read',
	async (type) => {
		const { status, requests } = await send(signed(eventOf(type, page), TOKEN));
		expect({ status, requests }).toEqual({ status: 200, requests: 0 });
	},
);

test('an upload that fails is named, and made up for at night, as is what no event told of', async () => {
	const before = uploads();
	attach('Budget.txt');
	door.refuses = () => true;
	const { status, executions } = await send(signed(eventOf('page.content_updated', page), TOKEN));
	expect(status).toBe(200);
	expect(executions[0]?.error?.message).toMatch(/^Minutes \w+\/Budget \w+\.txt: /);
	door.refuses = () => false;

	const silent = sandbox.workspace.upload({ name: 'Silent.txt', content: 'Silent' });
	sandbox.workspace.addPage({ title: 'Elsewhere', children: [block.file(silent)] });
	const night = { 'Every Night at 2': { parameters: EVERY_FEW_SECONDS } };
	await n8n.client.deactivate(workflow);
	await n8n.client.saveNodes(workflow, changed(night));
	await runBySchedule(n8n.client, workflow);
	// Nights that are seconds apart may overlap, and upload a file twice with the same key.
	expect(new Set(uploads().slice(before.length))).toEqual(new Set(['Budget.txt', 'Silent.txt']));
});

/** Sends it and waits for what it starts. */
async function send(
	delivery: Delivery,
): Promise<{ status: number; executions: Execution[]; requests: number }> {
	const { client, url } = n8n;
	const known = new Set((await client.executionsOf(workflow)).map(({ id }) => id));
	sandbox.journal.clear();
	const { path } = nodeOf(EXAMPLE, 'Notion Webhook').parameters;
	const status = await deliver(`${url}/webhook/${String(path)}`, delivery);
	await allEnded(client, workflow);
	const started = (await client.executionsOf(workflow)).filter(({ id }) => !known.has(id));
	const executions = await Promise.all(started.map(async ({ id }) => await client.execution(id)));
	return { status, executions, requests: sandbox.requestsTo('api').length };
}

function attach(name: string): void {
	sandbox.workspace.addBlocks(page, [
		block.file(sandbox.workspace.upload({ name, content: name })),
	]);
}

/** The names of the files that were stored, in their order. */
function uploads(): string[] {
	return door.puts
		.filter(({ stored }) => stored)
		.map(({ key }) => key.replace(/^.*\/(.+) (?:[\da-f]{8}){1,2}(\.\w+)$/, '$1$2'));
}

function changed(filledIn: FilledIn): INode[] {
	return fillIn({ ...EXAMPLE, nodes }, filledIn).nodes;
}

async function credentialOf(
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<Pick<INode, 'credentials'>> {
	return { credentials: { [type]: await n8n.client.createCredential(type, type, data) } };
}
