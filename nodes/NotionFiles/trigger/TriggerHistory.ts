import type { IDataObject } from 'n8n-workflow';
import { asText } from '../json';
import type { PageRead } from '../locate/Finding';
import type { NotionReader } from '../locate/NotionReader';
import { PagesAtRest } from '../history/PagesAtRest';
import { SeenFiles } from '../history/SeenFiles';
import { UnfinishedFiles } from '../history/UnfinishedFiles';

/**
 * Rows that were not edited are not listed, but they may appear without an edit: the database is shared
 * again, a filter looks at a formula. So all are listed at least this often.
 */
const ALL_ROWS_EVERY_MS = 6 * 60 * 60_000;

/** After this many scans in a row that did not reach the end and found nothing, that is reported. */
const MOST_VAIN_LOOKS = 3;

/** A page that a poll has met. */
export interface MetPage {
	pageId: string;
	/** As Notion returned it. */
	lastEditedTime: string | undefined;
}

/** What a trigger remembers between its polls: n8n keeps it when a poll has handed over its items. */
export class TriggerHistory {
	private readonly isSame: boolean;

	/** What was kept when the poll began, to tell whether another poll has kept anything since. */
	private readonly before: Pick<IDataObject, 'source' | 'files'>;

	private readonly files: SeenFiles;

	private readonly pages: PagesAtRest;

	readonly unfinished: UnfinishedFiles;

	/** Whether the files that were there at the beginning are known by now. */
	isReady: boolean;

	/** Undefined if all rows have to be listed. */
	private rowsSince: string | undefined;

	private allRowsAt: number;

	/** Scans in a row that did not reach the end and found nothing; one more when that has been reported. */
	private vainLooks: number;

	/** How many pages a scan has reached so far that did not reach its end. */
	private furthest: number;

	/** Whether this poll has seen anything for the first time. */
	private hasLearnt = false;

	/**
	 * @param kept n8n's static data of the node
	 * @param source what is watched: if it changes, the new one is scanned from the beginning
	 */
	constructor(
		private readonly kept: IDataObject,
		private readonly source: string,
	) {
		this.isSame = kept.source === source;
		this.before = { source: kept.source, files: kept.files };
		const known = this.isSame ? kept : {};
		this.isReady = known.isReady === true;
		this.files = new SeenFiles(known.files);
		this.pages = new PagesAtRest(known.pages);
		this.unfinished = new UnfinishedFiles(known.unfinished);
		this.allRowsAt = Number(known.allRowsAt) || 0;
		this.vainLooks = Number(known.vainLooks) || 0;
		this.furthest = Number(known.furthest) || 0;
		const isFresh = Date.now() - this.allRowsAt < ALL_ROWS_EVERY_MS;
		this.rowsSince = isFresh ? asText(known.rowsSince) : undefined;
	}

	/** A reader that knows which pages are at rest. */
	readerOf(reader: NotionReader): NotionReader {
		const resting = { ...this.pages.for(this.source), rowsEditedSince: this.rowsSince };
		return { ...reader, resting };
	}

	/**
	 * To be told of each page that was read to its end.
	 * @param isSettled whether all files on it have been seen
	 */
	pageWasRead(page: PageRead, isSettled: boolean): void {
		this.pages.for(this.source).wasRead(page, isSettled);
	}

	/**
	 * After a poll that looked through all that it had to.
	 * @param read the pages that it read
	 * @param unread those that it did not need to read, since nothing has changed there
	 */
	lookedThrough(read: readonly MetPage[], unread: readonly MetPage[]): void {
		this.unfinished.foundAll();
		this.vainLooks = 0;
		this.furthest = 0;
		if (this.rowsSince === undefined) {
			this.allRowsAt = Date.now();
			this.files.foundAll({ read: idsOf(read), unread: idsOf(unread) });
		}
		// What was read may not be at rest yet; all that was edited before it is.
		this.rowsSince = timesOf(read).at(0) ?? timesOf(unread).at(-1) ?? this.rowsSince;
	}

	/**
	 * After a poll that had no time to look through everything, and returns nothing.
	 * @param pages how many it has reached
	 * @returns whether to report that, since it has been so for long
	 */
	lookedInVain(pages: number): boolean {
		const isProgress = this.hasLearnt || pages > this.furthest;
		this.furthest = Math.max(pages, this.furthest);
		if (this.vainLooks > MOST_VAIN_LOOKS) return false;
		this.vainLooks = isProgress ? 0 : this.vainLooks + 1;
		if (this.vainLooks < MOST_VAIN_LOOKS) return false;
		this.vainLooks = MOST_VAIN_LOOKS + 1;
		return true;
	}

	hasSeen(key: string): boolean {
		return this.files.has(key);
	}

	/** Call it for each file that a poll finds. */
	find(key: string, pageId: string): void {
		this.files.find(key, pageId);
		this.files.find(failureOf(key), pageId);
	}

	see(key: string): void {
		this.hasLearnt ||= !this.files.has(key);
		this.files.add(key);
		this.unfinished.ended(key);
	}

	/** A failure is reported once, however many polls it lasts. */
	hasTold(key: string): boolean {
		return this.files.has(failureOf(key));
	}

	tell(key: string): void {
		this.files.add(failureOf(key));
	}

	/** Hands over to n8n what this poll has learned. */
	save(): void {
		const { kept, isSame, before } = this;
		if (kept.source !== before.source || kept.files !== before.files) {
			this.saveBeside();
			return;
		}
		const next: IDataObject = {
			source: this.source,
			isReady: this.isReady,
			files: this.files.toStore() ?? (isSame ? kept.files : ''),
			pages: this.pages.toStore() ?? (isSame ? kept.pages : ''),
			unfinished: this.unfinished.toStore() ?? (isSame ? kept.unfinished : undefined) ?? '',
			rowsSince: this.rowsSince ?? '',
			allRowsAt: this.allRowsAt,
			vainLooks: this.vainLooks,
			furthest: this.furthest,
		};
		// Each assignment makes n8n write all of it, so what stays the same is not touched.
		for (const [name, value] of Object.entries(next)) {
			if (kept[name] !== value) kept[name] = value;
		}
	}

	/** Another poll did not wait for this one, which may have hung: what that poll has learned stands. */
	private saveBeside(): void {
		const { kept } = this;
		if (kept.source !== this.source) return;
		this.files.addStored(kept.files);
		kept.files = this.files.toStore() ?? kept.files;
		if (this.isReady) kept.isReady = true;
	}
}

function idsOf(pages: readonly MetPage[]): string[] {
	return pages.map(({ pageId }) => pageId);
}

/** The earliest first. */
function timesOf(pages: readonly MetPage[]): string[] {
	return pages.map(({ lastEditedTime = '' }) => lastEditedTime).sort();
}

function failureOf(key: string): string {
	return `failed ${key}`;
}
