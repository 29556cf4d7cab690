import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { watchStore, type WatchedStore } from '../harness/binaryStore';
import { names } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { PolledTrigger } from '../harness/pollTrigger';
import { asked, turnTime } from '../harness/turnTime';
import { until } from '../harness/until';
import {
	block,
	generatedContent,
	startSandbox,
	type Block,
	type Fault,
	type Page,
	type Sandbox,
} from '../sandbox';
import { deferred } from '../unit/promises';

/** One file that never ends must not keep a trigger from returning all the others. */

const ALL_OF_A_POLL = 270_000;

let sandbox: Sandbox;
let page: Page;
let store: WatchedStore;
const time = turnTime();

beforeEach(async () => {
	sandbox = await startSandbox();
	page = sandbox.workspace.addPage({ title: 'Page' });
	store = watchStore();
});

afterEach(async () => await sandbox.close());

const upload = (name: string) =>
	sandbox.workspace.upload({
		name,
		content: generatedContent(name.includes('film') ? 1024 * 1024 : 100, name),
	});

function add(...files: string[]): Block[] {
	const blocks = files.map((name) => block.file(upload(name)));
	sandbox.workspace.addBlocks(page, blocks);
	return blocks;
}

async function activated(options: INodeParameters = {}): Promise<PolledTrigger> {
	const trigger = new PolledTrigger(sandbox, {
		watch: 'page',
		pageId: locator('id', page.id),
		options,
	});
	await trigger.poll();
	time.later();
	return trigger;
}

/** What a poll returns or reports, and the files that it requested, each time that it did. */
async function polled(poll: Promise<INodeExecutionData[]>, before: number) {
	const told = await poll.then(names, (error: Error) => error.message);
	const requests = sandbox.requestsTo('storage').slice(before);
	return { told, asked: requests.map(({ path }) => decodeURIComponent(path.split('/').at(-1)!)) };
}

/** A poll whose time is up when it has requested the film and stored this many other files. */
async function pollUntilItsTimeIsUp(trigger: PolledTrigger, stored: number) {
	const before = sandbox.requestsTo('storage').length;
	const soFar = sandbox.requests.filter(({ url }) => /film/.test(url)).length;
	const poll = trigger.poll();
	poll.catch(() => {});
	await asked(sandbox, /film/, soFar + 1);
	await store.hasStored(stored);
	time.passes(ALL_OF_A_POLL);
	return await polled(poll, before);
}

/** A poll that ends by itself. */
async function poll(trigger: PolledTrigger) {
	const before = sandbox.requestsTo('storage').length;
	return await polled(trigger.poll(), before);
}

const ENDLESS: ReadonlyArray<[string, Fault]> = [
	['drips', { type: 'slow', bytesPerSecond: 20 }],
	['is silent before the first byte', { type: 'stall', at: 'headers' }],
	['is silent in the middle', { type: 'stall', at: 'middle' }],
	['says Retry-After: 299', { type: 'status', status: 503, headers: { 'retry-after': '299' } }],
	['sends a film for an hour', { type: 'slow', bytesPerSecond: 300 }],
];

describe.each(ENDLESS)('a host that %s', (_, fault) => {
	test('holds up none of the other files, is reported once, and is left alone', async () => {
		const trigger = await activated();
		sandbox.faults.add({ on: { server: 'storage', path: /film/ }, times: 'forever', fault });
		add('1.pdf', 'film.mp4', '2.pdf');
		const first = await pollUntilItsTimeIsUp(trigger, 2);
		expect(first.told).toEqual(['1.pdf', '2.pdf']);
		expect(first.asked.sort()).toEqual(['1.pdf', '2.pdf', 'film.mp4']);
		expect(await pollUntilItsTimeIsUp(trigger, 2)).toEqual({ told: [], asked: ['film.mp4'] });
		const third = await pollUntilItsTimeIsUp(trigger, 2);
		expect(third.told).toMatch(/^“film\.mp4” from .*: downloading it took longer than a poll/);
		for (const name of ['3.pdf', '4.pdf']) {
			time.later(1);
			add(name);
			expect(await poll(trigger)).toEqual({ told: [name], asked: [name] });
		}
		expect(await poll(trigger)).toEqual({ told: [], asked: [] });
	});

	test('keeps the only connection for three polls, and no longer', async () => {
		const trigger = await activated({ downloadsAtOnce: 1 });
		sandbox.faults.add({ on: { server: 'storage', path: /film/ }, times: 'forever', fault });
		add('1.pdf', 'film.mp4', '2.pdf');
		expect(await pollUntilItsTimeIsUp(trigger, 1)).toEqual({
			told: ['1.pdf'],
			asked: ['1.pdf', 'film.mp4'],
		});
		for (const told of [[], expect.stringMatching(/“film\.mp4”/)]) {
			expect(await pollUntilItsTimeIsUp(trigger, 1)).toEqual({ told, asked: ['film.mp4'] });
		}
		expect(await poll(trigger)).toEqual({ told: ['2.pdf'], asked: ['2.pdf'] });
	});
});

