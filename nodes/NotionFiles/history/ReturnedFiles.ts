import { HASH_BYTES, hashOf } from './SeenFiles';

/** 1.1 MB of text. Whatever is forgotten beyond that counts as never returned. */
const MOST_FILES = 100_000;

/**
 * The files that limited runs have returned and nobody has confirmed since, the earliest first. Their
 * turn comes after that of all others: however many keep failing, they keep none of the others waiting.
 * Losing this memory costs nothing but that order.
 */
export class ReturnedFiles {
	/** With the place in the order. */
	private readonly turns = new Map<string, number>();

	private nextTurn = 0;

	private changed = false;

	/**
	 * @param stored what `toStore` returned; anything else counts as empty
	 * @param list the list of processed files that would confirm them
	 */
	constructor(
		stored: unknown,
		private readonly list: string,
	) {
		const bytes = Buffer.from(typeof stored === 'string' ? stored : '', 'base64');
		for (let at = 0; at + HASH_BYTES <= bytes.length; at += HASH_BYTES) {
			this.turns.set(bytes.toString('latin1', at, at + HASH_BYTES), this.nextTurn++);
		}
	}

	/** Lower for what was returned earlier; undefined for what was not. */
	turnOf(key: string): number | undefined {
		return this.turns.get(this.hash(key));
	}

	/** It has been returned, perhaps again. */
	add(key: string): void {
		const hash = this.hash(key);
		this.turns.delete(hash);
		this.turns.set(hash, this.nextTurn++);
		this.changed = true;
	}

	/** It has been confirmed. */
	forget(key: string): void {
		if (this.turns.delete(this.hash(key))) this.changed = true;
	}

	/** The memory as text, for n8n to keep; undefined when there is nothing new to keep. */
	toStore(): string | undefined {
		if (!this.changed) return undefined;
		const kept = [...this.turns.keys()].slice(-MOST_FILES);
		return Buffer.from(kept.join(''), 'latin1').toString('base64');
	}

	private hash(key: string): string {
		return hashOf(`${this.list} ${key}`);
	}
}
