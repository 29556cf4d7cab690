/** Asks for a piece before it hands the last one on, as whoever wants to read and write at once. */
export async function* oneAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
	const iterator = source[Symbol.asyncIterator]();
	let next = iterator.next();
	for (let result = await next; !result.done; result = await next) {
		next = iterator.next();
		yield result.value;
	}
}
