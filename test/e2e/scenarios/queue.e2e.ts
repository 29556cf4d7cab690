import { sha256Of, startSandbox, type Sandbox } from '../../sandbox';
import { tell } from '../n8n/command';
import { hasEnded, type Execution } from '../n8n/Execution';
import { RestClient } from '../n8n/RestClient';
import { credentialDataOf, NODE, NOTION_FILES_API } from '../notionFiles';
import { Cluster, type ProcessName } from '../queue/Cluster';
import { addPageOfToggles, type PageOfToggles } from '../queue/pages';
import { sharesOf, windowsOf } from '../queue/rateLimit';
import { callWebhook, webhookWorkflow } from '../queue/webhookWorkflow';
import { until } from '../until';

const LIMIT = { requests: 180, windowMs: 60_000 };
const EXECUTIONS = 20;
/** For executions that run together: only requests in progress when the limit is reached are refused. */
const REQUESTS_AT_ONCE = 10;
/** So that all executions together need two windows of the limit, and no third. */
const TOGGLES = 15;

/** Dead workers are found sooner than by n8n's defaults of 60, 10 and 30 seconds and 180 minutes. */
const SOON_FOUND_DEAD = {
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.05',
};

let cluster: Cluster;
let client: RestClient;
let mainUrl: string;
let sandbox: Sandbox;
let workflowId: string;

beforeAll(async () => {
	sandbox = await startSandbox();
	cluster = await Cluster.start(SOON_FOUND_DEAD);
	({ url: mainUrl } = await cluster.startProcess('main'));
	client = await RestClient.setUpOwner(mainUrl);
	await Promise.all([cluster.startProcess('worker-1'), cluster.startProcess('worker-2')]);
	const data = credentialDataOf(sandbox);
	const credential = await client.createCredential('Notion', NOTION_FILES_API, data);
	({ id: workflowId } = await client.createWorkflow(webhookWorkflow(credential)));
	await client.activate(workflowId);
});

afterAll(async () => {
	await cluster?.stop();
	await sandbox.close();
});

test('20 executions at once share the limit of one token: every file arrives once, and nobody hammers', async () => {
	sandbox.settings.rateLimit = LIMIT;
	const pages = Array.from({ length: EXECUTIONS }, (_, index) =>
		addPageOfToggles(sandbox, `Page ${index + 1}`, TOGGLES),
	);
	await Promise.all(pages.map(async ({ page }) => await callWebhook(mainUrl, { page: page.id })));
	const executions = await allEnded(EXECUTIONS);
	sandbox.settings.rateLimit = null;

	expect(executions.map(({ status }) => status)).toEqual(pages.map(() => 'success'));
	const given = await Promise.all(executions.map(filesGivenBy));
	expect(given.sort(byFirstName)).toEqual(pages.map(filesOf).sort(byFirstName));
	const paths = pages.flatMap(({ files }) => files.map(({ path }) => path));
	expect(pathsAskedFor().sort()).toEqual(paths.sort());

	const windows = windowsOf(sandbox.requestsTo('api'), LIMIT.windowMs).map(sharesOf);
	tell(`Requests to Notion, by window: ${JSON.stringify(windows)}`);
	const needed = sum(pages.map(({ requests }) => requests));
	const answered = windows.map((shares) => sum(shares.map((share) => share.answered)));
	expect(answered).toEqual([LIMIT.requests, needed - LIMIT.requests]);
	expect(windows[0]?.map(({ process }) => process)).toEqual(['worker-1', 'worker-2']);
	expect(windows[1]?.map(({ refused }) => refused)).toEqual([0, 0]);
	const hammering = windows.flat().filter(({ refused }) => refused > REQUESTS_AT_ONCE);
	expect(hammering).toEqual([]);
});

