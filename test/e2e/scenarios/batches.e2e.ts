import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { locator } from '../../harness/notionFilesWorkflow';
import { generatedContent, property, sha256Of, startSandbox, type Sandbox } from '../../sandbox';
import { LongLivedN8n } from '../backup/LongLivedN8n';
import { allEnded } from '../backup/runs';
import { mountSmallDisk } from '../backup/smallDisk';
import { UploadDoor } from '../backup/UploadDoor';
import { fillIn, readExample } from '../examples';
import { filesBelow } from '../folders';
import { tell } from '../n8n/command';
import { installServer } from '../n8n/installServer';
import { runFolder } from '../n8n/run';
import { credentialDataOf, NODE, NOTION_FILES_API } from '../notionFiles';
import { startS3, type S3 } from '../services';
import { until } from '../until';

const EVERY_FEW_SECONDS = { rule: { interval: [{ field: 'seconds', secondsInterval: 3 }] } };

const MIB = 1024 * 1024;
const FILES = 26;
const LIMIT = 4;

/** Room for a batch, and for what n8n writes beside each file and of each execution. */
const DISK = LIMIT * (MIB + 4096);

let n8n: LongLivedN8n;
let sandbox: Sandbox;
let s3: S3;
let door: UploadDoor;
let workflow: string;
let removeDisk = (): void => {};

/** What n8n's store holds of the workflow's executions. */
function bytesInStore(): number {
	const folder = join(runFolder(), 'batches', '.n8n', 'storage', 'workflows', workflow);
	if (!existsSync(folder)) return 0;
	return filesBelow(folder)
		.map((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0)
		.reduce((sum, size) => sum + size, 0);
}

beforeAll(async () => {
	sandbox = await startSandbox();
	s3 = await startS3(await installServer());
	door = await UploadDoor.open(s3);
	n8n = await LongLivedN8n.start('batches', (userFolder) => {
		removeDisk = mountSmallDisk(join(userFolder, '.n8n', 'storage'), DISK);
	});
	const { workspace } = sandbox;
	const database = workspace.addDatabase({ title: 'Films', schema: { Film: 'files' } });
	for (let n = 1; n <= FILES; n++) {
		const content = generatedContent(MIB, `film ${n}`);
		const film = workspace.upload({ name: `film ${n}.bin`, content });
		const properties = { Film: property.files(film) };
		workspace.addPage({ title: `Film ${n}`, parent: database, properties });
	}
	const { client } = n8n;
	const { region, accessKeyId, secretAccessKey, bucket: bucketName } = s3;
	const account = { endpoint: door.endpoint, region, accessKeyId, secretAccessKey };
	const notion = await client.createCredential(
		'Notion',
		NOTION_FILES_API,
		credentialDataOf(sandbox),
	);
	const toS3 = await client.createCredential('S3', 's3', { ...account, forcePathStyle: true });
	const api = {
		apiKey: await client.createApiKey(['execution:delete']),
		baseUrl: `${client.url}/api/v1`,
	};
	const toN8n = await client.createCredential('n8n', 'n8nApi', api);
	const example = fillIn(readExample('back-up-in-batches.json'), {
		'Every Night at 2': { parameters: EVERY_FEW_SECONDS },
		[NODE]: {
			credentials: { [NOTION_FILES_API]: notion },
			parameters: { databaseId: locator('id', database.id), limit: LIMIT },
		},
		'Free the Disk': { credentials: { n8nApi: toN8n } },
		'Upload to S3': { credentials: { s3: toS3 }, parameters: { bucketName } },
	});
	workflow = (await client.createWorkflow(example)).id;
});

afterAll(async () => {
	await n8n?.stop();
	removeDisk();
	await door?.close();
	await s3?.stop();
	await sandbox.close();
});

test('more files than the disk would hold are backed up in one night, though some uploads fail', async () => {
	const { client } = n8n;
	const failing = [1, 2, 3, 7, 15].map((n) => `/film ${n} `);
	let most = 0;
	// All files of a batch are there when the first of them is uploaded, and are not deleted before the last is.
	door.refuses = (key) => {
		most = Math.max(most, bytesInStore());
		return failing.some((part) => key.includes(part));
	};
	await client.activate(workflow);
	const failed = async () =>
		(await client.executionsOf(workflow)).findLast(({ status }) => status === 'error');
	const night = await until('the files that fail are reported', failed, { timeoutMs: 180_000 });
	await client.deactivate(workflow);
	await allEnded(client, workflow);
	tell(`n8n's store held ${most} bytes at most, of ${FILES * MIB}`);

	expect(most).toBeGreaterThan((LIMIT - 1) * MIB);
	expect(most).toBeLessThan(DISK);
	expect(FILES * MIB).toBeGreaterThan(5 * DISK);

	const stored = door.puts.filter((put) => put.stored).map(({ key }) => key);
	expect(new Set(stored).size).toBe(FILES - failing.length);
	expect(stored).toHaveLength(FILES - failing.length);
	expect(s3.keys()).toHaveLength(FILES - failing.length);
	const [key = ''] = stored;
	const [, number = ''] = /film (\d+)/.exec(key) ?? [];
	const { content } = await s3.get(key);
	expect(sha256Of(content)).toBe(sha256Of(generatedContent(MIB, `film ${number}`)));

	// The last batch had nothing but these: as many as it could have.
	const { error } = await client.execution(night.id);
	const lines = (error?.message ?? '').split('\n');
	expect(lines).toHaveLength(LIMIT);
	lines.forEach((line) => expect(failing.some((part) => line.includes(part))).toBe(true));
	expect(error?.message).toContain(': The service was not able to process your request');
});

test('what failed is uploaded in a later night, and nothing stays in n8n’s store', async () => {
	const { client } = n8n;
	door.refuses = () => false;
	await client.activate(workflow);
	await until('all files are there', async () => s3.keys().length === FILES);
	await client.deactivate(workflow);
	await allEnded(client, workflow);
	expect(bytesInStore()).toBe(0);
	expect(door.puts.filter(({ stored }) => stored)).toHaveLength(FILES);
});
