import type { ICredentialDataDecryptedObject, IDataObject, INode } from 'n8n-workflow';
import { locator } from '../../harness/notionFilesWorkflow';
import { sha256Of, startSandbox, type Sandbox } from '../../sandbox';
import { ARRIVALS, arrivalsWorkflow, TRIGGER } from '../backup/arrivalsWorkflow';
import { Invoices } from '../backup/Invoices';
import { LongLivedN8n } from '../backup/LongLivedN8n';
import { seededRandom } from '../backup/random';
import { allEnded, runBySchedule } from '../backup/runs';
import { UploadDoor } from '../backup/UploadDoor';
import { fillIn, readExample } from '../examples';
import { tell } from '../n8n/command';
import { installServer } from '../n8n/installServer';
import { credentialDataOf, NODE, NOTION_FILES_API } from '../notionFiles';
import { startS3, type S3 } from '../services';
import { until } from '../until';

const EVERY_FEW_SECONDS = { rule: { interval: [{ field: 'seconds', secondsInterval: 3 }] } };
const ROWS = 40;

let n8n: LongLivedN8n;
let sandbox: Sandbox;
let invoices: Invoices;
let s3: S3;
let door: UploadDoor;
let backup: string;
let arrivals: string;

beforeAll(async () => {
	sandbox = await startSandbox();
	invoices = new Invoices(sandbox, ROWS);
	s3 = await startS3(await installServer());
	door = await UploadDoor.open(s3);
	n8n = await LongLivedN8n.start('backup');
	const notion = await credentialOf(NOTION_FILES_API, credentialDataOf(sandbox));
	const { region, accessKeyId, secretAccessKey, bucket: bucketName } = s3;
	const account = { endpoint: door.endpoint, region, accessKeyId, secretAccessKey };
	const toS3 = await credentialOf('s3', { ...account, forcePathStyle: true });
	const { id: database } = invoices.database;
	const example = fillIn(readExample('back-up-database-to-s3.json'), {
		'Every Night at 2': { parameters: EVERY_FEW_SECONDS },
		[NODE]: { ...notion, parameters: { databaseId: locator('id', database) } },
		'Upload to S3': { ...toS3, parameters: { bucketName } },
	});
	backup = (await n8n.client.createWorkflow(example)).id;
	const keeping = arrivalsWorkflow(database, bucketName, {
		notion: notion.credentials,
		s3: toS3.credentials,
	});
	arrivals = (await n8n.client.createWorkflow(keeping)).id;
});

afterAll(async () => {
	await n8n?.stop();
	await door?.close();
	await s3?.stop();
	await sandbox.close();
});

test('a long backup that fails and is killed contains every file in the end, each uploaded once', async () => {
	const random = seededRandom(5);
	const third = (key: string) => !isArrival(key) && random() < 1 / 3;
	const presentAtActivation = new Set(invoices.files);
	await n8n.client.activate(arrivals);
	await until('the trigger has looked around', async () => {
		return (await staticDataOf(arrivals, TRIGGER)).isReady === true;
	});

	door.refuses = third;
	await runThatNames(refusedUploads);

	invoices.addRow();
	invoices.addDocument(3);
	invoices.replaceDocument(4);
	invoices.removeDocuments(5);
	invoices.removeRow(6);
	const isThere = sandbox.faults.add({
		on: { server: 'storage', path: 'reminder%203.pdf' },
		times: 'forever',
		fault: { type: 's3Error', status: 404, code: 'NoSuchKey', message: 'It is gone.' },
	});
	await runThatNames((since) => ['“reminder 3.pdf”', ...refusedUploads(since)]);
	isThere();
	await arrivedSince(presentAtActivation);

	for (let n = 0; n < 12; n++) invoices.addRow();
	invoices.replaceImage(7);
	door.refuses = () => false;
	const unconfirmed = await uploadedByKilledRun();
	await goesOnByItself();

	door.refuses = third;
	invoices.addRow();
	invoices.addDocument(10);
	invoices.replaceDocument(11);
	await runBySchedule(n8n.client, backup);
	door.refuses = () => false;
	await runsUntilQuiet();

	const removed = new Set(invoices.removedFiles);
	const backedUp = await filesInS3((key) => !isArrival(key));
	expect(backedUp.filter((file) => !removed.has(file))).toEqual(invoices.files);
	const uploads = timesStored((key) => !isArrival(key));
	expect(uploads).toEqual(mapValues(uploads, (key) => (unconfirmed.has(key) ? 2 : 1)));

	await arrivedSince(presentAtActivation);
	expect(timesStored(isArrival)).toEqual(mapValues(timesStored(isArrival), () => 1));

	await n8n.stop();
	const allUploads = door.puts.length;
	await n8n.startAgain(10);
	await n8n.client.deactivate(arrivals);
	// Rows that have not changed for minutes are read once more, and then rest.
	await requestsOfQuietRun();
	// The database, its data source (for its cover and icon), and its rows.
	expect(await requestsOfQuietRun()).toBe(3);
	expect(door.puts.slice(allUploads)).toEqual([]);
});

