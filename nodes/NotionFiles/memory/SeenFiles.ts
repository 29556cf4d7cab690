import { createHash } from 'node:crypto';

const HASH_BYTES = 8;

/**
 * The files that a trigger has given, or found there when it was activated: eight bytes for each, so
 * that n8n can keep them beside the workflow. That two of 100,000 files share a hash has a chance of
 * one in three thousand millions.
 */
export class SeenFiles {
	private readonly hashes: Set<string>;

	private changed = false;

	/** @param stored what `toStore` gave; anything else counts as empty */
	constructor(stored: unknown) {
		const bytes = Buffer.from(typeof stored === 'string' ? stored : '', 'base64');
		this.hashes = new Set();
		for (let at = 0; at + HASH_BYTES <= bytes.length; at += HASH_BYTES) {
			this.hashes.add(bytes.toString('latin1', at, at + HASH_BYTES));
		}
	}

	has(key: string): boolean {
		return this.hashes.has(hashOf(key));
	}

	add(key: string): void {
		const hash = hashOf(key);
		if (this.hashes.has(hash)) return;
		this.hashes.add(hash);
		this.changed = true;
	}

	/** Undefined when there is nothing new to keep. */
	toStore(): string | undefined {
		if (!this.changed) return undefined;
		return Buffer.from([...this.hashes].join(''), 'latin1').toString('base64');
	}
}

function hashOf(key: string): string {
	return createHash('sha256').update(key).digest().toString('latin1', 0, HASH_BYTES);
}
