import { randomBytes } from 'node:crypto';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { decoded, isEncoded } from '../../../nodes/NotionFiles/download/contentEncoding';
import { StartAnew } from '../../../nodes/NotionFiles/download/Connector';
import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { rejectionOf } from '../promises';
import { until } from '../../harness/until';

const FILE = Buffer.from('a file that was compressed for the way '.repeat(5_000));

/** Bytes in chunks as they arrive, from a connection that may break at the end. */
class Wire implements AsyncIterable<Uint8Array> {
	closed = false;

	given = 0;

	constructor(
		private readonly bytes: Uint8Array,
		private readonly failure?: Error,
		private readonly chunk = 100,
	) {}

	async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
		try {
			for (let from = 0; from < this.bytes.length; from += this.chunk) {
				this.given = from;
				yield this.bytes.subarray(from, from + this.chunk);
			}
			if (this.failure) throw this.failure;
		} finally {
			this.closed = true;
		}
	}
}

const encode = {
	gzip: gzipSync,
	'x-gzip': gzipSync,
	deflate: deflateSync,
	// At its best level, the default, Brotli takes seconds for random bytes.
	br: (bytes: Buffer) =>
		brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
};
const encodings = Object.entries(encode);

test.each([undefined, '', ' ', 'identity', ' Identity '])(
	'bytes that arrive as %j are the file itself',
	(encoding) => {
		expect(isEncoded(encoding)).toBe(false);
	},
);

describe.each(encodings)('bytes that arrive as %s', (encoding, compress) => {
	test('are what they were before, however they are cut', async () => {
		for (const chunk of [7, 100_000]) {
			const bytes = decoded(new Wire(compress(FILE), undefined, chunk), encoding);
			expect(isEncoded(encoding)).toBe(true);
			expect((await buffer(bytes)).equals(FILE)).toBe(true);
		}
	});

	test('may be empty', async () => {
		const bytes = decoded(new Wire(compress(Buffer.alloc(0))), encoding);
		expect(await buffer(bytes)).toHaveLength(0);
	});

	test('fail if they were cut off, rather than end', async () => {
		const whole = compress(FILE);
		const bytes = decoded(new Wire(whole.subarray(0, whole.length - 9)), encoding);
		expect(await rejectionOf(buffer(bytes))).toMatchObject({ code: 'fileIncomplete' });
	});

	test('fail if they are something else', async () => {
		const bytes = decoded(new Wire(Buffer.alloc(500, 0xff)), encoding);
		const error = await rejectionOf(buffer(bytes));
		expect(error).toBeInstanceOf(NotionFilesError);
		expect(error).toMatchObject({ code: 'fileIncomplete' });
	});

	test('pass on what breaks the connection, as the very same error', async () => {
		for (const failure of [new StartAnew('changed'), new Error('reset')]) {
			const bytes = decoded(new Wire(compress(FILE).subarray(0, 40), failure), encoding);
			expect(await rejectionOf(buffer(bytes))).toBe(failure);
		}
	});

	test('close the connection for a reader that stops early', async () => {
		const wire = new Wire(compress(randomBytes(600_000)), undefined, 500);
		for await (const chunk of decoded(wire, encoding)) {
			expect(chunk.length).toBeGreaterThan(0);
			break;
		}
		// The decoder works in its own thread and learns about it when it gets its turn.
		await until(() => wire.closed);
		expect(wire.given).toBeLessThan(590_000);
	});
});

describe('what grows without limit', () => {
	const MB = 1024 * 1024;

	test.each(encodings)('%s: ends with an error', async (encoding, compress) => {
		let bytes = 0;
		const reading = (async () => {
			const wire = new Wire(compress(Buffer.alloc(20 * MB)));
			for await (const chunk of decoded(wire, encoding)) bytes += chunk.length;
		})();
		expect(await rejectionOf(reading)).toMatchObject({ code: 'fileRefused' });
		expect(bytes).toBeGreaterThan(9 * MB);
		expect(bytes).toBeLessThan(20 * MB);
	});

	test('is returned up to 10 MB', async () => {
		const bytes = decoded(new Wire(gzipSync(Buffer.alloc(10 * MB))), 'gzip');
		expect(await buffer(bytes)).toHaveLength(10 * MB);
	});

	test('is returned if it grows to less than 200 times its size', async () => {
		const text = Buffer.concat([randomBytes(60_000), Buffer.alloc(11 * MB)]);
		const bytes = decoded(new Wire(gzipSync(text)), 'gzip');
		expect(await buffer(bytes)).toHaveLength(text.length);
	});
});

test('the name of an encoding may be written in any case', async () => {
	const bytes = decoded(new Wire(gzipSync(FILE)), ' GZIP ');
	expect((await buffer(bytes)).equals(FILE)).toBe(true);
});

test.each(['zstd', 'gzip, br', 'compress', 'toString', '__proto__', 'x'.repeat(10_000)])(
	'an encoding that we cannot undo is refused: %.20s',
	(encoding) => {
		expect(() => decoded(new Wire(FILE), encoding)).toThrow(
			expect.objectContaining({
				code: 'fileRefused',
				message: expect.stringMatching(/^.{1,150}$/),
			}),
		);
	},
);
