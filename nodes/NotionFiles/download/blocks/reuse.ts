import { readFileSync, statSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** `off` leaves all memory to Node: nothing is reused. */
const SWITCH = 'NOTION_FILES_REUSE_MEMORY';

const PROBE_PIECES = 4;

/** Writing this much takes far longer than asking for the size of a file. */
const PROBE_BYTES = 1024 * 1024;

let proof: Promise<boolean> | undefined;

export function isReuseOff(): boolean {
	return process.env[SWITCH]?.trim().toLowerCase() === 'off';
}

/**
 * Whether `writeFile` in this very process was seen to ask for a piece only once the last one is in the
 * file. The first call finds it out; if that is not possible, memory is not reused.
 */
export async function mayUseAgain(): Promise<boolean> {
	if (isReuseOff()) return false;
	proof ??= writesBeforeAsking(fs.writeFile);
	return await proof;
}

/**
 * Writes a small file in pieces that are overwritten as soon as the next one is requested, and checks each
 * time how much of the file is there. Without a folder for temporary files, nothing is proved.
 */
export async function writesBeforeAsking(
	writeFile: typeof fs.writeFile,
	temporary = tmpdir(),
): Promise<boolean> {
	let folder: string | undefined;
	try {
		folder = await fs.mkdtemp(join(temporary, 'notion-files-'));
		const file = join(folder, 'probe');
		const expected = Buffer.alloc(PROBE_PIECES * PROBE_BYTES);
		let holds = true;
		async function* pieces(): AsyncGenerator<Buffer, void, undefined> {
			for (let from = 0; from < expected.length; from += PROBE_BYTES) {
				const piece = expected.fill(1 + from / PROBE_BYTES, from, from + PROBE_BYTES);
				const copy = Buffer.from(piece.subarray(from, from + PROBE_BYTES));
				yield copy;
				holds &&= statSync(file).size === from + PROBE_BYTES;
				copy.fill(0);
			}
		}
		// A stream, as the node passes it on: Node could treat it differently from an iterable.
		const stream = Readable.from([]);
		stream[Symbol.asyncIterator] = pieces;
		await writeFile(file, stream);
		return holds && readFileSync(file).equals(expected);
	} catch {
		// Whatever went wrong, nothing is proved: then memory is not reused, which is safe.
		return false;
	} finally {
		if (folder) await fs.rm(folder, { recursive: true, force: true }).catch(() => {});
	}
}
