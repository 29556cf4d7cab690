import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locator, notionFilesWorkflow } from '../../harness/notionFilesWorkflow';
import { block, startSandbox, type Page, type Sandbox } from '../../sandbox';
import type { Execution } from '../n8n/Execution';
import { connectAccount } from '../n8n/oauth2';
import { sharedN8n, type SharedN8n } from '../n8n/shared';
import { NODE, NOTION_FILES_OAUTH2_API, oauth2CredentialDataOf } from '../notionFiles';

let n8n: SharedN8n;
let sandbox: Sandbox;
let page: Page;

beforeAll(async () => {
	n8n = await sharedN8n();
});

beforeEach(async () => {
	sandbox = await startSandbox();
	page = addPage();
});

afterEach(async () => await sandbox.close());

const NAMES = Array.from({ length: 12 }, (_, index) => `${index}.txt`);

/** A page with a file in each of its toggles, so that many reads are in progress at once. */
function addPage(): Page {
	const { workspace } = sandbox;
	const toggles = NAMES.map((name) =>
		block.toggle(name, [block.file(workspace.upload({ name, content: `content of ${name}` }))]),
	);
	return workspace.addPage({ title: 'Team handbook', children: toggles });
}

async function newCredential(name: string) {
	const data = oauth2CredentialDataOf(sandbox);
	return await n8n.client.createCredential(name, NOTION_FILES_OAUTH2_API, data);
}

async function newWorkflow(credential: { id: string; name: string }): Promise<string> {
	const parameters = { authentication: 'oAuth2', pageId: locator('id', page.id) };
	const credentials = { [NOTION_FILES_OAUTH2_API]: credential };
	const { id } = await n8n.client.createWorkflow({
		...notionFilesWorkflow(parameters, { credentials }),
		name: credential.name,
	});
	return id;
}

async function run(workflowId: string): Promise<Execution> {
	return await n8n.client.waitForExecution(await n8n.client.run(workflowId, 'Start'));
}

const namesOf = (execution: Execution) => execution.items(NODE).map(({ json }) => json.fileName);

const grants = () =>
	sandbox
		.requestsTo('api')
		.filter(({ path }) => path === '/v1/oauth/token')
		.map(({ body }) => new URLSearchParams(body).get('grant_type'));

/** Everything that n8n has written so far: its logs and its database. */
function written(): string {
	return readdirSync(n8n.userFolder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(log|sqlite(-wal)?)$/.test(entry.name))
		.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
		.join('\n');
}

test('n8n connects the credential with its own flow, and the node works with it', async () => {
	const credential = await newCredential('OAuth2: connected');
	const authorization = await connectAccount(n8n.client, credential.id);
	expect(authorization.origin + authorization.pathname).toBe(
		`${sandbox.apiBaseUrl}/v1/oauth/authorize`,
	);
	expect(Object.fromEntries(authorization.searchParams)).toMatchObject({
		client_id: sandbox.settings.oauth.clientId,
		response_type: 'code',
		owner: 'user',
		redirect_uri: `${n8n.url}/rest/oauth2-credential/callback`,
	});
	expect(grants()).toEqual(['authorization_code']);

	const execution = await run(await newWorkflow(credential));

	expect(execution.error).toBeUndefined();
	expect(namesOf(execution)).toEqual(NAMES);
	const [first] = execution.files(NODE);
	expect((await n8n.client.download(first?.id ?? '')).toString()).toBe('content of 0.txt');
	expect(grants()).toEqual(['authorization_code']);
});

test('an access token that expires is renewed by one request, and n8n keeps the new one', async () => {
	const credential = await newCredential('OAuth2: expired');
	await connectAccount(n8n.client, credential.id);
	const workflowId = await newWorkflow(credential);
	sandbox.oauth.expireAccessToken();

	expect(namesOf(await run(workflowId))).toEqual(NAMES);
	expect(grants()).toEqual(['authorization_code', 'refresh_token']);

	sandbox.journal.clear();
	expect(namesOf(await run(workflowId))).toEqual(NAMES);
	expect(sandbox.requestsTo('api').map(({ status }) => status)).toEqual(
		NAMES.map(() => 200).concat(200, 200),
	);

	// And once more: the refresh token that came with it is kept as well.
	sandbox.oauth.expireAccessToken();
	expect(namesOf(await run(workflowId))).toEqual(NAMES);
	expect(grants()).toEqual(['refresh_token']);
});

test('a user who has removed the connection from Notion is told to connect again', async () => {
	const credential = await newCredential('OAuth2: disconnected');
	await connectAccount(n8n.client, credential.id);
	const workflowId = await newWorkflow(credential);
	sandbox.oauth.disconnect();
	const { error } = await run(workflowId);
	expect(error?.message).toBe('The OAuth2 credential is not connected to Notion, or no longer is');
	expect(error?.description).toContain('connect it again');

	await connectAccount(n8n.client, credential.id);
	expect(namesOf(await run(workflowId))).toEqual(NAMES);
});

test('a credential that nobody has connected says so', async () => {
	const { error } = await run(await newWorkflow(await newCredential('OAuth2: unconnected')));
	expect(error?.message).toBe('The OAuth2 credential is not connected to Notion, or no longer is');
	expect(sandbox.requestsTo('api')).toEqual([]);
});

test('the test of a connected credential succeeds, even with an expired token', async () => {
	const { client } = n8n;
	const credential = await newCredential('OAuth2: tested');
	await connectAccount(client, credential.id);
	// The editor, which never sees tokens, does not test OAuth2 credentials; n8n's public API does.
	const scopes = ['credential:read'];
	const key = { label: 'OAuth2', scopes, expiresAt: null };
	const { rawApiKey } = await client.post<{ rawApiKey: string }>('/rest/api-keys', key);
	const tested = async () => {
		const url = `${n8n.url}/api/v1/credentials/${credential.id}/test`;
		const headers = { 'x-n8n-api-key': rawApiKey };
		return await (await fetch(url, { method: 'POST', headers })).json();
	};
	expect(await tested()).toMatchObject({ status: 'OK' });
	sandbox.oauth.expireAccessToken();
	expect(await tested()).toMatchObject({ status: 'OK' });
	expect(sandbox.requestsTo('api').at(-1)).toMatchObject({ path: '/v1/users/me', status: 200 });
});

test('no code, token or secret of it is legible in anything that n8n writes', async () => {
	const credential = await newCredential('OAuth2: secret');
	await connectAccount(n8n.client, credential.id);
	const workflowId = await newWorkflow(credential);
	await run(workflowId);
	sandbox.oauth.expireAccessToken();
	await run(workflowId);
	sandbox.oauth.disconnect();
	await run(workflowId);
	const all = written();
	expect(all).toContain(page.id);
	const { secrets } = sandbox.oauth;
	const legible = [...secrets, sandbox.settings.oauth.clientSecret].filter((one) =>
		all.includes(one),
	);
	expect(legible).toEqual([]);
	expect(secrets.length).toBeGreaterThanOrEqual(5);
});
