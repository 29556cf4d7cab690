import { createHash } from 'node:crypto';
import { startSandbox, type Sandbox } from '../sandbox';
import { buildTeamHandbook, type TeamHandbook } from '../sandbox/teamHandbook';
import { bytesOf } from '../harness/engine';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { runWorkflow } from '../harness/runWorkflow';

let sandbox: Sandbox;
let handbook: TeamHandbook;

beforeAll(async () => {
	sandbox = await startSandbox();
	handbook = buildTeamHandbook(sandbox);
});

afterAll(async () => await sandbox.close());

test('every file of the team handbook arrives, byte for byte, once, in document order', async () => {
	const workflow = notionFilesWorkflow({
		operation: 'getPageFiles',
		pageId: locator('id', handbook.page.id),
		childPages: 1,
		options: { sha256: true },
	});
	const result = await runWorkflow(workflow, {
		credential: {
			token: sandbox.token,
			apiBaseUrl: sandbox.apiBaseUrl,
			allowPrivateNetworkDownloads: true,
		},
	});
	expect(result.error).toBeUndefined();
	const items = result.items('Notion Files');
	const came = await Promise.all(
		items.map(async ({ json, binary }) => ({
			source: json.source,
			name: json.fileName,
			size: json.fileSize,
			sha256: createHash('sha256')
				.update(await bytesOf(binary?.data))
				.digest('hex'),
		})),
	);
	console.log(
		came.map((c) => `${c.source} ${c.name}`).join('\n'),
		items[0],
		result.hints('Notion Files'),
	);
	expect(came).toEqual(
		handbook.expected.map(({ place, name, size, sha256 }) => ({
			source: (place as any).source ?? place,
			name,
			size,
			sha256,
		})),
	);
});
