import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c, crc64nvme, type Crc } from './crc';
import type { HostAnswer } from './FileHosts';

/** A checksum that a store announced, computed along. */
export interface Checksum {
	update(chunk: Uint8Array): void;
	/** Whether all bytes together have the announced checksum; to be asked once, at the end. */
	matches(): boolean;
}

/**
 * The checksum to verify against, of those that S3 sends when a link asks for them
 * (`x-amz-checksum-mode=ENABLED`). Objects uploaded in parts have a checksum of checksums, which ends
 * in `-<parts>` and cannot be computed from the bytes alone.
 */
export function announcedChecksum(header: HostAnswer['header']): Checksum | undefined {
	for (const [name, begin] of ALGORITHMS) {
		const announced = header(`x-amz-checksum-${name}`);
		if (announced && !announced.includes('-')) return begin(announced);
	}
	return undefined;
}

/** Where several come, the first of these: Node computes the upper three itself, and so much faster. */
const ALGORITHMS: ReadonlyArray<[string, (announced: string) => Checksum]> = [
	['sha256', (announced) => digest('sha256', announced)],
	['sha1', (announced) => digest('sha1', announced)],
	['crc32', (announced) => crc(zlibCrc32(), announced)],
	['crc32c', (announced) => crc(crc32c(), announced)],
	['crc64nvme', (announced) => crc(crc64nvme(), announced)],
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
		matches: () => running.digest().toString('base64') === announced,
	};
}

/** The one that Node has, and computes far faster than any loop of ours. */
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