const FOR_EVER: Fault = { type: 'stall', at: 'middle' };

test('more endless files than connections hold up the others for three polls each, and no longer', async () => {
	const trigger = await activated({ downloadsAtOnce: 2 });
	sandbox.faults.add({
		on: { server: 'storage', path: /film/ },
		times: 'forever',
		fault: FOR_EVER,
	});
	add('film 1.mp4', 'film 2.mp4', 'film 3.mp4', 'film 4.mp4', 'good.pdf');
	const told: unknown[] = [];
	for (let polls = 0; polls < 6; polls++) {
		const soFar = sandbox.requestsTo('storage').length;
		const poll = trigger.poll().catch(({ message }: Error) => /film \d/.exec(message)?.[0]);
		await asked(sandbox, /film/, soFar + 2);
		time.passes(ALL_OF_A_POLL);
		told.push(await poll);
	}
	expect(told).toEqual([[], [], 'film 1', 'film 2', [], 'film 3']);
	expect(await poll(trigger)).toEqual({ told: ['good.pdf'], asked: ['good.pdf'] });
	expect((await poll(trigger)).told).toMatch('film 4');
	expect(await poll(trigger)).toEqual({ told: [], asked: [] });
});

/** Resolves when a time limit of this length has been set. */
async function untilWaits(ms: number): Promise<void> {
	await until(() => time.limits().at(-1) === ms);
}

