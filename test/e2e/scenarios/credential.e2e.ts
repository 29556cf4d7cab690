import { startSandbox, type Sandbox } from '../../sandbox';
import { credentialDataOf, NOTION_FILES_API } from '../notionFiles';
import { sharedN8n, type SharedN8n } from '../n8n/shared';

let n8n: SharedN8n;
let sandbox: Sandbox;

beforeAll(async () => {
	n8n = await sharedN8n();
	sandbox = await startSandbox();
});

afterAll(async () => await sandbox.close());

async function tested(changes: object): Promise<unknown> {
	const data = { ...credentialDataOf(sandbox), ...changes };
	return await n8n.client.testCredential('Notion', NOTION_FILES_API, data);
}

test('the test of a credential with the right token succeeds', async () => {
	expect(await tested({})).toMatchObject({ status: 'OK' });
});

test('with a wrong token, the test fails and says what to do', async () => {
	expect(await tested({ token: 'ntn_wrong' })).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(/^Notion rejected this token\. Copy the secret/),
	});
});

test('with an address without a Notion API, the test says that', async () => {
	const told = {
		status: 'Error',
		message: expect.stringMatching(/^There is no Notion API at this URL/),
	};
	expect(await tested({ apiBaseUrl: `${sandbox.apiBaseUrl}/elsewhere` })).toMatchObject(told);
	expect(await tested({ apiBaseUrl: sandbox.external.origin })).toMatchObject(told);
});

test('an API Base URL may end in a slash or in /v1', async () => {
	expect(await tested({ apiBaseUrl: `${sandbox.apiBaseUrl}/v1/` })).toMatchObject({ status: 'OK' });
});
