import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import type { Turn } from '../../../nodes/NotionFiles/history/UnfinishedFiles';
import { TakeFiles } from '../../../nodes/NotionFiles/trigger/TakeFiles';
import type { Taking } from '../../../nodes/NotionFiles/trigger/Taking';
import { deferred, quiet } from '../promises';

/** Values that are taken as far as a test lets them. */
function taking(turns: Record<string, Turn> = {}, more: Partial<Taking<string, string>> = {}) {
	const stop = new AbortController();
	setMaxListeners(Infinity, stop.signal);
	const begun: string[] = [];
	const ends = new Map<string, () => void>();
	const toCome = new Set(Object.keys(turns).filter((value) => turns[value] === 'first'));
	const peak = { now: 0, most: 0 };
	const options: Taking<string, string> = {
		atOnce: 2,
		most: Infinity,
		patienceMs: 1_000,
		graceMs: 1_000,
		turnOf(value) {
			toCome.delete(value);
			return turns[value] ?? 'usual';
		},
		awaited: () => toCome.size,
		async take(value) {
			begun.push(value);
			peak.most = Math.max(peak.most, ++peak.now);
			const { promise, resolve, reject } = deferred();
			stop.signal.addEventListener('abort', () => reject(new Error('stopped')));
			ends.set(value, () => resolve());
			await promise.finally(() => (peak.now -= 1));
			return value.toUpperCase();
		},
		counts: () => true,
		signal: stop.signal,
		stop: () => stop.abort(),
		...more,
	};
	const end = async (value: string): Promise<void> => {
		ends.get(value)?.();
		await quiet();
	};
	return { options, begun, peak, end, stop };
}

async function* values(...all: string[]): AsyncGenerator<string, void, undefined> {
	yield* all;
}

async function* broken(): AsyncGenerator<string, void, undefined> {
	yield 'a';
	throw new Error('broken');
}

const done = (value: string) => ({ kind: 'done', value, result: value.toUpperCase() });

test('however they end, results come in the order of the source, and no more are taken at once', async () => {
	const orders = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 });
	await fc.assert(
		fc.asyncProperty(orders, fc.integer({ min: 1, max: 4 }), async (order, atOnce) => {
			const all = [...'abcdefghij'];
			const { options, begun, peak, end } = taking({}, { atOnce });
			const result = new TakeFiles(values(...all), options).all();
			await quiet();
			for (let rounds = 0; rounds < all.length; rounds++) {
				for (const index of order) await end(all[index]!);
			}
			expect(await result).toEqual(all.map(done));
			expect(begun).toEqual(all);
			expect(peak.most).toBe(Math.min(atOnce, all.length));
		}),
		{ numRuns: 20 },
	);
});

test('what goes first has a slot from the beginning, what goes last none that another wants', async () => {
	const { options, begun, end } = taking({ d: 'first', a: 'last', c: 'notNow' });
	const result = new TakeFiles(values('a', 'b', 'c', 'd', 'e'), options).all();
	await quiet();
	expect(begun).toEqual(['b', 'd']);
	await end('d');
	expect(begun).toEqual(['b', 'd', 'e']);
	await end('e');
	expect(begun).toEqual(['b', 'd', 'e', 'a']);
	await end('b');
	await end('a');
	const notNow = { kind: 'notNow', value: 'c' };
	expect(await result).toEqual([done('a'), done('b'), notNow, done('d'), done('e')]);
});

test('when the time is up, what is done is returned, and what is under way is named', async () => {
	const { options, end, stop } = taking();
	const result = new TakeFiles(values('a', 'b', 'c', 'd'), options).all();
	await quiet();
	await end('b');
	stop.abort();
	const unfinished = ['a', 'c'].map((value) => ({ kind: 'unfinished', value }));
	expect(await result).toEqual([unfinished[0], done('b'), unfinished[1]]);
});

test('a source that breaks loses nothing of what it yielded', async () => {
	const { options, end } = taking();
	const taken = new TakeFiles(broken(), options);
	const result = taken.all();
	await quiet();
	await end('a');
	expect(await result).toEqual([done('a')]);
	expect(taken.thrown).toEqual(new Error('broken'));
});

test('no more is begun than is wanted', async () => {
	const { options, begun, end } = taking(
		{},
		{ atOnce: 9, most: 2, counts: (result) => result !== 'A' },
	);
	const result = new TakeFiles(values(...'abcdef'), options).all();
	await quiet();
	expect(begun).toEqual(['a', 'b']);
	await end('a');
	expect(begun).toEqual(['a', 'b', 'c']);
	await end('b');
	await end('c');
	expect(await result).toEqual([done('a'), done('b'), done('c')]);
});
