import { setMaxListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import type { Json } from '../../../nodes/NotionFiles/json';
import { NotionClient } from '../../../nodes/NotionFiles/notion/NotionClient';
import { TokenGate } from '../../../nodes/NotionFiles/notion/TokenGate';
import type {
	NotionAnswer,
	NotionRequest,
	SendToNotion,
} from '../../../nodes/NotionFiles/notion/exchange';
import { turnClock } from '../../harness/turnClock';
import { deferred, isPending, quiet, rejectionOf } from '../promises';

const clock = turnClock();

const REQUEST: NotionRequest = { method: 'GET', path: '/pages/1' };
const GOOD = answer(200, { object: 'page', id: '1' });

function answer(status: number, body: Json, headers: Record<string, unknown> = {}): NotionAnswer {
	return { kind: 'answered', status, headers, body };
}

const refusal = (status: number): NotionAnswer =>
	answer(status, { object: 'error', message: `Words of a ${status}` });

const limitedFor = (seconds: number): NotionAnswer =>
	answer(429, { object: 'error' }, { 'retry-after': String(seconds) });

/** Returns these answers in turn, the last one forever, and remembers when it was asked, by the test’s clock. */
function scripted(...answers: NotionAnswer[]): { send: SendToNotion; times: number[] } {
	const times: number[] = [];
	const send: SendToNotion = async () => {
		times.push(clock().now());
		return answers[Math.min(times.length, answers.length) - 1] as NotionAnswer;
	};
	return { send, times };
}

function clientOf(send: SendToNotion, signal?: AbortSignal, gate = new TokenGate()): NotionClient {
	return new NotionClient(send, gate, signal);
}

/** Like a walk: asks for all at once. */
async function walk(client: NotionClient, requests: number): Promise<void> {
	const asked = Array.from({ length: requests }, async () => await client.ask(REQUEST, 'a block'));
	await Promise.all(asked);
}

beforeEach(() => {
	// No jitter: back-offs take no time unless a test says otherwise.
	jest.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(() => jest.restoreAllMocks());

describe('an answer', () => {
	test('is returned to the request that asked for it', async () => {
		const slow = deferred();
		const send: SendToNotion = async ({ path }) => {
			if (path === '/pages/0') await slow.promise;
			return answer(200, { object: 'page', path });
		};
		const client = clientOf(send);
		const paths = [0, 1, 2, 3].map((number) => `/pages/${number}`);
		const asked = paths.map(async (path) => await client.ask({ method: 'GET', path }, 'a page'));
		await Promise.all(asked.slice(1));
		slow.resolve();
		expect(await Promise.all(asked)).toMatchObject(paths.map((path) => ({ path })));
	});

	test('is requested again, in exactly the same way, while faults are temporary', async () => {
		const requests: NotionRequest[] = [];
		const { send } = scripted(refusal(500), refusal(409), { kind: 'unanswered', cause: 1 }, GOOD);
		const body = { query: 'x' };
		const request: NotionRequest = { method: 'POST', path: '/search', body };
		const client = clientOf(async (sent) => {
			requests.push(sent);
			return await send(sent);
		});
		expect(await client.ask(request, 'the list')).toEqual({ object: 'page', id: '1' });
		expect(requests).toEqual([request, request, request, request]);
	});

	test('that would be the same next time is requested once', async () => {
		const { send, times } = scripted(refusal(404), GOOD);
		await expect(clientOf(send).ask(REQUEST, 'the page')).rejects.toMatchObject({
			code: 'notShared',
		});
		expect(times).toHaveLength(1);
	});

	test('that never arrives is given up after some attempts, with the last fault', async () => {
		const fault = refusal(500);
		const { send, times } = scripted(fault, fault, fault, fault, fault, refusal(502), GOOD);
		await expect(clientOf(send).ask(REQUEST, 'the page')).rejects.toMatchObject({
			code: 'notionUnavailable',
			httpStatus: 502,
			notionMessage: 'Words of a 502',
		});
		expect(times).toHaveLength(6);
	});
});

test('the rate limit does not use up the attempts for faults, nor faults those for the limit', async () => {
	const limits = Array.from({ length: 8 }, () => limitedFor(1));
	const faults = Array.from({ length: 5 }, () => refusal(504));
	for (const answers of [
		[...limits, ...faults, GOOD],
		[...faults, ...limits, GOOD],
	]) {
		const { send, times } = scripted(...answers);
		await expect(clientOf(send).ask(REQUEST, 'the page')).resolves.toMatchObject({ id: '1' });
		expect(times).toHaveLength(answers.length);
	}
});

describe('requests at once', () => {
	/** Answers a turn later, and counts how many requests it has at the same time. */
	function counting(): { send: SendToNotion; most: () => number } {
		let [underWay, most] = [0, 0];
		const send: SendToNotion = async () => {
			most = Math.max(most, ++underWay);
			await turn();
			underWay--;
			return GOOD;
		};
		return { send, most: () => most };
	}

	test('of a single run are at most eighty, and all get their turn', async () => {
		const { send, most } = counting();
		const gate = new TokenGate();
		// One that came and went is in nobody's way.
		await walk(clientOf(send, undefined, gate), 1);
		await walk(clientOf(send, undefined, gate), 170);
		expect(most()).toBe(80);
	});

	test('of several runs with one token are at most ten, and all get their turn', async () => {
		const { send, most } = counting();
		const gate = new TokenGate();
		const clients = Array.from({ length: 20 }, () => clientOf(send, undefined, gate));
		await Promise.all(clients.map(async (client) => await walk(client, 3)));
		expect(most()).toBe(10);
	});

	test('of a long walk do not make those of another run wait', async () => {
		const gate = new TokenGate();
		let answered = 0;
		const send: SendToNotion = async () => {
			await turn();
			answered++;
			return GOOD;
		};
		const long = clientOf(send, undefined, gate);
		const asked = Array.from({ length: 500 }, async () => await long.ask(REQUEST, 'a block'));
		await clientOf(send, undefined, gate).ask(REQUEST, 'the page');
		// Those that were in progress, and this one.
		expect(answered).toBeLessThanOrEqual(80 + 1);
		await Promise.all(asked);
	});

	test('leave their places to others while they wait for a retry', async () => {
		clock().holdWaits();
		jest.spyOn(Math, 'random').mockReturnValue(1);
		const gate = new TokenGate();
		const abort = new AbortController();
		setMaxListeners(0, abort.signal);
		const failing = clientOf(scripted(refusal(500)).send, abort.signal, gate);
		const asked = Array.from({ length: 10 }, async () => await failing.ask(REQUEST, 'a page'));
		const all = Promise.allSettled(asked);
		await quiet();
		const other = clientOf(scripted(GOOD).send, undefined, gate).ask(REQUEST, 'a page');
		expect(await isPending(other)).toBe(false);
		abort.abort();
		await all;
	});

	test('free their places again when they fail in any way', async () => {
		const { send } = scripted(refusal(404));
		const failing = [send, async () => await Promise.reject<NotionAnswer>(new Error('a bug'))];
		for (const fail of failing) {
			let broken = true;
			const client = clientOf(async (request) => (broken ? await fail(request) : GOOD));
			const asked = Array.from({ length: 25 }, async () => await client.ask(REQUEST, 'a page'));
			const results = await Promise.allSettled(asked);
			expect(results.every(({ status }) => status === 'rejected')).toBe(true);
			broken = false;
			expect(await client.ask(REQUEST, 'a page')).toBeDefined();
		}
	});
});

describe('the limit', () => {
	test('is waited for as long as Notion says, then the request is made again', async () => {
		const { send, times } = scripted(limitedFor(90), GOOD);
		await clientOf(send).ask(REQUEST, 'the page');
		expect(times).toEqual([0, 90_000]);
	});

	test('that one request reaches stops all that share the gate', async () => {
		clock().holdWaits();
		const gate = new TokenGate();
		const limited = scripted(limitedFor(90), GOOD);
		const other = scripted(GOOD);
		const first = clientOf(limited.send, undefined, gate).ask(REQUEST, 'the page');
		await quiet();
		const second = clientOf(other.send, undefined, gate).ask(REQUEST, 'another page');
		expect(await isPending(second)).toBe(true);
		expect(other.times).toEqual([]);
		clock().advance(90_000);
		await Promise.all([first, second]);
		expect(other.times).toEqual([90_000]);
	});

	/** Notion's window: answers this many requests, and refuses the rest until a minute has passed. */
	function windowOf(limit: number, spentByOthers = 0): { send: SendToNotion; refused: number[] } {
		const refused: number[] = [];
		let [began, spent] = [0, spentByOthers];
		const send: SendToNotion = async () => {
			await turn();
			if (clock().now() >= began + 60_000) [began, spent] = [clock().now(), 0];
			if (++spent <= limit) return GOOD;
			const window = Math.floor(clock().now() / 60_000);
			refused[window] = (refused[window] ?? 0) + 1;
			return limitedFor(60);
		};
		return { send, refused };
	}

	test.each([180, 600])(
		'of %i a minute is reached by ten requests of a walk, since those before were counted',
		async (limit) => {
			const { send, refused } = windowOf(limit);
			await walk(clientOf(send), 3 * limit);
			expect(refused).toHaveLength(2);
			expect(Math.max(...refused)).toBeLessThanOrEqual(10);
		},
	);

	test('of which others have spent a part is reached by eighty, and from then on by ten', async () => {
		const { send, refused } = windowOf(180, 100);
		await walk(clientOf(send), 400);
		const [first = 0, ...later] = refused;
		expect(first).toBeLessThanOrEqual(80);
		expect(later).toHaveLength(1);
		expect(Math.max(...later)).toBeLessThanOrEqual(10);
	});

	test('is reached by ten of several runs in one process: the others wait for its end', async () => {
		const { send, refused } = windowOf(90);
		const gate = new TokenGate();
		await Promise.all(
			Array.from({ length: 20 }, async () => await walk(clientOf(send, undefined, gate), 8)),
		);
		expect(refused).toEqual([10]);
	});

	test('of another token stops nobody', async () => {
		clock().holdWaits();
		const limited = clientOf(scripted(limitedFor(90), GOOD).send).ask(REQUEST, 'the page');
		await clientOf(scripted(GOOD).send).ask(REQUEST, 'a page');
		expect(await isPending(limited)).toBe(true);
		clock().advance(90_000);
		await limited;
	});

	test('that lasts too long is reported at once and closes nothing', async () => {
		const gate = new TokenGate();
		const { send, times } = scripted(limitedFor(3540), GOOD);
		const client = clientOf(send, undefined, gate);
		const error = await rejectionOf(client.ask(REQUEST, 'the page'));
		expect(error).toMatchObject({ code: 'rateLimited', httpStatus: 429 });
		expect((error as NotionFilesError).message).toMatch(/the page.*wait 59 minutes/);
		expect(times).toHaveLength(1);
		expect(await isPending(gate.wayForRun()(async () => {}, undefined))).toBe(false);
	});
});

describe('when the run is aborted', () => {
	test('nobody waits any longer for a back-off, the gate or a place', async () => {
		clock().holdWaits();
		jest.spyOn(Math, 'random').mockReturnValue(1);
		for (const fault of [refusal(500), limitedFor(60)]) {
			const abort = new AbortController();
			const { send, times } = scripted(fault);
			const client = clientOf(send, abort.signal);
			const asked = Array.from({ length: 15 }, async () => await client.ask(REQUEST, 'a page'));
			await quiet();
			const sent = times.length;
			abort.abort();
			const all = Promise.allSettled(asked);
			expect(await isPending(all)).toBe(false);
			expect((await all).every(({ status }) => status === 'rejected')).toBe(true);
			expect(times).toHaveLength(sent);
		}
	});

	test('nobody waits for the requests of other runs', async () => {
		const gate = new TokenGate();
		const silent = deferred<NotionAnswer>();
		const others = clientOf(async () => await silent.promise, undefined, gate);
		const waiting = Array.from({ length: 10 }, async () => await others.ask(REQUEST, 'a page'));
		const abort = new AbortController();
		const { send, times } = scripted(GOOD);
		const asked = clientOf(send, abort.signal, gate).ask(REQUEST, 'the page');
		expect(await isPending(asked)).toBe(true);
		const reason = new Error('The workflow was cancelled');
		abort.abort(reason);
		expect(await rejectionOf(asked)).toBe(reason);
		silent.resolve(GOOD);
		await Promise.all(waiting);
		expect(times).toEqual([]);
	});

	test('nothing more is sent, not even what is requested later', async () => {
		const { send, times } = scripted(GOOD);
		const reason = new Error('The workflow was cancelled');
		const client = clientOf(send, AbortSignal.abort(reason));
		expect(await rejectionOf(client.ask(REQUEST, 'the page'))).toBe(reason);
		expect(times).toEqual([]);
	});

	test('a request that fails for that reason is not repeated', async () => {
		const abort = new AbortController();
		const broken = deferred<NotionAnswer>();
		let sent = 0;
		const client = clientOf(async () => {
			sent++;
			return await broken.promise;
		}, abort.signal);
		const asked = client.ask(REQUEST, 'the page');
		await quiet();
		abort.abort(new Error('The workflow was cancelled'));
		broken.resolve({ kind: 'unanswered', cause: new Error('canceled') });
		await expect(asked).rejects.toThrow('The workflow was cancelled');
		expect(sent).toBe(1);
	});
});
