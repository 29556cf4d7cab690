import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { MemoryBudget } from '../../nodes/NotionFiles/download/MemoryBudget';
import { turnClock } from '../harness/turnClock';
import { rejectionOf } from '../unit/promises';
import { Downloading, holdingStore, writingStore, type TestStore } from './downloading';
import { RawHost, repeat } from './rawHost';

const MB = 1024 * 1024;
const BUDGET = 16 * MB;

const clock = turnClock();

const head = (...lines: string[]): string =>
	['HTTP/1.1 200 OK', 'content-type: application/octet-stream', ...lines, '', ''].join('\r\n');
const CHUNKED = 'transfer-encoding: chunked';
const chunkOf = (bytes: Buffer): Buffer =>
	Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

type Answer = (socket: Socket) => void;

/** A bit every so often, by the clock of the download. */
const drip =
	(first: string, bit: string | Uint8Array, everyMs: number): Answer =>
	(socket) => {
		socket.write(first);
		repeat(socket, bit, () => clock().advance(everyMs));
	};
/** A bit every second of that clock, and few of them together: it would take an hour. */
const slowly =
	(first: string, bit: string): Answer =>
	(socket) => {
		socket.write(first);
		const timer = setInterval(() => {
			clock().advance(1_000);
			socket.write(bit);
		}, 20);
		socket.once('close', () => clearInterval(timer));
	};
const whole =
	(first: string, body: Uint8Array): Answer =>
	(socket) => {
		socket.write(first);
		socket.write(body);
	};

const ZEROS = Buffer.alloc(24 * MB);
const EARLY_HINTS = 'HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n';
const A_CHUNK = chunkOf(randomBytes(64 * 1024));
const GOOD = randomBytes(300_000);
const LARGE = randomBytes(3 * MB);
const LARGER = Buffer.alloc(BUDGET + MB, 'larger');

/** Called when the first bytes of a promise are on their way. */
let begun: () => unknown = () => {};

/** As many as there are connections. */
const PROMISES = 16;

const ATTACKS: Record<string, Answer> = {
	'/flood-of-hints': (socket) => repeat(socket, EARLY_HINTS),
	'/hints-for-ever': drip('', EARLY_HINTS, 50_000),
	'/refusal-that-drips': slowly('HTTP/1.1 403 Forbidden\r\ncontent-length: 4000\r\n\r\n', ' '),
	'/refusal-without-end': slowly(`HTTP/1.1 404 Not Found\r\n${CHUNKED}\r\n\r\n`, '1\r\n \r\n'),
	'/body-that-drips': drip(head('content-length: 1000000'), 'x', 50_000),
	'/chunks-that-drip': drip(head(CHUNKED), '1\r\nx\r\n', 50_000),
	'/endless': drip(head(CHUNKED), A_CHUNK, 0),
	'/until-closed-without-end': drip(head(), A_CHUNK, 0),
	'/promise': drip(head('content-length: 900000000000000') + 'x'.repeat(5_000), 'x', 0),
	'/brotli-bomb': whole(head(CHUNKED, 'content-encoding: br'), chunkOf(brotliCompressSync(ZEROS))),
	'/gzip-bomb': whole(head(CHUNKED, 'content-encoding: gzip'), chunkOf(gzipSync(ZEROS))),
	'/promise-of-a-large-file': (socket) => {
		socket.write(head('content-length: 4000000000') + 'x'.repeat(700_000));
		begun();
	},
	'/byte-by-byte': whole(head(CHUNKED), Buffer.from('1\r\nx\r\n'.repeat(100_000) + '0\r\n\r\n')),
	'/large': whole(head(`content-length: ${LARGE.length}`), LARGE),
	'/larger': whole(head(`content-length: ${LARGER.length}`), LARGER),
	'/larger-in-chunks': whole(
		head(CHUNKED),
		Buffer.concat([chunkOf(LARGER), Buffer.from('0\r\n\r\n')]),
	),
	'/good': whole(head(`content-length: ${GOOD.length}`), GOOD),
};

let host: RawHost;
let downloading: Downloading;
let store: TestStore;

