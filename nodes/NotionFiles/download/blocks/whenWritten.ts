import type { Readable } from 'node:stream';
import { giveBack } from './Block';
import { mayUseAgain } from './reuse';

/**
 * Gives the memory of each piece back once it is written, if that is certain: Node's own `writeFile`, with
 * which n8n's file system store reads a stream, has written a piece before it asks for the next one, and
 * this process has seen it do so. Any other reader may keep its pieces, so these are not given back.
 */
export function givingBackWhenWritten(stream: Readable): Readable {
	const iterate = stream[Symbol.asyncIterator].bind(stream);
	const asked = (): AsyncIterator<Uint8Array> =>
		isCalledByWriteFile(asked) ? givenBackWhenAskedForMore(iterate()) : iterate();
	stream[Symbol.asyncIterator] = asked as typeof iterate;
	return stream;
}

/**
 * Only `writeFile` itself may be the caller: anything in between may read ahead. If the call stack looks
 * different, for whatever reason, nothing is given back.
 */
function isCalledByWriteFile(asked: () => unknown): boolean {
	const seen: { stack?: unknown } = {};
	Error.captureStackTrace(seen, asked);
	const caller = String(seen.stack).split('\n', 2)[1];
	return /^\s*at writeFileHandle \(node:internal\/fs\/promises:[\d:]+\)$/.test(caller ?? '');
}

async function* givenBackWhenAskedForMore(
	pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
	const isSafe = await mayUseAgain();
	for await (const piece of pieces) {
		yield piece;
		if (isSafe) giveBack(piece);
	}
}
