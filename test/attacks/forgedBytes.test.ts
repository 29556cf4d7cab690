import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { errorItems } from '../faults/prove/outcomes';
import { backupWorkflow, Bucket } from '../harness/backupWorkflow';
import { useDeduplication } from '../harness/useDeduplication';
import {
	credentialOf,
	goodItems,
	NODE,
	runNotionFiles,
	sha256,
	sha256OfItem,
} from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { PolledTrigger } from '../harness/pollTrigger';
import { runWorkflow } from '../harness/runWorkflow';
import { block, file, property, startSandbox, type Page, type Sandbox } from '../sandbox';
import { minuteOf } from '../sandbox/clock';
import {
	addRows,
	FORGED,
	FORGED_SUM,
	forgeries,
	SECRET_SUM,
	type Gain,
	type Order,
	type Rows,
} from './forgeries';

let sandbox: Sandbox;

useDeduplication();

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

const TEXT = { name: 'secret.pdf', content: 'the secret itself' };
const TEXT_SUM = sha256(Buffer.from(TEXT.content));

const pageFiles = ({ id }: Page): INodeParameters => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
});

/** The rows of a database, one file after the other: the first row is done first. */
async function runRows({ databaseId }: Rows, filters: INodeParameters = {}) {
	const result = await runNotionFiles(
		sandbox,
		{
			operation: 'getDatabaseFiles',
			databaseId: locator('id', databaseId),
			filters,
			options: { retries: 0, downloadsAtOnce: 1 },
		},
		{ node: { onError: 'continueRegularOutput' } },
	);
	return goodItems(result);
}

const of = (page: Page, items: readonly INodeExecutionData[]): INodeExecutionData[] =>
	items.filter(({ json }) => (json.page as { id?: string } | undefined)?.id === page.id);

const files = (items: readonly INodeExecutionData[]) =>
	items.filter(({ json }) => 'fileId' in json && !('error' in json));

async function sums(items: readonly INodeExecutionData[]): Promise<string[]> {
	return await Promise.all(files(items).map(async (item) => await sha256OfItem(item)));
}

async function gainOf({ attacker }: Rows, items: INodeExecutionData[]): Promise<Gain | string[]> {
	const own = await sums(of(attacker, items));
	if (own.length > 0) return own.every((sum) => sum === FORGED_SUM) ? 'own bytes' : own;
	return errorItems(items).length > 0 ? 'an error' : 'nothing';
}

const attempts = forgeries.flatMap((forgery) =>
	(['victim', 'attacker'] as const).map((first) => ({ ...forgery, first })),
);

test.each(attempts)('$name; the $first’s row is first', async ({ forge, gains, first }) => {
	const rows = addRows(sandbox, forge, first);
	const items = await runRows(rows);
	expect(await sums(of(rows.victim, items))).toEqual([SECRET_SUM]);
	expect(await gainOf(rows, items)).toEqual(gains);
	const [genuine] = of(rows.victim, items);
	expect(genuine?.json).toMatchObject({ fileName: 'secret.pdf', hosting: 'notion' });
	for (const { json } of of(rows.attacker, files(items))) {
		expect(json.hosting).toBe('external');
		expect(json.fileId).not.toBe(genuine?.json.fileId);
	}
	expect(sandbox.requestsTo('storage').some(({ path }) => path === rows.secret.path)).toBe(true);
});

test.each(attempts)(
	'only files that Notion hosts are wanted: $name; the $first’s row is first',
	async ({ forge, first }) => {
		const items = await runRows(addRows(sandbox, forge, first), { hostedBy: 'notion' });
		expect(await sums(items)).toEqual([SECRET_SUM]);
		expect(sandbox.requestsTo('external')).toEqual([]);
	},
);

test.each(forgeries)('on the page of the file, before it: $name', async ({ forge }) => {
	const secret = sandbox.workspace.upload(TEXT);
	const { children = [], ...more } = forge(sandbox, secret);
	const page = sandbox.workspace.addPage({
		title: 'P',
		...more,
		children: [...children, block.pdf(secret)],
	});
	const result = await runNotionFiles(
		sandbox,
		{ ...pageFiles(page), options: { retries: 0, downloadsAtOnce: 1 } },
		{ node: { onError: 'continueRegularOutput' } },
	);
	const genuine = files(result.items(NODE)).filter(({ json }) => json.hosting === 'notion');
	expect(genuine.map(({ json }) => json.fileName)).toEqual(['secret.pdf']);
	expect(await sums(genuine)).toEqual([TEXT_SUM]);
});