/** Waits until the trigger has returned all files but these, and makes sure that it has returned no other. */
async function arrivedSince(activation: ReadonlySet<string>): Promise<void> {
	const added = invoices.files.filter((file) => !activation.has(file));
	await until('all that was added has arrived', async () => {
		return (await filesInS3(isArrival)).length >= added.length;
	});
	expect(await filesInS3(isArrival)).toEqual(added);
}

function isArrival(key: string): boolean {
	return key.startsWith(ARRIVALS);
}

/** A run that ends with an error, which names what is missing. @param missing out of all since then */
async function runThatNames(missing: (since: number) => string[]): Promise<void> {
	const since = door.puts.length;
	const [first] = await runBySchedule(n8n.client, backup);
	expect(first?.status).toBe('error');
	const names = missing(since);
	expect(names.length).toBeGreaterThan(2);
	for (const name of names) expect(first?.error?.message).toContain(name);
}

function refusedUploads(since: number): string[] {
	return door.puts.slice(since).flatMap(({ key, stored }) => (stored ? [] : [`${key}: `]));
}

/** Kills n8n while it uploads. @returns the keys of what was stored but no longer confirmed */
async function uploadedByKilledRun(): Promise<Set<string>> {
	const since = door.puts.length;
	const keys = () => Object.keys(timesStored((key) => !isArrival(key), since));
	door.delayMs = 300;
	await n8n.client.activate(backup);
	await until('some files are uploaded', async () => keys().length >= 5);
	await n8n.kill();
	await door.quiet();
	door.delayMs = 0;
	return new Set(keys());
}

/** Starts n8n again after its death, and lets its schedule run. */
async function goesOnByItself(): Promise<void> {
	await n8n.startAgain();
	await until('a run has succeeded', async () =>
		(await n8n.client.executionsOf(backup)).some(({ status }) => status === 'success'),
	);
	await n8n.client.deactivate(backup);
	await allEnded(n8n.client, backup);
	const ends = (await n8n.client.executionsOf(backup)).map(({ status }) => status);
	expect(ends.filter((status) => status === 'crashed')).toHaveLength(1);
}

async function runsUntilQuiet(): Promise<void> {
	for (let run = 0; run < 5; run++) {
		const executions = await runBySchedule(n8n.client, backup);
		expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'success'));
		if (executions.at(0)?.items(NODE).length === 0) return;
	}
	throw new Error('Every run gives something');
}

/** Its requests to Notion. */
async function requestsOfQuietRun(): Promise<number> {
	sandbox.journal.clear();
	const executions = await runBySchedule(n8n.client, backup);
	expect(executions.flatMap((execution) => execution.items(NODE))).toEqual([]);
	const requests = sandbox.requestsTo('api').length / executions.length;
	tell(`A run without anything new asks Notion ${requests} times`);
	return requests;
}

/** How many times each of these objects was stored. */
function timesStored(isMeant: (key: string) => boolean, since = 0): Record<string, number> {
	const puts = door.puts.slice(since).filter(({ key, stored }) => stored && isMeant(key));
	const times: Record<string, number> = {};
	for (const { key } of puts) times[key] = (times[key] ?? 0) + 1;
	return times;
}

function mapValues<T>(object: object, value: (key: string) => T): Record<string, T> {
	return Object.fromEntries(Object.keys(object).map((key) => [key, value(key)]));
}

/** What n8n has kept of a node. */
async function staticDataOf(workflow: string, node: string): Promise<IDataObject> {
	const { staticData } = await n8n.client.get<{ staticData?: Record<string, IDataObject> }>(
		`/rest/workflows/${workflow}`,
	);
	return staticData?.[`node:${node}`] ?? {};
}

async function credentialOf(
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<Pick<INode, 'credentials'>> {
	return { credentials: { [type]: await n8n.client.createCredential(type, type, data) } };
}

/** Name and content of the objects, in the form of `Invoices`. */
async function filesInS3(isMeant: (key: string) => boolean): Promise<string[]> {
	const entries = s3
		.keys()
		.filter(isMeant)
		.map(async (key) => {
			const [, stem, extension] = /\/([^/]+) (?:[\da-f]{8}){1,2}(\.\w+)$/.exec(key) ?? [];
			return `${stem}${extension} ${sha256Of((await s3.get(key)).content)}`;
		});
	return (await Promise.all(entries)).sort();
}