describe('a file that was under way when the time was up', () => {
	/** The film is held until it is released. */
	function heldFilm(): { release(): void } {
		const { promise, resolve } = deferred();
		const fault: Fault = { type: 'hold', until: promise };
		sandbox.faults.add({ on: { server: 'storage', path: /film/ }, times: 'forever', fault });
		return { release: () => resolve() };
	}

	test('goes first in the next poll, which returns it in its place', async () => {
		const trigger = await activated({ downloadsAtOnce: 1 });
		const film = heldFilm();
		add('1.pdf', 'film.mp4', '2.pdf');
		expect((await pollUntilItsTimeIsUp(trigger, 1)).told).toEqual(['1.pdf']);
		sandbox.workspace.edit(page, { cover: upload('cover.png') });
		film.release();
		expect(await poll(trigger)).toEqual({
			told: ['cover.png', 'film.mp4', '2.pdf'],
			asked: ['film.mp4', 'cover.png', '2.pdf'],
		});
		expect(await poll(trigger)).toEqual({ told: [], asked: [] });
	});

	test('is returned, and not left in the store, if only its storing was not finished', async () => {
		const trigger = await activated();
		add('1.pdf', '2.pdf');
		const held = store.hold();
		const poll = trigger.poll();
		await store.isAskedFor(2);
		time.passes(ALL_OF_A_POLL);
		held.release();
		expect(names(await poll)).toEqual(['1.pdf', '2.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('holds up none of the others if n8n’s store hangs with it', async () => {
		const trigger = await activated();
		add('1.pdf', '2.pdf');
		const held = store.hold(({ fileName }) => fileName === '1.pdf');
		const poll = trigger.poll();
		await store.isAskedFor(2);
		await store.hasStored(1);
		time.passes(ALL_OF_A_POLL);
		await untilWaits(15_000);
		time.passes(15_000);
		expect(names(await poll)).toEqual(['2.pdf']);
		held.release();
		expect(names(await trigger.poll())).toEqual(['1.pdf']);
	});

	test('keeps no connection free when it is no longer there', async () => {
		const trigger = await activated({ downloadsAtOnce: 1 });
		heldFilm();
		const [film] = add('film.mp4');
		await pollUntilItsTimeIsUp(trigger, 0);
		sandbox.workspace.remove(film!);
		add('1.pdf');
		expect(await poll(trigger)).toEqual({ told: ['1.pdf'], asked: ['1.pdf'] });
	});

	test('is tried again an hour after it was given up, in the time that others leave', async () => {
		const trigger = await activated();
		const film = heldFilm();
		add('film.mp4');
		for (let polls = 0; polls < 3; polls++) await pollUntilItsTimeIsUp(trigger, 0);
		expect(await poll(trigger)).toEqual({ told: [], asked: [] });
		time.later(60);
		add('1.pdf');
		const before = sandbox.requestsTo('storage').length;
		const again = trigger.poll();
		await asked(sandbox, /film/, 4);
		await store.hasStored(1);
		time.passes(30_000);
		expect(await polled(again, before)).toEqual({ told: ['1.pdf'], asked: ['1.pdf', 'film.mp4'] });
		expect(await poll(trigger)).toEqual({ told: [], asked: [] });
		time.later(60);
		film.release();
		expect(await poll(trigger)).toEqual({ told: ['film.mp4'], asked: ['film.mp4'] });
		expect(await poll(trigger)).toEqual({ told: [], asked: [] });
	});
});

test.each<[string, Fault]>([
	['is silent', { type: 'stall', at: 'headers' }],
	[
		'says Retry-After: 299',
		{ type: 'notionError', status: 429, code: 'rate_limited', retryAfter: 299 },
	],
])('a Notion that %s in every poll is reported once, and nothing is lost', async (_, fault) => {
	const trigger = await activated();
	const recovered = sandbox.faults.add({
		on: { server: 'api', path: /children/ },
		times: 'forever',
		fault,
	});
	add('1.pdf');
	const told: unknown[] = [];
	for (let polls = 0; polls < 5; polls++) {
		const soFar = sandbox.requests.filter(({ url }) => /children/.test(url)).length;
		const poll = trigger.poll().catch(({ message }: Error) => message);
		await asked(sandbox, /children/, soFar + 1);
		time.passes(ALL_OF_A_POLL);
		told.push(await poll);
		time.later();
	}
	const message = expect.stringMatching(/^Reading from Notion took longer than a poll may take/);
	expect(told).toEqual([[], [], message, [], []]);
	recovered();
	expect((await poll(trigger)).told).toEqual(['1.pdf']);
});

describe('a sample in a manual execution', () => {
	test('begins and stores no more than it shows', async () => {
		const trigger = await activated();
		add(...Array.from({ length: 12 }, (_, n) => `${n}.pdf`));
		const before = sandbox.requestsTo('storage').length;
		const { told, asked: begun } = await polled(trigger.byHand(), before);
		expect(told).toEqual(['0.pdf', '1.pdf', '2.pdf']);
		expect(begun.sort()).toEqual(told);
	});

	test('does not wait for a slow file when it has something to show', async () => {
		const trigger = await activated();
		sandbox.faults.add({ on: { server: 'storage', path: /film/ }, fault: FOR_EVER });
		add('film.mp4', '1.pdf', '2.pdf', '3.pdf');
		const before = sandbox.requestsTo('storage').length;
		const sample = trigger.byHand();
		await asked(sandbox, /film/);
		await store.hasStored(2);
		time.passes(5_000);
		const { told, asked: begun } = await polled(sample, before);
		expect(told).toEqual(['1.pdf', '2.pdf']);
		expect(begun.sort()).toEqual(['1.pdf', '2.pdf', 'film.mp4']);
	});

	test('reports a file that has not arrived in the time of a poll', async () => {
		const trigger = await activated();
		sandbox.faults.add({ on: { server: 'storage', path: /film/ }, fault: FOR_EVER });
		add('film.mp4');
		const sample = trigger.byHand();
		sample.catch(() => {});
		await asked(sandbox, /film/);
		time.passes(5_000);
		time.passes(ALL_OF_A_POLL);
		await expect(sample).rejects.toThrow('“film.mp4”');
	});
});