test('an execution whose worker dies during a download fails, and blocks no other', async () => {
	const { page, execution, worker } = await downloadHalf('Large page');
	await cluster.kill(worker);
	const dead = await until('n8n has noticed', async () => {
		const seen = await client.execution(execution);
		return seen.status === 'error' && seen;
	});
	expect(dead.error?.message).toContain('This execution failed to be processed too many times');
	// n8n 2.41 drops what such an execution began with, so its own retry has nothing to execute.
	const retried = await client.execution(await client.retry(execution));
	expect([retried.status, retried.items(NODE)]).toEqual(['error', []]);

	await callWebhook(mainUrl, { page: page.page.id });
	const [next] = await allEnded(EXECUTIONS + 3);
	expect(next && (await filesGivenBy(next))).toEqual(filesOf(page));
	// What the dead one had stored belongs to it, and is deleted with it.
	const stored = async () =>
		await Promise.all(
			[execution, next?.id ?? ''].map(async (id) => await cluster.storedFilesOf(id)),
		);
	expect(await stored()).toEqual([page.files.length - 1, page.files.length]);
	await client.deleteExecutions([execution]);
	expect(await stored()).toEqual([0, page.files.length]);
});

test('when all of n8n goes down during a download, n8n’s retry of the execution returns everything', async () => {
	const { page, execution, worker } = await downloadHalf('Page in the dark');
	await Promise.all([cluster.kill('main'), cluster.kill(worker)]);
	const [main] = await Promise.all([cluster.startProcess('main'), cluster.startProcess(worker)]);
	client = await RestClient.logIn(main.url);
	const dead = await client.waitForExecution(execution);
	expect(dead.status).toBe('crashed');

	const retried = await client.execution(await client.retry(execution));

	expect(retried.status).toBe('success');
	expect(await filesGivenBy(retried)).toEqual(filesOf(page));
	expect(await cluster.storedFilesOf(retried.id)).toBe(page.files.length);
});

/** Requests a page whose last file arrives halfway and then stalls, while the others are stored. */
async function downloadHalf(
	title: string,
): Promise<{ page: PageOfToggles; execution: string; worker: ProcessName }> {
	const page = addPageOfToggles(sandbox, title, 4);
	const last = page.files.at(-1)?.path ?? '';
	sandbox.faults.add({
		on: { server: 'storage', path: last },
		fault: { type: 'stall', at: 'middle' },
	});
	sandbox.journal.clear();
	await callWebhook(mainUrl, { page: page.page.id });
	await until('half of the last file is sent', async () =>
		sandbox.requestsTo('storage').some(({ path, bytesSent }) => path === last && bytesSent > 0),
	);
	const [summary] = await client.executionsOf(workflowId);
	const execution = summary?.id ?? '';
	await until('the other files are stored', async () => {
		return (await cluster.storedFilesOf(execution)) === page.files.length - 1;
	});
	const worker = sandbox.requestsTo('api')[0]?.headers['user-agent'] as ProcessName;
	return { page, execution, worker };
}

/** The workflow's executions, the latest first, once there are this many and none is running. */
async function allEnded(count: number): Promise<Execution[]> {
	const list = await until(
		`${count} executions have ended`,
		async () => {
			const found = await client.executionsOf(workflowId);
			return found.length === count && found.every(({ status }) => hasEnded(status)) && found;
		},
		{ timeoutMs: 240_000 },
	);
	return await Promise.all(list.map(async ({ id }) => await client.execution(id)));
}

interface GivenFile {
	name: unknown;
	sha256: string;
}

async function filesGivenBy(execution: Execution): Promise<GivenFile[]> {
	const files: GivenFile[] = [];
	for (const { json, binary } of execution.items(NODE)) {
		const bytes = await client.download(binary?.data?.id ?? '');
		files.push({ name: json.fileName, sha256: sha256Of(bytes) });
	}
	return files;
}

function filesOf({ files }: PageOfToggles): GivenFile[] {
	return files.map(({ name, sha256 }) => ({ name, sha256 }));
}

function byFirstName([a]: GivenFile[], [b]: GivenFile[]): number {
	return String(a?.name).localeCompare(String(b?.name));
}

function pathsAskedFor(): string[] {
	return sandbox.requestsTo('storage').map(({ path }) => path);
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
