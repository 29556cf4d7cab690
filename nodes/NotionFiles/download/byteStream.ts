import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { NotionFilesError } from '../errors';

/** The beginning of a body, and the body as if nobody had looked. */
export interface Peeked {
	head: Buffer;
	all: AsyncIterable<Uint8Array>;
}

/** Enough for every signature we know, the one of tar (at byte 257) included. */
const HEAD_BYTES = 4100;

/** Reads as much as is needed to tell the type of a file, and no more. */
export async function peek(body: AsyncIterable<Uint8Array>): Promise<Peeked> {
	const iterator = body[Symbol.asyncIterator]();
	const first: Uint8Array[] = [];
	let bytes = 0;
	while (bytes < HEAD_BYTES) {
		const next = await iterator.next();
		if (next.done) break;
		first.push(next.value);
		bytes += next.value.length;
	}
	return { head: Buffer.concat(first).subarray(0, HEAD_BYTES), all: continued(first, iterator) };
}

async function* continued(
	first: Uint8Array[],
	iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
	try {
		yield* first;
		for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
	} finally {
		// A reader that stops early must not leave the connection behind.
		await iterator.return?.();
	}
}

export interface MeterOptions {
	/** What was announced; a body of another length is not the file. */
	expectedBytes: number | undefined;
	maximumBytes: number | undefined;
	sha256: boolean;
}

/** Counts, limits, verifies and hashes bytes on their way. */
export class Meter {
	bytes = 0;

	private readonly hash: Hash | undefined;

	constructor(private readonly options: MeterOptions) {
		this.hash = options.sha256 ? createHash('sha256') : undefined;
	}

	/** The stream to store. It fails, rather than ends, when the bytes are not all there. */
	through(body: AsyncIterable<Uint8Array>): Readable {
		return Readable.from(this.measured(body), { objectMode: false });
	}

	/** Lower-case hex, once the stream has ended; undefined when it was not asked for. */
	sha256(): string | undefined {
		return this.hash?.digest('hex');
	}

	private async *measured(
		body: AsyncIterable<Uint8Array>,
	): AsyncGenerator<Uint8Array, void, undefined> {
		const { expectedBytes, maximumBytes } = this.options;
		for await (const chunk of body) {
			this.bytes += chunk.length;
			if (maximumBytes !== undefined && this.bytes > maximumBytes) throw tooLarge(maximumBytes);
			this.hash?.update(chunk);
			yield chunk;
		}
		if (expectedBytes !== undefined && this.bytes !== expectedBytes) {
			throw incomplete(this.bytes, expectedBytes);
		}
	}
}

function tooLarge(maximumBytes: number): NotionFilesError {
	return new NotionFilesError({
		code: 'fileTooLarge',
		message: `The file is larger than the maximum of ${maximumBytes} bytes`,
	});
}

function incomplete(received: number, expected: number): NotionFilesError {
	return new NotionFilesError({
		code: 'fileIncomplete',
		message: `The download ended after ${received} of ${expected} bytes`,
		remedy: 'Try again; a proxy on the way may cut large downloads off.',
	});
}
