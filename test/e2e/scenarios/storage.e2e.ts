import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { locator } from '../../harness/notionFilesWorkflow';
import { block, sha256Of, startSandbox, type Page, type Sandbox } from '../../sandbox';
import { buildTeamHandbook, type TeamHandbook } from '../../sandbox/teamHandbook';
import { fillIn, nodeOf, readExample, type FilledIn } from '../examples';
import { hashesBelow, spoilFilesBelow } from '../folders';
import type { Execution } from '../n8n/Execution';
import { installServer } from '../n8n/installServer';
import { sharedN8n, type SharedN8n } from '../n8n/shared';
import { credentialDataOf, NODE, NOTION_FILES_API } from '../notionFiles';
import { runOnSchedule } from '../schedule';
import { startS3, startSftp, type S3, type Service } from '../services';

const SCHEDULE = 'Every Night at 2';
const EVERY_FEW_SECONDS = { rule: { interval: [{ field: 'seconds', secondsInterval: 3 }] } };

let n8n: SharedN8n;
let sandbox: Sandbox;
let handbook: TeamHandbook;
const services: Service[] = [];

beforeAll(async () => {
	n8n = await sharedN8n();
	sandbox = await startSandbox();
	handbook = buildTeamHandbook(sandbox);
});

afterEach(async () => {
	for (const service of services.splice(0)) await service.stop();
});

afterAll(async () => await sandbox.close());

test('a schedule puts every file of a page into S3, and its next run writes to the same keys', async () => {
	const s3 = await newS3();
	const workflow = await backUpToS3(s3, handbook.page);
	const first = await runOnSchedule(n8n.client, workflow);
	expect(first.error).toBeUndefined();
	const keys = pathsFrom(first);
	expect(await hashesInS3(s3)).toEqual(handbookAt(keys));
	expect(keys[2]).toMatch(/^Team handbook [\da-f]{8}\/Résumé – Ana Müller [\da-f]{8}\.pdf$/);
	expect((await s3.get(keys[2] ?? '')).contentType).toBe('application/pdf');
	// n8n's default store, into which the node says that it streams.
	expect(first.files(NODE).map(({ data }) => data)).toEqual(keys.map(() => 'filesystem-v2'));

	for (const key of keys) await s3.put(key, Buffer.from('spoilt'));
	const second = await runOnSchedule(n8n.client, workflow);
	expect(second.error).toBeUndefined();
	expect(pathsFrom(second)).toEqual(keys);
	expect(await hashesInS3(s3)).toEqual(handbookAt(keys));
});

test('when one file cannot be downloaded, the others are saved and the execution fails with its name', async () => {
	const s3 = await newS3();
	const isThere = sandbox.faults.add({
		on: { server: 'storage', path: 'Holiday planner.xlsx' },
		times: 'forever',
		fault: { type: 's3Error', status: 404, code: 'NoSuchKey', message: 'It is gone.' },
	});
	const execution = await execute(await backUpToS3(s3, handbook.page));
	isThere();

	const others = handbook.expected.filter(({ name }) => name !== 'Holiday planner.xlsx');
	expect(others).toHaveLength(handbook.expected.length - 1);
	const saved = Object.values(await hashesInS3(s3));
	expect(saved.sort()).toEqual(others.map(({ sha256 }) => sha256).sort());
	expect(execution.status).toBe('error');
	expect(execution.error?.message).toContain('Holiday planner.xlsx');
});

test('characters that are special in URLs and XML stay as they are in the keys of S3', async () => {
	const s3 = await newS3();
	const names = [
		'Q&A 100% = +1.txt',
		"it's (so) [odd] {here}, ~ ^ ` ! $ ; @.txt",
		'📎 – 履歴書.txt',
	];
	const children = names.map((name) =>
		block.file(sandbox.workspace.upload({ name, content: Buffer.from(name) })),
	);
	const page = sandbox.workspace.addPage({ title: 'R&D: what’s “new”?', children });
	const execution = await execute(await backUpToS3(s3, page));

	expect(execution.error).toBeUndefined();
	const keys = pathsFrom(execution);
	expect(keys[0]).toMatch(/^R&D_ what’s “new”_ [\da-f]{8}\/Q&A /);
	expect(s3.keys()).toEqual([...keys].sort());
});

