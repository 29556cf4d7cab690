import type { Readable } from 'node:stream';
import { giveBack } from './Block';

/**
 * Gives the memory of each piece back once it is written, where that is certain: Node's own `writeFile`, by
 * which n8n's store on the disk takes a stream, has written a piece before it asks for the next one. Anybody
 * else may keep what he was given, so the pieces are his.
 */
export function givingBackWhenWritten(stream: Readable): Readable {
	const iterate = stream[Symbol.asyncIterator].bind(stream);
	stream[Symbol.asyncIterator] = () =>
		isAskedByWriteFile() ? givenBackWhenAskedForMore(iterate()) : iterate();
	return stream;
}

/** The call stack is the one proof. Where it reads otherwise, for whatever reason, nothing is given back. */
function isAskedByWriteFile(): boolean {
	return /^\s*at writeFileHandle \(node:internal\/fs\/promises:/m.test(new Error().stack ?? '');
}

async function* givenBackWhenAskedForMore(
	pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
	for await (const piece of pieces) {
		yield piece;
		giveBack(piece);
	}
}
