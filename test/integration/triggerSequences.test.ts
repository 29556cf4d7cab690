import { Container } from '@n8n/di';
import fc from 'fast-check';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';
import { locator } from '../harness/notionFilesWorkflow';
import { ActiveTrigger } from '../harness/pollTrigger';
import {
	block,
	generatedContent,
	property,
	startSandbox,
	type FaultRule,
	type Sandbox,
	type Upload,
} from '../sandbox';
import { deferred } from '../unit/promises';

/** What an n8n goes through in which the trigger lives: polls that overlap, fail, hang; kills, restarts. */

let sandbox: Sandbox;
let ahead: number;

beforeEach(async () => {
	sandbox = await startSandbox();
	ahead = 0;
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

function later(minutes = 10): void {
	ahead += minutes * 60_000;
}

const upload = (name: string) =>
	sandbox.workspace.upload({ name, content: generatedContent(100, name) });

const names = (items: INodeExecutionData[]): string[] =>
	items.map(({ json }) => String(json.fileName));

/** A database of three rows with a file each, and the trigger that watches it. */
function watchedDatabase() {
	const { workspace } = sandbox;
	const database = workspace.addDatabase({ title: 'Invoices' });
	const addRow = (name: string) =>
		workspace.addPage({
			title: name,
			parent: database,
			properties: { Documents: property.files(upload(name)) },
		});
	const rows = ['old 1.pdf', 'old 2.pdf', 'old 3.pdf'].map(addRow);
	const addToRow = (index: number, file: Upload) =>
		workspace.addBlocks(rows[index % rows.length]!, [block.pdf(file)]);
	const databaseId = locator('id', database.id);
	const parameters = { watch: 'database', databaseId, options: { retries: 0 } };
	return { addRow, addToRow, trigger: new ActiveTrigger(sandbox, parameters) };
}

/** From now on n8n's store takes no file until it is told to. */
function hangingStore(): { release(): void } {
	const service = Container.get(BinaryDataService);
	const store = service.store.bind(service);
	const { promise, resolve } = deferred();
	const spy = jest.spyOn(service, 'store').mockImplementation(async (...given) => {
		await promise;
		return await store(...given);
	});
	return {
		release() {
			spy.mockRestore();
			resolve();
		},
	};
}

describe('polls that overlap', () => {
	test('while the trigger learns what is there, only one of them looks', async () => {
		const { trigger, addRow } = watchedDatabase();
		sandbox.settings.latency.api = 100;
		const both = [trigger.poll(), trigger.poll()];
		expect((await Promise.all(both)).flat()).toEqual([]);
		expect(sandbox.requests.filter(({ path }) => path.endsWith('/query'))).toHaveLength(1);
		addRow('new.pdf');
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
	});

	test('one by hand gives its sample while another is under way, and takes nothing from it', async () => {
		const { trigger, addRow } = watchedDatabase();
		await trigger.activate();
		addRow('new.pdf');
		sandbox.settings.latency.storage = 200;
		const first = trigger.poll();
		await sleep(50);
		expect(await trigger.byHand()).toHaveLength(3);
		expect(names(await first)).toEqual(['new.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('one of a version that was given up holds the next one back no longer than it lasts', async () => {
		const { trigger, addRow } = watchedDatabase();
		await trigger.activate();
		addRow('new.pdf');
		sandbox.settings.latency.storage = 200;
		const givenUp = trigger.poll();
		await sleep(50);
		expect(await trigger.activate()).toEqual([]);
		expect(await givenUp).toEqual([]);
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
	});

	test('one that never ends silences the trigger for the time of a poll, and not for ever', async () => {
		const { trigger, addRow } = watchedDatabase();
		await trigger.activate();
		addRow('first.pdf');
		const store = hangingStore();
		const hanging = trigger.poll();
		await sleep(200);
		addRow('second.pdf');
		expect(await trigger.poll()).toEqual([]);
		later();
		const next = trigger.poll();
		await sleep(200);
		store.release();
		expect(names(await next)).toEqual(['first.pdf', 'second.pdf']);
		// It comes back to an n8n that has given it up, and must not make the trigger forget.
		await hanging;
		expect(await trigger.poll()).toEqual([]);
	});
});

test('a first look that the activation has no time for ends in a later poll, and begins anew after a restart', async () => {
	const { trigger, addRow } = watchedDatabase();
	sandbox.settings.latency.api = 300;
	const before = sandbox.requests.length;
	expect(await trigger.activate({ budgetMs: 800 })).toEqual([]);
	expect(sandbox.requests.length).toBeGreaterThan(before);
	sandbox.settings.latency.api = 0;
	expect(await trigger.poll()).toEqual([]);
	addRow('before the restart.pdf');
	// n8n has not written down that the first look has ended.
	expect(await trigger.activate()).toEqual([]);
	addRow('after the restart.pdf');
	expect(names(await trigger.poll())).toEqual(['after the restart.pdf']);
	addRow('before the next restart.pdf');
	expect(names(await trigger.activate())).toEqual(['before the next restart.pdf']);
});

const STEPS = [
	'addRow',
	'addToRow',
	'addBrokenFile',
	'mendFiles',
	'poll',
	'pollTwice',
	'pollAndFailToRead',
	'pollAndFailToDownload',
	'runByHand',
	'restart',
	'kill',
	'waitAMinute',
	'waitEightHours',
	'waitAndPoll',
] as const;

/** Most of the time nothing happens but polls, some minutes apart: rows come to rest. */
const step = fc.oneof(
	{ weight: 1, arbitrary: fc.constantFrom(...STEPS) },
	{ weight: 1, arbitrary: fc.constant('waitAndPoll' as const) },
);

test('whatever n8n and Notion go through, each file that comes is given once', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
			const { trigger, addRow, addToRow } = watchedDatabase();
			const given = names(await trigger.activate());
			const added: string[] = [];
			const broken: Upload[] = [];
			const newName = (): string => {
				added.push(`new ${added.length}.pdf`);
				return added.at(-1)!;
			};
			const tell = (items: INodeExecutionData[]) => void given.push(...names(items));
			// What fails is told by an error, and tried again.
			const poll = async () => tell(await trigger.poll().catch(() => []));
			const activate = async () => tell(await trigger.activate().catch(() => []));
			const pollWith = async (rule: FaultRule) => {
				const undo = sandbox.faults.add(rule);
				await poll();
				undo();
			};
			const mend = () => broken.splice(0).forEach((file) => (file.removed = false));
			const take: Record<(typeof STEPS)[number], () => unknown> = {
				addRow: () => addRow(newName()),
				addToRow: () => addToRow(added.length, upload(newName())),
				addBrokenFile() {
					const file = upload(newName());
					file.removed = true;
					broken.push(file);
					addToRow(added.length, file);
				},
				mendFiles: mend,
				poll,
				pollTwice: async () => await Promise.all([poll(), poll()]),
				pollAndFailToRead: async () => await pollWith(REFUSED),
				pollAndFailToDownload: async () => await pollWith(GONE),
				runByHand: async () => await trigger.byHand().catch(() => []),
				restart: activate,
				async kill() {
					await trigger.pollAndDie().catch(() => []);
					await activate();
				},
				waitAMinute: () => later(1),
				waitEightHours: () => later(480),
				async waitAndPoll() {
					later();
					await poll();
				},
			};
			for (const one of steps) await take[one]();
			mend();
			await poll();
			await poll();
			expect([...given].sort()).toEqual([...added].sort());
		}),
		{ numRuns: 80 },
	);
}, 120_000);

const REFUSED: FaultRule = {
	on: { server: 'api', path: /query|children/ },
	fault: { type: 'notionError', status: 400, code: 'validation_error', message: 'No.' },
};

const GONE: FaultRule = { on: { server: 'storage' }, fault: { type: 'status', status: 404 } };
