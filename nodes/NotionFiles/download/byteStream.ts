import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { giveBack } from './blocks/Block';
import { givingBackWhenWritten } from './blocks/whenWritten';
import type { Share } from './MemoryBudget';

/** The beginning of a body, and the whole body as if nobody had looked. */
export interface Peeked {
	head: Buffer;
	all: AsyncIterable<Uint8Array>;
}

/** Enough for every signature we know, the one of tar (at byte 257) included. */
const HEAD_BYTES = 4100;

/** Reads as much as is needed to recognize the type of a file, and no more. */
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
		for (let next = await iterator.next(); !next.done; next = await iterator.next())
			yield next.value;
	} finally {
		// A reader that stops early must not leave the connection open.
		await iterator.return?.();
	}
}

/** More bytes arrived than the user wants, though fewer or no length were announced. */
export class TooLarge extends Error {}

export interface MeterOptions {
	maximumBytes: number | undefined;
	sha256: boolean;
}

/** Counts, limits and hashes bytes on their way into the store. */
export class Meter {
	bytes = 0;

	/** What broke the stream: stores wrap errors in their own, or only report a closed stream. */
	failure: unknown;

	private readonly hash: Hash | undefined;

	constructor(private readonly options: MeterOptions) {
		this.hash = options.sha256 ? createHash('sha256') : undefined;
	}

	/**
	 * @param share counts the bytes if the store keeps them in memory
	 * @param writesToDisk whether it does not; if that is unknown, the way it reads the stream tells: those of
	 * n8n's stores that keep a file in memory (memory, database, S3, Azure) listen to the stream, the file system
	 * iterates over it
	 */
	through(
		body: AsyncIterable<Uint8Array>,
		share: Share,
		signal: AbortSignal,
		writesToDisk?: boolean,
	): Readable {
		let isIterated = false;
		const hold = (bytes: number): Promise<void> | undefined =>
			(writesToDisk ?? isIterated) ? undefined : share.add(bytes, signal);
		// In object mode: otherwise, waiting bytes would be copied into one piece.
		const stream = Readable.from(this.measured(body, hold), { highWaterMark: 1 });
		const iterate = stream[Symbol.asyncIterator].bind(stream);
		stream[Symbol.asyncIterator] = () => {
			isIterated = true;
			return iterate();
		};
		return givingBackWhenWritten(stream);
	}

	async whole(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
		const chunks: Uint8Array[] = [];
		for await (const chunk of this.measured(body)) chunks.push(chunk);
		const whole = Buffer.concat(chunks);
		for (const chunk of chunks) giveBack(chunk);
		return whole;
	}

	/** Lower-case hex, once the stream has ended; undefined if it was not requested. */
	sha256(): string | undefined {
		return this.hash?.digest('hex');
	}

	private async *measured(
		body: AsyncIterable<Uint8Array>,
		hold?: (bytes: number) => Promise<void> | undefined,
	): AsyncGenerator<Uint8Array, void, undefined> {
		const { maximumBytes } = this.options;
		let isWithStore = false;
		try {
			for await (const chunk of body) {
				this.bytes += chunk.length;
				if (maximumBytes !== undefined && this.bytes > maximumBytes) throw new TooLarge();
				const room = hold?.(chunk.length);
				if (room) await room;
				this.hash?.update(chunk);
				isWithStore = true;
				yield chunk;
				isWithStore = false;
			}
		} catch (thrown) {
			// A store that fails destroys the stream, often with a meaningless reason.
			if (!isWithStore) this.failure = thrown;
			await Promise.reject(thrown);
		}
	}
}
