import { createHash } from 'node:crypto';

/** The chance that two of 100,000 keys share a hash is one in three billion. */
export const HASH_BYTES = 8;

/** Precedes what was stored with pages; without it, there are hashes of files and nothing else. */
const WITH_PAGES = 'v2:';

const PAGE_BYTES = 3;
const DAY_BYTES = 2;
const ENTRY_BYTES = HASH_BYTES + PAGE_BYTES + DAY_BYTES;

const DAY_MS = 24 * 60 * 60_000;

/** Long enough for people to put something back: from the trash, from a page that was not shared. */
const DAYS_UNTIL_FORGOTTEN = 30;

interface Entry {
	/** Three bytes that stand for the page where it is; 0 while that is unknown. */
	page: number;
	/** The day since which it is no longer there, counted from 1970; 0 while it is. */
	goneSince: number;
	/** Whether it went with its page. */
	withPage: boolean;
}

const THERE = { goneSince: 0, withPage: false };

/** The days until 2059 take 15 bits; the highest bit says whether the page is gone as well. */
const WITH_PAGE = 0x8000;

/**
 * The files that a trigger has returned, or found when it was activated: thirteen bytes for each, so
 * that n8n can keep them beside the workflow. Those that are no longer there are forgotten after a
 * while; if they come back after that, they count as new.
 */
export class SeenFiles {
	private readonly entries: Map<string, Entry>;

	/** The pages of what this poll has found. */
	private readonly found = new Map<string, number>();

	private changed = false;

	/** @param stored what `toStore` returned; anything else counts as empty */
	constructor(
		stored: unknown,
		private readonly now: () => number = Date.now,
	) {
		this.entries = read(stored);
	}

	has(key: string): boolean {
		return this.entries.has(hashOf(key));
	}

	/** Call it for each file that is there, whether it was seen before or not. */
	find(key: string, pageId: string): void {
		const hash = hashOf(key);
		const page = shortHashOf(pageId);
		this.found.set(hash, page);
		const entry = this.entries.get(hash);
		if (entry) this.update(entry, { page, ...THERE });
	}

	add(key: string): void {
		const hash = hashOf(key);
		if (!this.entries.has(hash)) this.set(hash, { page: this.found.get(hash) ?? 0, ...THERE });
	}

	/**
	 * Call it when everything was looked through: what was not found is gone, and is forgotten when it
	 * has been gone for long.
	 * @param pages those that were read, and those that were not, since nothing has changed there
	 */
	foundAll({ read, unread }: { read: Iterable<string>; unread: Iterable<string> }): void {
		const [readPages, unreadPages] = [read, unread].map(
			(ids) => new Set([...ids].map(shortHashOf)),
		);
		for (const [hash, entry] of this.entries) {
			const { page } = entry;
			// Two pages may share their three bytes; then something is kept that could be forgotten.
			if (page === 0 || this.found.has(hash)) continue;
			if (!unreadPages?.has(page)) this.isGone(hash, entry, readPages?.has(page) !== true);
			else if (entry.goneSince === 0 || entry.withPage) this.update(entry, { page, ...THERE });
			else this.isGone(hash, entry, false);
		}
	}

	private isGone(hash: string, entry: Entry, withPage: boolean): void {
		const today = Math.floor(this.now() / DAY_MS);
		if (entry.goneSince === 0) {
			this.update(entry, { page: entry.page, goneSince: today, withPage });
		} else if (today - entry.goneSince >= DAYS_UNTIL_FORGOTTEN) {
			this.entries.delete(hash);
			this.changed = true;
		}
	}

	/** @param stored what `toStore` of another one returned */
	addStored(stored: unknown): void {
		for (const [hash, entry] of read(stored)) {
			if (!this.entries.has(hash)) this.set(hash, entry);
		}
	}

	/** Undefined when there is nothing new to keep. */
	toStore(): string | undefined {
		if (!this.changed) return undefined;
		const bytes = Buffer.alloc(this.entries.size * ENTRY_BYTES);
		let at = 0;
		for (const [hash, { page, goneSince, withPage }] of this.entries) {
			at += bytes.write(hash, at, 'latin1');
			at = bytes.writeUIntBE(page, at, PAGE_BYTES);
			at = bytes.writeUIntBE(goneSince + (withPage ? WITH_PAGE : 0), at, DAY_BYTES);
		}
		return `${WITH_PAGES}${bytes.toString('base64')}`;
	}

	private set(hash: string, entry: Entry): void {
		this.entries.set(hash, entry);
		this.changed = true;
	}

	private update(entry: Entry, next: Entry): void {
		const same = entry.page === next.page && entry.goneSince === next.goneSince;
		if (same && entry.withPage === next.withPage) return;
		Object.assign(entry, next);
		this.changed = true;
	}
}

function read(stored: unknown): Map<string, Entry> {
	const text = typeof stored === 'string' ? stored : '';
	const hasPages = text.startsWith(WITH_PAGES);
	const bytes = Buffer.from(hasPages ? text.slice(WITH_PAGES.length) : text, 'base64');
	const size = hasPages ? ENTRY_BYTES : HASH_BYTES;
	const entries = new Map<string, Entry>();
	for (let at = 0; at + size <= bytes.length; at += size) {
		const pageAt = at + HASH_BYTES;
		const hash = bytes.toString('latin1', at, pageAt);
		entries.set(hash, hasPages ? entryAt(bytes, pageAt) : { page: 0, ...THERE });
	}
	return entries;
}

function entryAt(bytes: Buffer, at: number): Entry {
	const day = bytes.readUIntBE(at + PAGE_BYTES, DAY_BYTES);
	const withPage = day >= WITH_PAGE;
	const page = bytes.readUIntBE(at, PAGE_BYTES);
	return { page, goneSince: withPage ? day - WITH_PAGE : day, withPage };
}

/** Never 0. */
function shortHashOf(pageId: string): number {
	const hash = hashOf(pageId.replaceAll('-', '').toLowerCase());
	return Buffer.from(hash, 'latin1').readUIntBE(0, PAGE_BYTES) || 1;
}

/** What stands for a key where it is kept: its hash, each byte as one character (latin1). */
export function hashOf(key: string): string {
	return createHash('sha256').update(key).digest().toString('latin1', 0, HASH_BYTES);
}
