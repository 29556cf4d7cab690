import { HASH_BYTES, hashOf } from './SeenFiles';

/** When a file is begun, among the others that a poll finds. */
export type Turn =
	/** In its place. */
	| 'usual'
	/** Before all others: the last poll had too little time for it. */
	| 'first'
	/** After all others, and only while it keeps none of them waiting. */
	| 'last'
	/** Not in this poll. */
	| 'notNow';

interface Entry {
	/** How many polls ended while it was under way. */
	polls: number;
	/** Minutes since 1970, when the last of them did. */
	tried: number;
}

/** A file that outlasts this many polls is given up: it goes last from then on. */
const MOST_POLLS = 3;

/** How long a file that was given up is left alone. */
const REST_MINUTES = 60;

/** 17 kB of text. Whatever is forgotten beyond that counts as new. */
const MOST_ENTRIES = 1_000;

const ENTRY_BYTES = HASH_BYTES + 1 + 4;
const MINUTE_MS = 60_000;

/**
 * The files that were still under way when the time of a poll was up. A file may need more time than
 * any poll has, for its size or because its host is slow: it gets the whole of a poll's time a few
 * times, and must not keep others waiting after that.
 */
export class UnfinishedFiles {
	private readonly entries: Map<string, Entry>;

	/** Those that this poll has found again. */
	private readonly found = new Set<string>();

	/** Those that go first and were not found yet. */
	private readonly toCome = new Set<string>();

	private changed = false;

	/** @param stored what `toStore` returned; anything else counts as empty */
	constructor(
		stored: unknown,
		private readonly now: () => number = Date.now,
	) {
		this.entries = read(stored);
		for (const [hash, { polls }] of this.entries) if (polls < MOST_POLLS) this.toCome.add(hash);
	}

	/** Call it once in a poll for each file that is new in it. */
	turnOf(key: string): Turn {
		const hash = hashOf(key);
		const entry = this.entries.get(hash);
		if (entry === undefined) return 'usual';
		this.found.add(hash);
		this.toCome.delete(hash);
		if (entry.polls < MOST_POLLS) return 'first';
		return Math.abs(this.minute() - entry.tried) >= REST_MINUTES ? 'last' : 'notNow';
	}

	/** How many files that go first have not been found yet. */
	get awaited(): number {
		return this.toCome.size;
	}

	/** The poll ends, and the file is still under way. */
	outlasted(key: string): void {
		const hash = hashOf(key);
		const polls = Math.min((this.entries.get(hash)?.polls ?? 0) + 1, MOST_POLLS);
		// The youngest entries are at the end.
		this.entries.delete(hash);
		this.entries.set(hash, { polls, tried: this.minute() });
		this.found.add(hash);
		this.changed = true;
	}

	isGivenUp(key: string): boolean {
		return this.entries.get(hashOf(key))?.polls === MOST_POLLS;
	}

	/** The file has ended, whether well or badly. */
	ended(key: string): void {
		if (this.entries.delete(hashOf(key))) this.changed = true;
	}

	/** A poll has looked through everything: what it has not found is no longer there. */
	foundAll(): void {
		for (const hash of this.entries.keys()) {
			if (this.found.has(hash)) continue;
			this.entries.delete(hash);
			this.changed = true;
		}
	}

	/** The memory as text, for n8n to keep; undefined when there is nothing new to keep. */
	toStore(): string | undefined {
		if (!this.changed) return undefined;
		const kept = [...this.entries].slice(-MOST_ENTRIES);
		const bytes = Buffer.alloc(kept.length * ENTRY_BYTES);
		kept.forEach(([hash, { polls, tried }], index) => {
			const at = index * ENTRY_BYTES;
			bytes.write(hash, at, 'latin1');
			bytes.writeUInt8(polls, at + HASH_BYTES);
			bytes.writeUInt32BE(tried, at + HASH_BYTES + 1);
		});
		return bytes.toString('base64');
	}

	private minute(): number {
		return Math.floor(this.now() / MINUTE_MS);
	}
}

function read(stored: unknown): Map<string, Entry> {
	const bytes = Buffer.from(typeof stored === 'string' ? stored : '', 'base64');
	const entries = new Map<string, Entry>();
	for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
		entries.set(bytes.toString('latin1', at, at + HASH_BYTES), {
			polls: Math.min(bytes.readUInt8(at + HASH_BYTES), MOST_POLLS),
			tried: bytes.readUInt32BE(at + HASH_BYTES + 1),
		});
	}
	return entries;
}
