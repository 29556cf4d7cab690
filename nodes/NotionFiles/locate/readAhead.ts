/**
 * The same stream, with up to `count` values asked for before the reader wants them: what arrives over
 * a network is there when its turn comes, and no more than that is held of a list of any length.
 *
 * It asks at once, not only when it is read. When the reader stops, the source is closed.
 */
export function readAhead<T>(
	source: AsyncIterable<T>,
	count: number,
): AsyncGenerator<T, void, undefined> {
	const values = source[Symbol.asyncIterator]();
	const asked: Array<Promise<IteratorResult<T>>> = [];
	const ask = (): void => {
		const next = values.next();
		// The reader learns of a rejection in its turn; until then it must not count as unhandled.
		next.catch(() => {});
		asked.push(next);
	};
	for (let ahead = 0; ahead < count; ahead++) ask();
	return inTurn(values, asked, ask);
}

async function* inTurn<T>(
	values: AsyncIterator<T>,
	asked: Array<Promise<IteratorResult<T>>>,
	ask: () => void,
): AsyncGenerator<T, void, undefined> {
	try {
		for (;;) {
			ask();
			const next = await (asked.shift() as Promise<IteratorResult<T>>);
			if (next.done) return;
			yield next.value;
		}
	} finally {
		await values.return?.();
	}
}
