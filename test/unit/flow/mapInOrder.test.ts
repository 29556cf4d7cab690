import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { mapInOrder } from '../../../nodes/NotionFiles/flow/mapInOrder';
import {
	collect,
	deferred,
	isPending,
	Numbers,
	quiet,
	rejectionOf,
	type Deferred,
} from '../promises';

/** A mapping whose results the test provides when it wants to. */
class Work {
	readonly begun: number[] = [];

	private readonly results = new Map<number, Deferred<string>>();

	readonly map = async (value: number): Promise<string> => {
		this.begun.push(value);
		return await this.of(value).promise;
	};

	finish(...values: number[]): void {
		for (const value of values) this.of(value).resolve(`done ${value}`);
	}

	fail(value: number, error: unknown): void {
		this.of(value).reject(error);
	}

	private of(value: number): Deferred<string> {
		const result = this.results.get(value) ?? deferred<string>();
		this.results.set(value, result);
		return result;
	}
}

// Jest fails a test that leaves an unhandled rejection behind: time for it to show.
afterEach(quiet);

describe('results', () => {
	test('are yielded as soon as it is their turn', async () => {
		const work = new Work();
		const results = mapInOrder(new Numbers(3), 3, work.map);
		const first = results.next();
		work.finish(0);
		expect(await first).toEqual({ value: 'done 0', done: false });
		const second = results.next();
		expect(await isPending(second)).toBe(true);
		work.finish(1, 2);
		expect(await second).toEqual({ value: 'done 1', done: false });
		expect(await collect(results)).toEqual(['done 2']);
	});

	test('keep their order for any delays, within the bound', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 }),
				fc.integer({ min: 1, max: 5 }),
				async (delays, atOnce) => {
					let [underWay, most] = [0, 0];
					const source = new Numbers(delays.length);
					const results = mapInOrder(source, atOnce, async (value) => {
						most = Math.max(most, ++underWay);
						for (let turns = 0; turns < (delays[value] ?? 0); turns++) await turn();
						underWay--;
						return value;
					});
					expect(await collect(results)).toEqual([...delays.keys()]);
					expect(most).toBe(Math.min(atOnce, delays.length));
					expect(source.closed).toBe(true);
				},
			),
			{ numRuns: 60 },
		);
	});
});

describe('as much is begun', () => {
	test('as may run at once, and no more', async () => {
		const work = new Work();
		const results = collect(mapInOrder(new Numbers(5), 2, work.map));
		await quiet();
		expect(work.begun).toEqual([0, 1]);
		work.finish(1);
		await quiet();
		expect(work.begun).toEqual([0, 1, 2]);
		work.finish(0, 2, 3, 4);
		expect(await results).toHaveLength(5);
	});

	test('as the source is asked for: not a single value ahead of a free place', async () => {
		const work = new Work();
		const source = new Numbers(100);
		const results = mapInOrder(source, 3, work.map);
		expect(source.asked).toBe(0);
		const first = results.next();
		await quiet();
		expect(source.asked).toBe(3);
		work.finish(1);
		await quiet();
		expect(source.asked).toBe(4);
		work.finish(...Array(100).keys());
		await first;
		expect(await collect(results)).toHaveLength(99);
	});

	test('and goes on while a slow first one holds back the results', async () => {
		const work = new Work();
		const results = collect(mapInOrder(new Numbers(50), 2, work.map));
		for (let value = 1; value < 50; value++) {
			work.finish(value);
			await quiet();
		}
		expect(work.begun).toHaveLength(50);
		expect(await isPending(results)).toBe(true);
		work.finish(0);
		expect(await results).toHaveLength(50);
	});
});

