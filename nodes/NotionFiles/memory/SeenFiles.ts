import { HASH_BYTES, hashOf } from './hashOf';

/**
 * The files that a trigger has given, or found there when it was activated: eight bytes for each, so
 * that n8n can keep them beside the workflow. That two of 100,000 files share a hash has a chance of
 * one in three thousand millions.
 */
export class SeenFiles {
	private readonly hashes = new Set<string>();

	private changed = false;

	/** @param stored what `toStore` gave; anything else counts as empty */
	constructor(stored: unknown) {
		for (const hash of hashesIn(stored)) this.hashes.add(hash);
	}

	has(key: string): boolean {
		return this.hashes.has(hashOf(key));
	}

	add(key: string): void {
		this.addHash(hashOf(key));
	}

	/** @param stored what `toStore` of another one gave */
	addStored(stored: unknown): void {
		for (const hash of hashesIn(stored)) this.addHash(hash);
	}

	/** Undefined when there is nothing new to keep. */
	toStore(): string | undefined {
		if (!this.changed) return undefined;
		return Buffer.from([...this.hashes].join(''), 'latin1').toString('base64');
	}

	private addHash(hash: string): void {
		if (this.hashes.has(hash)) return;
		this.hashes.add(hash);
		this.changed = true;
	}
}

function* hashesIn(stored: unknown): Generator<string> {
	const bytes = Buffer.from(typeof stored === 'string' ? stored : '', 'base64');
	for (let at = 0; at + HASH_BYTES <= bytes.length; at += HASH_BYTES) {
		yield bytes.toString('latin1', at, at + HASH_BYTES);
	}
}
