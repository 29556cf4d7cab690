/**
 * Runs the built package on another n8n-core in a plain Node, as n8n does: in jest, each test file has
 * an Error of its own, and n8n's errors look otherwise there.
 *
 * Usage: node --require test/compatibility/inNode.cjs runBuilt.js
 */
import '../../demo/environment';
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { bytesOf, startWorkflow, type Package, type WorkflowResult } from '../harness/engine';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { buildTeamHandbook } from '../sandbox/teamHandbook';
import { loadPackage } from '../tools/loadPackage';

const NODE = 'Notion Files';

async function main(): Promise<void> {
	const { node, credential } = await loadPackage(process.cwd());
	const sandbox = await startSandbox();
	await everyFileArrives(sandbox, { node, credential });
	await aLostFileGoesToTheErrorOutput(sandbox, { node, credential });
	await aWrongTokenIsTold(sandbox, { node, credential });
	await sandbox.close();
	console.log('The built package gives files, error items and errors in a plain Node');
}

async function everyFileArrives(sandbox: Sandbox, built: Package): Promise<void> {
	const { page, expected } = buildTeamHandbook(sandbox);
	const result = await run(sandbox, built, page.id, { parameters: { childPages: 1 } });
	const hashes = result
		.items(NODE)
		.map(async ({ binary }) => createHash('sha256').update(await bytesOf(binary?.data)));
	const came = (await Promise.all(hashes)).map((hash) => hash.digest('hex'));
	assert.deepEqual(
		came,
		expected.map(({ sha256 }) => sha256),
	);
}

async function aLostFileGoesToTheErrorOutput(sandbox: Sandbox, built: Package): Promise<void> {
	const cover = sandbox.workspace.upload({ name: 'lost.png', content: 'lost' });
	const page = sandbox.workspace.addPage({ title: 'Lost', cover });
	cover.removed = true;
	const result = await run(sandbox, built, page.id, { onError: 'continueErrorOutput' });
	assert.deepEqual(result.items(NODE, 0), []);
	assert.match(String(result.items(NODE, 1)[0]?.json.error), /“lost\.png”/);
}

async function aWrongTokenIsTold(sandbox: Sandbox, built: Package): Promise<void> {
	const { error } = await run(sandbox, built, sandbox.workspace.addPage({ title: 'P' }).id, {
		token: 'ntn_wrong',
	});
	assert.equal(error?.message, 'Notion rejected the token');
	assert.match(error?.description ?? '', /API token is invalid/);
}

interface Extras {
	parameters?: Record<string, number>;
	onError?: 'continueErrorOutput';
	token?: string;
}

async function run(
	sandbox: Sandbox,
	built: Package,
	pageId: string,
	{ parameters = {}, onError, token = sandbox.token }: Extras,
): Promise<WorkflowResult> {
	const workflow = notionFilesWorkflow(
		{ operation: 'getPageFiles', pageId: locator('id', pageId), ...parameters },
		{ onError },
	);
	const { apiBaseUrl } = sandbox;
	const { done } = await startWorkflow(workflow, {
		package: built,
		credential: { token, apiBaseUrl, allowPrivateNetworkDownloads: true },
	});
	return await done;
}

main().then(
	// n8n-core before 2.0 looks after SSH connections by a timer that would keep this process.
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
