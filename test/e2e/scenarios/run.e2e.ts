import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locator, notionFilesWorkflow } from '../../harness/notionFilesWorkflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { buildTeamHandbook, type TeamHandbook } from '../../sandbox/teamHandbook';
import { credentialDataOf, NODE, NOTION_FILES_API } from '../notionFiles';
import { PACKAGE_NAME } from '../n8n/places';
import { sharedN8n, type SharedN8n } from '../n8n/shared';

let n8n: SharedN8n;
let sandbox: Sandbox;
let handbook: TeamHandbook;

beforeAll(async () => {
	n8n = await sharedN8n();
	sandbox = await startSandbox();
	handbook = buildTeamHandbook(sandbox);
});

afterAll(async () => await sandbox.close());

test('a manual execution gets every file of a page, byte for byte', async () => {
	const { client } = n8n;
	const data = credentialDataOf(sandbox);
	const credential = await client.createCredential('Handbook', NOTION_FILES_API, data);
	const parameters = { pageId: locator('id', handbook.page.id), childPages: 1 };
	const { id } = await client.createWorkflow({
		name: 'Team handbook',
		...notionFilesWorkflow(parameters, { credentials: { [NOTION_FILES_API]: credential } }),
	});

	const execution = await client.waitForExecution(await client.run(id, 'Start'));

	expect(execution.error).toBeUndefined();
	expect(execution.status).toBe('success');
	const items = execution.items(NODE);
	expect(items.map(({ json }) => json.source)).toEqual(handbook.expected.map(({ place }) => place));
	const hashes: string[] = [];
	for (const { id: binaryDataId = '' } of execution.files(NODE)) {
		const bytes = await client.download(binaryDataId);
		hashes.push(createHash('sha256').update(bytes).digest('hex'));
	}
	expect(hashes).toEqual(handbook.expected.map(({ sha256 }) => sha256));
});

test('the package is in n8n as n8n itself would have installed it', async () => {
	const folder = join(n8n.userFolder, '.n8n/nodes/node_modules', PACKAGE_NAME);
	expect(lstatSync(folder).isSymbolicLink()).toBe(false);
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const dependencies = Object.keys(manifest.dependencies);
	expect(manifest).not.toHaveProperty('peerDependencies');
	// n8n's own, found beside n8n; a second one would break every instanceof.
	expect(existsSync(join(folder, 'node_modules/n8n-workflow'))).toBe(false);
	for (const name of dependencies)
		expect(existsSync(join(folder, 'node_modules', name))).toBe(true);
});
