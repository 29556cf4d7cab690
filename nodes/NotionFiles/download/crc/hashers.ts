import type { createCRC32, createCRC64, IHasher } from 'hash-wasm';
import { type Crc, FoldedCrc64 } from './FoldedCrc64';
import { isSupported } from './kernel';

/** As the library wants them: the polynomials of the CRC catalogue with their bits in reverse order. */
const CRC32C = 0x82f63b78;
const CRC64_NVME = '9a6c9329ac4bc9b5';

/** Of AWS, Google and others. Sent by S3 where the object was uploaded with it. */
export async function beginCrc32c(): Promise<Crc> {
	hasherOf32C ??= loadCrc32()(CRC32C);
	return takingTurns(await hasherOf32C);
}

/** S3 computes it for every object that was uploaded without a checksum. */
export async function beginCrc64Nvme(): Promise<Crc> {
	hasherOf64 ??= loadCrc64()(CRC64_NVME);
	const hasher = await hasherOf64;
	return isSupported() ? new FoldedCrc64(hasher) : takingTurns(hasher);
}

/** One of each per process: creating one takes longer than a small file. */
let hasherOf32C: Promise<IHasher> | undefined;
let hasherOf64: Promise<IHasher> | undefined;

/** Each file keeps its own state. */
function takingTurns(hasher: IHasher): Crc {
	let state = hasher.init().save();
	return {
		update(chunk) {
			state = hasher.load(state).update(chunk).save();
		},
		digest: () => hasher.load(state).digest('binary'),
	};
}

/** The library's modules can be loaded one by one: these have 8 kB, all of them together 280. */
function loadCrc32(): typeof createCRC32 {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- import() asks for an ES module
	const module = require('hash-wasm/dist/crc32.umd.min.js') as { createCRC32: typeof createCRC32 };
	return module.createCRC32;
}

function loadCrc64(): typeof createCRC64 {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- import() asks for an ES module
	const module = require('hash-wasm/dist/crc64.umd.min.js') as { createCRC64: typeof createCRC64 };
	return module.createCRC64;
}
