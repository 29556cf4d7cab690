import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Crc } from './crc/FoldedCrc64';
import { beginCrc32c, beginCrc64Nvme } from './crc/hashers';
import type { HostAnswer } from './answerHead';

/** A checksum that a store announced, computed as the bytes pass. */
export interface Checksum {
	/** Has read the bytes when it returns: their memory may be reused once they are written. */
	update(chunk: Uint8Array): void;
	/** Whether all bytes together have the announced checksum; call it once, at the end. */
	matches(): boolean;
}

/**
 * The checksum to verify against, out of those that S3 sends when a link asks for them
 * (`x-amz-checksum-mode=ENABLED`). Objects uploaded in parts have a checksum of checksums, which ends
 * in `-<parts>` and cannot be computed from the bytes alone.
 */
export async function announcedChecksum(
	header: HostAnswer['header'],
): Promise<Checksum | undefined> {
	for (const [name, begin] of ALGORITHMS) {
		const announced = header(`x-amz-checksum-${name}`);
		if (announced && !announced.includes('-')) return await begin(announced);
	}
	return undefined;
}

/** If there are several, the first of these counts: Node computes the upper three itself. */
const ALGORITHMS: ReadonlyArray<[string, (announced: string) => Checksum | Promise<Checksum>]> = [
	['sha256', (announced) => digest('sha256', announced)],
	['sha1', (announced) => digest('sha1', announced)],
	['crc32', (announced) => crc(zlibCrc32(), announced)],
	['crc32c', async (announced) => crc(await beginCrc32c(), announced)],
	['crc64nvme', async (announced) => crc(await beginCrc64Nvme(), announced)],
];

function digest(algorithm: string, announced: string): Checksum {
	const hash = createHash(algorithm);
	return {
		update: (chunk) => void hash.update(chunk),
		matches: () => hash.digest('base64') === announced,
	};
}

function crc(running: Crc, announced: string): Checksum {
	return {
		update: (chunk) => running.update(chunk),
		matches: () => Buffer.from(running.digest()).toString('base64') === announced,
	};
}

/** Computed by Node itself. */
function zlibCrc32(): Crc {
	let value = 0;
	return {
		update: (chunk) => {
			value = crc32(chunk, value);
		},
		digest: () => {
			const bytes = Buffer.alloc(4);
			bytes.writeUInt32BE(value);
			return bytes;
		},
	};
}
