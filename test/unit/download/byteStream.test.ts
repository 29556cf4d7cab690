import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { Meter, peek, TooLarge } from '../../../nodes/NotionFiles/download/byteStream';
import { MemoryBudget } from '../../../nodes/NotionFiles/download/MemoryBudget';
import { collect, isPending, rejectionOf } from '../promises';

const ENOUGH_TO_TELL = 4100;

/** A body that remembers how much of it was read and whether it was closed. */
class Body implements AsyncIterable<Uint8Array> {
	given = 0;

	closed = false;

	constructor(
		private readonly chunks: readonly Uint8Array[],
		private readonly failure?: Error,
	) {}

	async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
		try {
			for (const chunk of this.chunks) {
				this.given++;
				yield chunk;
			}
			if (this.failure) throw this.failure;
		} finally {
			this.closed = true;
		}
	}
}

const bytes = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill);
const whole = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> =>
	Buffer.concat(await collect(source));

describe('peeking', () => {
	test('reads as much as is needed for the type of a file, and no more', async () => {
		const body = new Body([bytes(4000), bytes(99), bytes(1), bytes(5000), bytes(5000)]);
		const { head } = await peek(body);
		expect(head).toHaveLength(ENOUGH_TO_TELL);
		expect(body.given).toBe(3);
	});

	test.each([[[]], [[bytes(0)]], [[bytes(3), bytes(0), bytes(2)]]])(
		'returns all of a short body: %j',
		async (chunks: Uint8Array[]) => {
			const { head, all } = await peek(new Body(chunks));
			expect(head).toEqual(Buffer.concat(chunks));
			expect(await whole(all)).toEqual(Buffer.concat(chunks));
		},
	);

	test('returns a head no longer than needed from a large first chunk', async () => {
		const { head, all } = await peek(new Body([bytes(1_000_000)]));
		expect(head).toHaveLength(ENOUGH_TO_TELL);
		expect(await whole(all)).toHaveLength(1_000_000);
	});

	test('changes nothing for later reading, however the body is cut', async () => {
		const chunk = fc.oneof(
			fc.uint8Array({ maxLength: 10 }),
			fc.nat(6000).map((n) => bytes(n, n)),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(chunk, { maxLength: 8 }), async (chunks) => {
				const { head, all } = await peek(new Body(chunks));
				const expected = Buffer.concat(chunks);
				expect(head.equals(expected.subarray(0, ENOUGH_TO_TELL))).toBe(true);
				expect((await whole(all)).equals(expected)).toBe(true);
			}),
		);
	});

	test('passes on what breaks the body, immediately or when it happens', async () => {
		const broken = new Error('broken');
		expect(await rejectionOf(peek(new Body([bytes(1)], broken)))).toBe(broken);
		const { all } = await peek(new Body([bytes(5000)], broken));
		expect(await rejectionOf(collect(all))).toBe(broken);
	});

	test('closes the body for a reader that stops early', async () => {
		const body = new Body([bytes(5000), bytes(5000), bytes(5000)]);
		const { all } = await peek(body);
		expect(body.closed).toBe(false);
		for await (const chunk of all) {
			expect(chunk).toHaveLength(5000);
			break;
		}
		expect(body.closed).toBe(true);
		expect(body.given).toBe(1);
	});
});

const meter = (maximumBytes?: number, sha256 = false): Meter => new Meter({ maximumBytes, sha256 });

const { signal } = new AbortController();

function through(measuring: Meter, body: AsyncIterable<Uint8Array>): Readable {
	return measuring.through(body, new MemoryBudget().share(undefined), signal);
}

type Read = (measuring: Meter, body: AsyncIterable<Uint8Array>) => Promise<Buffer>;

