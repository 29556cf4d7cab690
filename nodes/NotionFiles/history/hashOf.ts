import { createHash } from 'node:crypto';

/** That two of 100,000 keys share a hash has a chance of one in three thousand millions. */
export const HASH_BYTES = 8;

/** What stands for a key where it is kept: its hash, each byte as one character (latin1). */
export function hashOf(key: string): string {
	return createHash('sha256').update(key).digest().toString('latin1', 0, HASH_BYTES);
}
