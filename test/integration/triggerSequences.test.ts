import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';
import { watchStore } from '../harness/binaryStore';
import { names } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { ActiveTrigger } from '../harness/pollTrigger';
import { asked, turnTime } from '../harness/turnTime';
import {
	block,
	generatedContent,
	property,
	startSandbox,
	type FaultRule,
	type Sandbox,
	type ServerName,
	type Upload,
} from '../sandbox';
import { deferred } from '../unit/promises';

/** What an n8n goes through in which the trigger lives: polls that overlap, fail, hang; kills, restarts. */

let sandbox: Sandbox;
const { later, passes } = turnTime();

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

const upload = (name: string) =>
	sandbox.workspace.upload({ name, content: generatedContent(100, name) });

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

describe('polls that overlap', () => {
	test('while the trigger learns what is there, only one of them looks', async () => {
		const { trigger, addRow } = watchedDatabase();
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
		const release = holdAnswer(/new\.pdf/);
		const first = trigger.poll();
		await asked(sandbox, /new\.pdf/);
		expect(await trigger.byHand()).toHaveLength(3);
		release();
		expect(names(await first)).toEqual(['new.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('one of a version that was given up holds the next one back no longer than it lasts', async () => {
		const { trigger, addRow } = watchedDatabase();
		await trigger.activate();
		addRow('new.pdf');
		const release = holdAnswer(/new\.pdf/);
		const givenUp = trigger.poll();
		await asked(sandbox, /new\.pdf/);
		expect(await trigger.activate()).toEqual([]);
		release();
		expect(await givenUp).toEqual([]);
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
	});

	test('one that never ends silences the trigger for the time of a poll, and not for ever', async () => {
		const { trigger, addRow } = watchedDatabase();
		await trigger.activate();
		addRow('first.pdf');
		const store = watchStore();
		const held = store.hold();
		const hanging = trigger.poll();
		await store.isAskedFor(1);
		addRow('second.pdf');
		expect(await trigger.poll()).toEqual([]);
		later();
		const next = trigger.poll();
		await store.isAskedFor(3);
		held.release();
		expect(names(await next)).toEqual(['first.pdf', 'second.pdf']);
		// It comes back to an n8n that has given it up, and must not make the trigger forget.
		await hanging;
		expect(await trigger.poll()).toEqual([]);
	});
});

test('a first look that the activation has no time for ends in a later poll, and begins anew after a restart', async () => {
	const { trigger, addRow } = watchedDatabase();
	const release = holdAnswer(/query/, 'api');
	const activation = trigger.activate();
	await asked(sandbox, /query/);
	passes(180_001);
	release();
	expect(await activation).toEqual([]);
	expect(await trigger.poll()).toEqual([]);
	addRow('before the restart.pdf');
	// n8n has not written down that the first look has ended.
	expect(await trigger.activate()).toEqual([]);
	addRow('after the restart.pdf');
	expect(names(await trigger.poll())).toEqual(['after the restart.pdf']);
	addRow('before the next restart.pdf');
	expect(names(await trigger.activate())).toEqual(['before the next restart.pdf']);
});

/** The next answer to a request for this path waits until it is released. */
function holdAnswer(path: RegExp, server: ServerName = 'storage'): () => void {
	const { promise, resolve } = deferred();
	sandbox.faults.add({ on: { server, path }, fault: { type: 'hold', until: promise } });
	return () => resolve();
}

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
		// Always the same ones: what fails on one machine fails on all.
		{ numRuns: 25, seed: 20_260_105 },
	);
});

const REFUSED: FaultRule = {
	on: { server: 'api', path: /query|children/ },
	fault: { type: 'notionError', status: 400, code: 'validation_error', message: 'No.' },
};

const GONE: FaultRule = { on: { server: 'storage' }, fault: { type: 'status', status: 404 } };
