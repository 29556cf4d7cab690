const LATE = Symbol('late');

/**
 * A stream in batches: whatever has arrived a moment after the first of a batch, in order. For work
 * that costs much per batch and little per value, without holding up what is there already.
 *
 * @param most how many a batch may hold
 * @param ms how long the first of a batch waits for others
 */
export async function* inBatches<T>(
	source: AsyncIterable<T>,
	most: number,
	ms: number,
): AsyncGenerator<T[], void, undefined> {
	const iterator = source[Symbol.asyncIterator]();
	const ask = async (): Promise<IteratorResult<T, unknown>> => await iterator.next();
	let next = ask();
	try {
		for (let first = await next; first.done !== true; first = await next) {
			const batch = [first.value];
			next = ask();
			// It is awaited in the next round; a reader who stops before that does not want it.
			next.catch(() => {});
			const timer = timeout(ms);
			while (batch.length < most) {
				const more = await Promise.race([next.catch(() => LATE), timer.over]);
				if (typeof more === 'symbol' || more.done === true) break;
				batch.push(more.value);
				next = ask();
				next.catch(() => {});
			}
			timer.clear();
			yield batch;
		}
	} finally {
		await iterator.return?.(undefined);
	}
}

function timeout(ms: number): { over: Promise<typeof LATE>; clear: () => void } {
	let timer: NodeJS.Timeout | undefined;
	const over = new Promise<typeof LATE>((resolve) => {
		timer = setTimeout(() => resolve(LATE), ms);
	});
	return { over, clear: () => clearTimeout(timer) };
}