beforeAll(async () => {
	host = new RawHost((socket, { path }) => ATTACKS[path]?.(socket));
	await host.open();
});

afterEach(async () => {
	await downloading.close();
	await host.deserted();
	expect(store.open.size).toBe(0);
	expect(store.left()).toEqual([]);
	store.close();
});

afterAll(async () => await host.close());

const NO_ANSWER = 'kept announcing an answer and gave none';
const NO_LENGTH = 'larger than 16 MB, its host does not say how large';
const GROWN = 'grows to more than 200 times';

describe.each([
	['holds a file in memory', holdingStore],
	['writes a file while it arrives', writingStore],
])('into a store that %s', (_, storeOver) => {
	beforeEach(() => {
		store = storeOver(new MemoryBudget(BUDGET));
		downloading = new Downloading({ store });
	});

	test.each([
		['/flood-of-hints', 'connectionFailed', NO_ANSWER],
		['/hints-for-ever', 'connectionFailed', NO_ANSWER],
		['/refusal-that-drips', 'fileRefused', 'HTTP 403'],
		['/refusal-without-end', 'fileGone', 'HTTP 404'],
		['/body-that-drips', 'fileIncomplete', 'cannot continue one'],
		['/brotli-bomb', 'fileRefused', GROWN],
		['/gzip-bomb', 'fileRefused', GROWN],
	])('%s ends: %s', async (path, code, message) => {
		const error = await rejectionOf(downloading.get(host.url(path)));
		expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string });
		expect(store.received).toBeLessThan(BUDGET);
	});
});

describe('into a store that holds files in memory', () => {
	beforeEach(() => {
		store = holdingStore(new MemoryBudget(BUDGET));
		downloading = new Downloading({ store });
	});

	test.each(['/endless', '/until-closed-without-end'])(
		'%s ends before it takes more than the budget',
		async (path) => {
			const error = await rejectionOf(downloading.get(host.url(path)));
			expect(error).toMatchObject({
				code: 'fileTooLarge',
				message: expect.stringContaining(NO_LENGTH) as string,
			});
			expect(store.received).toBeLessThanOrEqual(BUDGET);
		},
	);

	test('/chunks-that-drip ends', async () => {
		const error = await rejectionOf(downloading.get(host.url('/chunks-that-drip')));
		expect(error).toMatchObject({ message: expect.stringContaining('cannot continue') as string });
	});

	test('/promise of more than any of them can take is refused at once', async () => {
		const error = await rejectionOf(downloading.get(host.url('/promise')));
		expect(error).toMatchObject({
			code: 'fileTooLarge',
			message: expect.stringContaining('announces 858306885 MB') as string,
		});
		expect(store.received).toBe(0);
	});

	test('promises that are not kept hold nobody up', async () => {
		const abort = new AbortController();
		const attacked = new Downloading({ store, signal: abort.signal });
		const allBegun = new Promise<void>((resolve) => {
			let count = 0;
			begun = () => ++count === PROMISES && resolve();
		});
		const promises = Array.from(
			{ length: PROMISES },
			async () => await rejectionOf(attacked.get(host.url('/promise-of-a-large-file'))),
		);
		await allBegun;
		for (const path of ['/good', '/large']) {
			const good = await downloading.get(host.url(path));
			expect(good).toMatchObject({ kind: 'stored' });
		}
		abort.abort(new Error('enough'));
		expect(await Promise.all(promises)).toHaveLength(PROMISES);
		await attacked.close();
	});
});

describe('into a store that writes a file while it arrives', () => {
	beforeEach(() => {
		store = writingStore(new MemoryBudget(BUDGET));
		downloading = new Downloading({ store });
	});

	test('files that are larger than the memory budget arrive, announced or not', async () => {
		for (const path of ['/larger', '/larger-in-chunks'])
			expect(await downloading.get(host.url(path))).toMatchObject({ fileSize: LARGER.length });
	});

	test('a body in chunks of one byte arrives whole', async () => {
		const download = await downloading.get(host.url('/byte-by-byte'));
		expect(download).toMatchObject({ fileSize: 100_000 });
	});
});
