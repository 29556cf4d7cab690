import { inBatches } from '../../../nodes/NotionFiles/run/inBatches';
import { collect, deferred } from '../promises';

async function* stream(...values: Array<number | Promise<void> | Error>): AsyncGenerator<number> {
	for (const value of values) {
		if (value instanceof Promise) await value;
		else if (value instanceof Error) throw value;
		else yield value;
	}
}

test('what arrives at once makes one batch, up to its size', async () => {
	expect(await collect(inBatches(stream(1, 2, 3, 4, 5), 2, 20))).toEqual([[1, 2], [3, 4], [5]]);
});

test('what arrives late waits for nothing, and nothing waits for it', async () => {
	const [first, second] = [deferred(), deferred()];
	const source = stream(1, first.promise, 2, 3, second.promise, 4);
	const batches = inBatches(source, 10, 1);
	expect((await batches.next()).value).toEqual([1]);
	first.resolve();
	expect((await batches.next()).value).toEqual([2, 3]);
	second.resolve();
	expect(await collect(batches)).toEqual([[4]]);
});

test('an empty stream has no batch', async () => {
	expect(await collect(inBatches(stream(), 10, 10))).toEqual([]);
});

test('an error of the stream is thrown after all that was before it', async () => {
	const batches: number[][] = [];
	const reading = (async () => {
		for await (const batch of inBatches(stream(1, 2, new Error('broken')), 10, 10))
			batches.push(batch);
	})();
	await expect(reading).rejects.toThrow('broken');
	expect(batches).toEqual([[1, 2]]);
});

test('a reader who stops closes the stream', async () => {
	let closed = false;
	async function* endless(): AsyncGenerator<number> {
		try {
			for (let i = 0; ; i++) yield i;
		} finally {
			closed = true;
		}
	}
	for await (const batch of inBatches(endless(), 3, 10)) {
		expect(batch).toEqual([0, 1, 2]);
		break;
	}
	expect(closed).toBe(true);
});
