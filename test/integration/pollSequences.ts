import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';
import { names } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { ActiveTrigger } from '../harness/pollTrigger';
import type { TurnedTime } from '../harness/turnTime';
import {
	block,
	generatedContent,
	property,
	type FaultRule,
	type Sandbox,
	type Upload,
} from '../sandbox';

/** How long n8n gives a poll for what it has begun, by its usual budget. */
const ALL_OF_A_POLL = 270_000;

/** A database of three rows with a file each, and the trigger that watches it. */
export function watchedDatabase(sandbox: Sandbox) {
	const { workspace } = sandbox;
	const upload = (name: string) => workspace.upload({ name, content: generatedContent(100, name) });
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
	return { upload, addRow, addToRow, trigger: new ActiveTrigger(sandbox, parameters) };
}

const STEPS = [
	'addRow',
	'addToRow',
	'addBrokenFile',
	'mendFiles',
	'poll',
	'pollTwice',
	'pollPastItsTime',
	'pollAndFailToRead',
	'pollAndFailToDownload',
	'runByHand',
	'restart',
	'kill',
	'waitAMinute',
	'waitEightHours',
	'waitAndPoll',
] as const;

type Step = (typeof STEPS)[number];

/** Most of the time nothing happens but polls, some minutes apart: rows come to rest. */
const step = fc.oneof(
	{ weight: 1, arbitrary: fc.constantFrom(...STEPS) },
	{ weight: 1, arbitrary: fc.constant('waitAndPoll' as const) },
);

/** Whatever n8n and Notion go through, each file that is added is returned once. */
export async function giveEachFileOnce(
	sandbox: Sandbox,
	time: TurnedTime,
	parameters: fc.Parameters<[Step[]]>,
): Promise<void> {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
			const { given, added } = await goThrough(steps, sandbox, time);
			expect(given).toEqual(added);
		}),
		parameters,
	);
}

async function goThrough(steps: readonly Step[], sandbox: Sandbox, time: TurnedTime) {
	const { upload, trigger, addRow, addToRow } = watchedDatabase(sandbox);
	const given = names(await trigger.activate());
	const added: string[] = [];
	const broken: Upload[] = [];
	const newName = (): string => {
		added.push(`new ${added.length}.pdf`);
		return added.at(-1)!;
	};
	const tell = (items: INodeExecutionData[]) => void given.push(...names(items));
	// What fails is reported by an error, and tried again.
	const poll = async () => tell(await trigger.poll().catch(() => []));
	const activate = async () => tell(await trigger.activate().catch(() => []));
	const pollWith = async (rule: FaultRule) => {
		const undo = sandbox.faults.add(rule);
		await poll();
		undo();
	};
	const mend = () => broken.splice(0).forEach((file) => (file.removed = false));
	const take: Record<Step, () => unknown> = {
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
		async pollPastItsTime() {
			const undo = sandbox.faults.add(ENDLESS);
			const before = sandbox.requests.length;
			const isEndless = () =>
				sandbox.requests.slice(before).some(({ faults }) => faults.length > 0);
			let ended = false;
			const polling = poll().finally(() => {
				ended = true;
			});
			while (!ended && !isEndless()) await nextTurn();
			if (!ended) time.passes(ALL_OF_A_POLL);
			await polling;
			undo();
		},
		pollAndFailToDownload: async () => await pollWith(GONE),
		runByHand: async () => await trigger.byHand().catch(() => []),
		restart: activate,
		async kill() {
			await trigger.pollAndDie().catch(() => []);
			await activate();
		},
		waitAMinute: () => time.later(1),
		waitEightHours: () => time.later(480),
		async waitAndPoll() {
			time.later();
			await poll();
		},
	};
	for (const one of steps) await take[one]();
	mend();
	// What was given up is tried again by then.
	for (let polls = 0; polls < 2; polls++) {
		time.later(61);
		await poll();
	}
	return { given: given.sort(), added: added.sort() };
}

const REFUSED: FaultRule = {
	on: { server: 'api', path: /query|children/ },
	fault: { type: 'notionError', status: 400, code: 'validation_error', message: 'No.' },
};

const GONE: FaultRule = { on: { server: 'storage' }, fault: { type: 'status', status: 404 } };

const ENDLESS: FaultRule = {
	on: { server: 'storage', path: /new/ },
	fault: { type: 'stall', at: 'middle' },
};
