/** Asks for a piece before it passes on the last one, like any code that reads and writes at the same time. */
export async function* oneAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
	const iterator = source[Symbol.asyncIterator]();
	let next = iterator.next();
	for (let result = await next; !result.done; result = await next) {
		next = iterator.next();
		yield result.value;
	}
}
