import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Block } from '../../../../nodes/NotionFiles/download/blocks/Block';
import { givingBackWhenWritten } from '../../../../nodes/NotionFiles/download/blocks/whenWritten';
import { collect } from '../../promises';
import { oneAhead } from './oneAhead';

const PIECE = 100_000;
const PIECES = 12;

let folder: string;
let file: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'notion-files-test-'));
	file = join(folder, 'file');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Every piece has its own block, which is filled with other bytes as soon as it is empty. */
function stream(): { readable: Readable; sent: Buffer; emptied: () => number } {
	const sent = randomBytes(PIECE * PIECES);
	let emptied = 0;
	const pieces = Array.from({ length: PIECES }, (_, n) => {
		const block = new Block(PIECE, ({ room }) => {
			emptied++;
			room.fill('!');
		});
		sent.copy(block.room, 0, n * PIECE);
		const piece = block.fill(PIECE);
		block.close();
		return piece;
	});
	const readable = givingBackWhenWritten(Readable.from(pieces, { highWaterMark: 1 }));
	return { readable, sent, emptied: () => emptied };
}

describe('the memory of a piece is given back when it is written', () => {
	test('by Node’s writeFile, which n8n’s file system store uses', async () => {
		const { readable, sent, emptied } = stream();
		await writeFile(file, readable);
		expect(readFileSync(file).equals(sent)).toBe(true);
		expect(emptied()).toBe(PIECES);
	});

	// Only Linux has a disk that is always full.
	(existsSync('/dev/full') ? test : test.skip)('and not where writing fails', async () => {
		const { readable, emptied } = stream();
		await expect(writeFile('/dev/full', readable)).rejects.toThrow('ENOSPC');
		expect(emptied()).toBe(0);
	});
});

describe('the memory of a piece belongs to code that', () => {
	test.each<[string, (readable: Readable) => Promise<Buffer>]>([
		['takes all together', async (readable) => await buffer(readable)],
		['keeps the pieces', async (readable) => Buffer.concat(await collect(readable))],
		[
			'listens',
			async (readable) => {
				const pieces: Buffer[] = [];
				readable.on('data', (piece: Buffer) => pieces.push(piece));
				await once(readable, 'end');
				return Buffer.concat(pieces);
			},
		],
		['pipes them on', async (readable) => await buffer(readable.pipe(new PassThrough()))],
		[
			'writes them with a stream',
			async (readable) => {
				await pipeline(readable, createWriteStream(file));
				return readFileSync(file);
			},
		],
		[
			'writes with writeFile what another stream has kept',
			async (readable) => {
				await writeFile(file, readable.pipe(new PassThrough({ highWaterMark: PIECE * PIECES })));
				return readFileSync(file);
			},
		],
		[
			'reads one piece ahead and writes with writeFile',
			async (readable) => {
				await writeFile(file, oneAhead(readable));
				return readFileSync(file);
			},
		],
	])('%s', async (_, consume) => {
		const { readable, sent, emptied } = stream();
		expect((await consume(readable)).equals(sent)).toBe(true);
		expect(emptied()).toBe(0);
	});

	test('reads while the call stack is not available', async () => {
		const { stackTraceLimit } = Error;
		const { readable, sent, emptied } = stream();
		try {
			Error.stackTraceLimit = 0;
			await writeFile(file, readable);
		} finally {
			Error.stackTraceLimit = stackTraceLimit;
		}
		expect(readFileSync(file).equals(sent)).toBe(true);
		expect(emptied()).toBe(0);
	});

	test('writes while the reuse of memory is switched off', async () => {
		const { readable, sent, emptied } = stream();
		process.env.NOTION_FILES_REUSE_MEMORY = 'off';
		try {
			await writeFile(file, readable);
		} finally {
			delete process.env.NOTION_FILES_REUSE_MEMORY;
		}
		expect(readFileSync(file).equals(sent)).toBe(true);
		expect(emptied()).toBe(0);
	});
});
