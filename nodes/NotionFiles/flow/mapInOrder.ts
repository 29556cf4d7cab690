import { Allowance } from './Allowance';

/**
 * Maps a stream with bounded concurrency and yields the results in the order of the stream. The source
 * is asked for more only when a slot is free, so a long list is not located long before its turn; a
 * slow first does not hold up the others. Results that were read are forgotten.
 *
 * When a mapping rejects or the reader stops, the source is closed, and what is under way is awaited:
 * nothing goes on behind the reader's back.
 *
 * @param onFailure told at once what a mapping rejects with, to abort what would be awaited: a source that
 * waits for a mapping that is not made any more would never end
 */
export async function* mapInOrder<T, R>(
	source: AsyncIterable<T>,
	atOnce: number,
	map: (value: T) => Promise<R>,
	onFailure: (thrown: unknown) => void = () => {},
): AsyncGenerator<R, void, undefined> {
	const slots = new Allowance(atOnce);
	const results = new Queue<Promise<R>>();
	const underWay = new Set<Promise<unknown>>();
	let stopped = false;

	const start = (value: T, leave: () => void): Promise<R> => {
		const result = map(value).finally(() => {
			underWay.delete(settled);
			leave();
		});
		// The reader learns of a rejection in its turn; until then it must not count as unhandled.
		const settled = result.then(() => {}, onFailure);
		underWay.add(settled);
		return result;
	};

	const pump = async (): Promise<void> => {
		let leave = await slots.take();
		for await (const value of source) {
			if (stopped) break;
			results.push(start(value, leave));
			leave = await slots.take();
			if (stopped) break;
		}
	};
	const pumping = pump().catch((thrown: unknown) => {
		const failed = Promise.reject<R>(thrown);
		failed.catch(() => {});
		results.push(failed);
	});
	void pumping.then(() => results.close());

	try {
		for await (const result of results) yield await result;
	} finally {
		stopped = true;
		await Promise.all(underWay);
		await pumping;
	}
}

/**
 * What one side writes and the other reads, once and in order. Unlike a `Feed` it forgets what was
 * read, so a long run does not hold all that has passed.
 */
export class Queue<T> implements AsyncIterable<T> {
	private waiting: T[] = [];

	private closed = false;

	private wake: () => void = () => {};

	push(value: T): void {
		this.waiting.push(value);
		this.wake();
	}

	close(): void {
		this.closed = true;
		this.wake();
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
		for (;;) {
			// Taken from its end, a list of any length costs no moving of the rest.
			const batch = this.waiting.reverse();
			this.waiting = [];
			while (batch.length > 0) yield batch.pop() as T;
			if (this.waiting.length > 0) continue;
			if (this.closed) return;
			await new Promise<void>((resolve) => {
				this.wake = resolve;
			});
		}
	}
}