test('every file of a page is uploaded over SFTP, into folders that n8n creates', async () => {
	const sftp = await startSftp();
	services.push(sftp);
	const { home, host, port, username, privateKey } = sftp;
	const credential = await credentialOf('sftp', { host, port, username, privateKey });
	const backUp = async (page: Page) =>
		await imported('schedule-to-sftp.json', page, { 'Upload over SFTP': credential });
	await execute(await backUp(handbook.childPage));
	spoilFilesBelow(home);
	// This page's files, and the child page's once more.
	const execution = await execute(await backUp(handbook.page));

	expect(execution.error).toBeUndefined();
	const paths = pathsFrom(execution).map((path) => `notion/${path}`);
	expect(hashesBelow(home)).toEqual(handbookAt(paths));
});

test('every file of a page is written to a folder of n8n’s machine', async () => {
	const folder = join(n8n.filesFolder, 'handbook');
	// n8n creates no folders, as the example says.
	mkdirSync(folder);
	const { parameters } = nodeOf(readExample('save-to-disk.json'), 'Save to Disk');
	const fileName = String(parameters.fileName).replace('/home/node/.n8n-files', folder);
	expect(fileName).toContain(folder);
	const backUp = async (page: Page) =>
		await imported('save-to-disk.json', page, { 'Save to Disk': { parameters: { fileName } } });
	await execute(await backUp(handbook.childPage));
	spoilFilesBelow(folder);
	const execution = await execute(await backUp(handbook.page));

	expect(execution.error).toBeUndefined();
	const names = pathsFrom(execution).map((path) => path.split('/')[1] ?? '');
	expect(hashesBelow(folder)).toEqual(handbookAt(names));
});

async function newS3(): Promise<S3> {
	const s3 = await startS3(await installServer());
	services.push(s3);
	return s3;
}

async function backUpToS3(s3: S3, page: Page): Promise<string> {
	const { endpoint, region, accessKeyId, secretAccessKey, bucket: bucketName } = s3;
	const account = { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle: true };
	const upload = { ...(await credentialOf('s3', account)), parameters: { bucketName } };
	return await imported('schedule-to-s3.json', page, { 'Upload to S3': upload });
}

/** Imports an example and fills in what its user has to. @returns the workflow's id */
async function imported(file: string, page: Page, filledIn: FilledIn): Promise<string> {
	const workflow = fillIn(readExample(file), {
		[SCHEDULE]: { parameters: EVERY_FEW_SECONDS },
		[NODE]: {
			...(await credentialOf(NOTION_FILES_API, credentialDataOf(sandbox))),
			parameters: { pageId: locator('list', page.id) },
		},
		...filledIn,
	});
	return (await n8n.client.createWorkflow(workflow)).id;
}

async function credentialOf(
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<Pick<INode, 'credentials'>> {
	return { credentials: { [type]: await n8n.client.createCredential(type, type, data) } };
}

async function execute(workflow: string): Promise<Execution> {
	return await n8n.client.waitForExecution(await n8n.client.run(workflow, SCHEDULE));
}

function pathsFrom(execution: Execution): string[] {
	return execution.items(NODE).map(({ json }) => String(json.path));
}

/** What must be where: the handbook's files, in order, at these paths. */
function handbookAt(paths: string[]): Record<string, string> {
	expect(paths).toHaveLength(handbook.expected.length);
	return Object.fromEntries(
		handbook.expected.map(({ sha256 }, index) => [paths[index] ?? '', sha256]),
	);
}

async function hashesInS3(s3: S3): Promise<Record<string, string>> {
	const entries = s3.keys().map(async (key) => [key, sha256Of((await s3.get(key)).content)]);
	return Object.fromEntries(await Promise.all(entries));
}