describe('a link forged from the presigned link of another', () => {
	const forge = (signature: string) => `${sandbox.external.url('/secret.pdf')}?${signature}`;

	test.each<Order>(['victim', 'attacker'])(
		'gets nothing from it and takes nothing from it; the %s’s row is first',
		async (first) => {
			const link = forge('X-Amz-Date=1&X-Amz-Signature=good');
			const rows = addRows(
				sandbox,
				() => ({ children: [block.pdf(forge('X-Amz-Date=2&X-Amz-Signature=bad'))] }),
				first,
			);
			sandbox.external.serve('/secret.pdf', { content: FORGED });
			sandbox.workspace.setProperty(rows.victim, 'Documents', property.files(link));
			sandbox.faults.add({
				on: { server: 'external', path: /Signature=bad/ },
				times: 'forever',
				fault: { type: 'status', status: 403 },
			});
			const items = await runRows(rows);
			expect(await sums(of(rows.victim, items))).toEqual([FORGED_SUM]);
			expect(await sums(of(rows.attacker, items))).toEqual([]);
			expect(errorItems(items)).toHaveLength(1);
		},
	);
});

test.each(forgeries)(
	'a copy that was backed up does not later count as the file itself: $name',
	async ({ forge }) => {
		const secret = sandbox.workspace.upload(TEXT);
		const page = sandbox.workspace.addPage({ title: 'P', ...forge(sandbox, secret) });
		const workflow = backupWorkflow(pageFiles(page), { onError: 'continueRegularOutput' });
		for (const node of workflow.nodes) node.onError = 'continueRegularOutput';
		const run = async () =>
			await runWorkflow(workflow, {
				credential: { ...credentialOf(sandbox) },
				mode: 'trigger',
				staticData: {},
				others: { 'test.upload': new Bucket().node },
			});
		await run();
		sandbox.workspace.addBlocks(page, [block.pdf(secret)]);
		const given = (await run()).items(NODE).filter(({ json }) => json.hosting === 'notion');
		expect(await sums(given)).toEqual([TEXT_SUM]);
	},
);

test.each(forgeries)('the trigger returns the file itself: $name', async ({ forge }) => {
	const rows = addRows(sandbox, forge, 'attacker');
	const trigger = new PolledTrigger(sandbox, {
		watch: 'database',
		databaseId: locator('id', rows.databaseId),
		existingFiles: true,
		options: { retries: 0, downloadsAtOnce: 1 },
	});
	const items = await trigger.poll();
	expect(await sums(of(rows.victim, items))).toEqual([SECRET_SUM]);
	expect(await sums(of(rows.attacker, items))).not.toContain(SECRET_SUM);
});

test.each(['page.html', 'data.json'])(
	'what is a file at one place is not one where a picture is promised: %s',
	async (name) => {
		const { workspace, external } = sandbox;
		const html = name.endsWith('html') ? '<!doctype html><p>Log in' : '{"error":"none"}';
		const url = external.serve(`/get/${name}`, { content: html });
		const parent = workspace.addDatabase({ title: 'D', schema: { Documents: 'files' } });
		const [minute, victim] = [60_000, { title: 'Victim', children: [block.image(url)] }];
		const at = (minutes: number) => minuteOf(sandbox.clock.now() - minutes * minute);
		workspace.addPage({
			title: 'Attacker',
			parent,
			createdTime: at(20),
			properties: { Documents: property.files(file.named(name, url)) },
		});
		const page = workspace.addPage({ ...victim, parent, createdTime: at(10) });
		const items = await runRows({ databaseId: parent.id } as Rows);
		expect(files(items).map(({ json }) => json.fileName)).toEqual([name]);
		expect(of(page, files(items))).toEqual([]);
		expect(errorItems(items)).toHaveLength(1);
	},
);
