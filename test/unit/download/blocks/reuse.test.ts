import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
	isReuseOff,
	mayUseAgain,
	writesBeforeAsking,
} from '../../../../nodes/NotionFiles/download/blocks/reuse';
import { collect } from '../../promises';
import { oneAhead } from './oneAhead';

type WriteFile = typeof fs.writeFile;

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'notion-files-test-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the writeFile of this Node.js writes a piece before it asks for the next one', async () => {
	expect(await writesBeforeAsking(fs.writeFile, folder)).toBe(true);
	expect(readdirSync(folder)).toEqual([]);
});

const writing = (write: (file: string, pieces: Readable) => Promise<unknown>): WriteFile =>
	((file: string, pieces: Readable) => write(file, pieces)) as unknown as WriteFile;

test.each([
	[
		'asks for a piece too early',
		writing(async (file, pieces) => await fs.writeFile(file, oneAhead<Buffer>(pieces))),
	],
	[
		'collects all pieces first',
		writing(async (file, pieces) => await fs.writeFile(file, await collect<Buffer>(pieces))),
	],
	[
		'writes only the first piece',
		writing(async (file, pieces) => {
			for await (const piece of pieces) return await fs.writeFile(file, piece as Buffer);
		}),
	],
	['fails', writing(async () => await Promise.reject(new Error('The disk is full')))],
])('of one that %s, nothing is proved', async (_, writeFile) => {
	expect(await writesBeforeAsking(writeFile, folder)).toBe(false);
	expect(readdirSync(folder)).toEqual([]);
});

test('without a folder for temporary files nothing is proved, and nothing fails', async () => {
	expect(await writesBeforeAsking(fs.writeFile, join(folder, 'missing'))).toBe(false);
});

test('memory may be reused if that is proved, and not if it is switched off', async () => {
	expect(await mayUseAgain()).toBe(true);
	try {
		for (const off of ['off', ' OFF ']) {
			process.env.NOTION_FILES_REUSE_MEMORY = off;
			expect([isReuseOff(), await mayUseAgain()]).toEqual([true, false]);
		}
	} finally {
		delete process.env.NOTION_FILES_REUSE_MEMORY;
	}
});