describe.each<[string, Read]>([
	['that returns a stream', async (measuring, body) => await buffer(through(measuring, body))],
	['that returns one piece', async (measuring, body) => await measuring.whole(body)],
])('a meter %s', (_, read) => {
	const chunks = [bytes(3, 1), bytes(0), bytes(5, 2)];

	test('lets all bytes through, counted and hashed', async () => {
		const measuring = meter(undefined, true);
		const through = await read(measuring, new Body(chunks));
		expect(through).toEqual(Buffer.concat(chunks));
		expect(measuring.bytes).toBe(8);
		expect(measuring.sha256()).toBe(createHash('sha256').update(through).digest('hex'));
		expect(measuring.failure).toBeUndefined();
	});

	test('hashes nothing unless requested', async () => {
		const measuring = meter();
		await read(measuring, new Body(chunks));
		expect(measuring.sha256()).toBeUndefined();
	});

	test('handles an empty file', async () => {
		const measuring = meter(0, true);
		expect(await read(measuring, new Body([]))).toHaveLength(0);
		expect(measuring.bytes).toBe(0);
		expect(measuring.sha256()).toMatch(/^e3b0c442/);
	});

	test.each([
		[8, false],
		[7, true],
		[0, true],
	])('with a maximum of %d stops a body of 8 bytes: %s', async (maximum, breaks) => {
		const measuring = meter(maximum);
		const body = new Body(chunks);
		const reading = read(measuring, body);
		if (breaks) expect(await rejectionOf(reading)).toBeInstanceOf(TooLarge);
		else expect(await reading).toHaveLength(8);
		expect(measuring.failure instanceof TooLarge).toBe(breaks);
		expect(body.closed).toBe(true);
	});

	test('keeps what broke the body, which a store may wrap or swallow', async () => {
		const broken = new Error('broken');
		const measuring = meter();
		await rejectionOf(read(measuring, new Body(chunks, broken)));
		expect(measuring.failure).toBe(broken);
	});
});

describe('the stream of a meter', () => {
	test.each([[new Error('disk full')], [undefined]])(
		'closes the body if the store gives up, with or without a reason: %p',
		async (reason) => {
			const measuring = meter();
			const body = new Body([bytes(100_000), bytes(100_000), bytes(100_000)]);
			const stream = through(measuring, body);
			await once(stream, 'readable');
			const closed = new Promise((resolve) => stream.once('close', resolve));
			stream.on('error', () => {}).destroy(reason);
			await closed;
			expect(body.closed).toBe(true);
			// It is up to the store to report that it gave up.
			expect(measuring.failure).toBeUndefined();
		},
	);

	test('reads no further ahead than a stream buffers', async () => {
		const body = new Body(Array.from({ length: 100 }, () => bytes(65_536)));
		const stream = through(meter(), body);
		await once(stream, 'readable');
		expect(await isPending(once(stream, 'end'))).toBe(true);
		expect(body.given).toBeLessThan(5);
		stream.destroy();
	});

	// Only Linux has a disk that is always full.
	(existsSync('/dev/full') ? test : test.skip)('lets a full disk tell of itself', async () => {
		const measuring = meter();
		const body = new Body([bytes(100_000), bytes(100_000)]);
		const writing = writeFile('/dev/full', through(measuring, body));
		expect(await rejectionOf(writing)).toMatchObject({ code: 'ENOSPC' });
		expect(measuring.failure).toBeUndefined();
		expect(body.closed).toBe(true);
	});

	describe.each<[string, (stream: Readable) => Promise<void>, boolean]>([
		['listens to it', listen, true],
		['iterates over it', iterate, false],
	])('to a store that %s', (_, take, holds) => {
		test.each([
			[undefined, holds],
			[true, false],
			[false, true],
		])('known to write to disk: %p; is counted: %p', async (writesToDisk, isCounted) => {
			const share = new MemoryBudget(1_000_000).share(undefined);
			const body = new Body([bytes(2_000_000)]);
			const reading = take(meter().through(body, share, signal, writesToDisk));
			if (isCounted) expect(await rejectionOf(reading)).toMatchObject({ code: 'fileTooLarge' });
			else expect(await reading).toBeUndefined();
		});
	});
});

async function listen(stream: Readable): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		stream.on('data', () => {});
		stream.once('end', resolve).once('error', reject);
	});
}

async function iterate(stream: Readable): Promise<void> {
	await buffer(stream);
}