describe('a mapping that rejects', () => {
	test('ends the results in its turn, closes the source, and begins nothing more', async () => {
		const work = new Work();
		const source = new Numbers(100);
		const results = mapInOrder(source, 3, work.map);
		const given: string[] = [];
		const reading = (async () => {
			for await (const result of results) given.push(result);
		})();
		await quiet();
		work.fail(1, new Error('broken'));
		expect(await isPending(reading)).toBe(true);
		work.finish(0);
		await quiet();
		work.finish(2, 3, 4, 5);
		await expect(reading).rejects.toThrow('broken');
		expect(given).toEqual(['done 0']);
		expect(source.closed).toBe(true);
		const { length } = work.begun;
		await quiet();
		expect(work.begun).toHaveLength(length);
	});

	test('waits for what is under way before it says so', async () => {
		const work = new Work();
		const reading = rejectionOf(collect(mapInOrder(new Numbers(3), 3, work.map)));
		await quiet();
		const error = new Error('broken');
		work.fail(0, error);
		expect(await isPending(reading)).toBe(true);
		work.finish(1);
		work.fail(2, new Error('broken, too'));
		expect(await reading).toBe(error);
	});

	test('says so at once, so that a source which waits for a mapping can end', async () => {
		const end = new AbortController();
		const source = async function* () {
			yield 0;
			yield 1;
			yield await new Promise<number>((_, reject) => {
				end.signal.addEventListener('abort', () => reject(end.signal.reason as Error));
			});
		};
		const work = new Work();
		const stop = (thrown: unknown): void => end.abort(thrown);
		const results = collect(mapInOrder(source(), 3, work.map, stop));
		work.fail(1, new Error('broken'));
		expect(await isPending(results)).toBe(true);
		expect(end.signal.aborted).toBe(true);
		work.finish(0);
		expect(await rejectionOf(results)).toEqual(new Error('broken'));
	});

	test('does so whether at once or later', async () => {
		const throwing = (): Promise<string> => {
			throw new Error('broken');
		};
		const source = new Numbers(3);
		await expect(collect(mapInOrder(source, 2, throwing))).rejects.toThrow('broken');
		expect(source.closed).toBe(true);
	});
});

test('a source that fails ends the results after those that it yielded', async () => {
	const work = new Work();
	async function* source(): AsyncGenerator<number, void, undefined> {
		yield* [0, 1];
		await Promise.reject(new Error('dried up'));
	}
	const given: string[] = [];
	const reading = (async () => {
		for await (const result of mapInOrder(source(), 5, work.map)) given.push(result);
	})();
	await quiet();
	work.finish(1, 0);
	await expect(reading).rejects.toThrow('dried up');
	expect(given).toEqual(['done 0', 'done 1']);
});

describe('a reader that stops early', () => {
	test('closes the source, awaits what is under way, and leaves nothing running', async () => {
		const work = new Work();
		const source = new Numbers(100);
		const results = mapInOrder(source, 3, work.map);
		work.finish(0);
		await results.next();
		await quiet();
		const stopping = results.return();
		expect(await isPending(stopping)).toBe(true);
		work.finish(1);
		work.fail(2, new Error('nobody cares any more'));
		work.fail(3, new Error('nobody cares any more'));
		await stopping;
		expect(source.closed).toBe(true);
		expect(work.begun).toEqual([0, 1, 2, 3]);
	});

	test('closes a source that is looking for the next value', async () => {
		const next = deferred();
		let closed = false;
		async function* source(): AsyncGenerator<number, void, undefined> {
			try {
				yield 0;
				await next.promise;
				yield 1;
			} finally {
				closed = true;
			}
		}
		const work = new Work();
		work.finish(0);
		const results = mapInOrder(source(), 2, work.map);
		await results.next();
		const stopping = results.return();
		await quiet();
		next.resolve();
		await stopping;
		expect(closed).toBe(true);
		expect(work.begun).toEqual([0]);
	});

	test('before it has begun starts nothing at all', async () => {
		const source = new Numbers(3);
		await mapInOrder(source, 2, new Work().map).return();
		await quiet();
		expect(source.asked).toBe(0);
	});
});
