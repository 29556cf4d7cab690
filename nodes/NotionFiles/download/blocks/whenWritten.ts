import type { Readable } from 'node:stream';
import { giveBack } from './Block';
import { mayUseAgain } from './reuse';

/**
 * Gives the memory of each piece back once it is written, where that is certain: Node's own `writeFile`, by
 * which n8n's store on the disk takes a stream, has written a piece before it asks for the next one, and
 * this process has seen it do so. Anybody else may keep what he was given, so the pieces are his.
 */
export function givingBackWhenWritten(stream: Readable): Readable {
	const iterate = stream[Symbol.asyncIterator].bind(stream);
	const asked = (): AsyncIterator<Uint8Array> =>
		isCalledByWriteFile(asked) ? givenBackWhenAskedForMore(iterate()) : iterate();
	stream[Symbol.asyncIterator] = asked as typeof iterate;
	return stream;
}

/**
 * Nobody but `writeFile` itself may have asked: whoever stands between may read ahead. Where the call stack
 * reads otherwise, for whatever reason, nothing is given back.
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
