import type { IDataObject } from 'n8n-workflow';
import type { NotionReader } from '../locate/NotionReader';
import { KnownTrees } from '../history/known/KnownTrees';
import { SearchedChanges } from '../history/known/SearchedChanges';
import { TreeHistory } from '../history/known/TreeHistory';
import { SeenFiles } from '../history/SeenFiles';
import { UnfinishedFiles } from '../history/UnfinishedFiles';

/**
 * Search may not show a page, and rows that were not edited are not listed, though they may appear without
 * an edit: the database is shared again, a filter looks at a formula. So all are asked for this often.
 */
const CHECK_EVERY_MS = 6 * 60 * 60_000;

/** After this many scans in a row that did not reach the end and found nothing, that is reported. */
const MOST_VAIN_LOOKS = 3;

/** What a trigger remembers between its polls: n8n keeps it when a poll has handed over its items. */
export class TriggerHistory {
	private readonly isSame: boolean;

	/** What was kept when the poll began, to tell whether another poll has kept anything since. */
	private readonly before: Pick<IDataObject, 'source' | 'files'>;

	private readonly files: SeenFiles;

	private readonly trees: KnownTrees;

	readonly unfinished: UnfinishedFiles;

	/** Whether the files that were there at the beginning are known by now. */
	isReady: boolean;

	/** When what is no longer there was looked for. */
	private allFoundAt: number;

	/** Scans in a row that did not reach the end and found nothing; one more when that has been reported. */
	private vainLooks: number;

	/** How many pages a scan has reached so far that did not reach its end. */
	private furthest: number;

	/** Whether this poll has seen anything for the first time. */
	private hasLearnt = false;

	/**
	 * @param kept n8n's static data of the node
	 * @param source what is watched: if it changes, the new one is scanned from the beginning
	 * @param earlier the same as earlier versions of this package called it
	 */
	constructor(
		private readonly kept: IDataObject,
		private readonly source: string,
		earlier = source,
	) {
		this.isSame = kept.source === source || kept.source === earlier;
		this.before = { source: kept.source, files: kept.files };
		const known = this.isSame ? kept : {};
		this.isReady = known.isReady === true;
		this.files = new SeenFiles(known.files);
		this.trees = new KnownTrees(known.trees);
		this.unfinished = new UnfinishedFiles(known.unfinished);
		this.allFoundAt = Number(known.allFoundAt) || 0;
		this.vainLooks = Number(known.vainLooks) || 0;
		this.furthest = Number(known.furthest) || 0;
	}

	/** What is known of what is watched; to be told what has been read. */
	treeFor(reader: NotionReader): { tree: TreeHistory; reader: NotionReader } {
		const changes = new SearchedChanges(reader, this.trees);
		const tree = new TreeHistory(this.trees, this.source, {
			// Of a page with files that were not seen, no more is kept than that.
			unconfirmed: async (keys) => await Promise.resolve(new Set(keys)),
			changes,
			checkEveryMs: CHECK_EVERY_MS,
			now: () => Date.now(),
		});
		const search: NotionReader['search'] = (kind, order, onCut) =>
			changes.search(kind, order, onCut);
		return { tree, reader: { ...reader, search, known: tree } };
	}

	/**
	 * After a poll that looked through all that it had to.
	 * @param read the pages that it read
	 * @param unread those that it did not need to read, since nothing has changed there
	 */
	lookedThrough(read: Iterable<string>, unread: Iterable<string>): void {
		this.unfinished.foundAll();
		this.vainLooks = 0;
		this.furthest = 0;
		if (Date.now() - this.allFoundAt < CHECK_EVERY_MS) return;
		this.allFoundAt = Date.now();
		this.files.foundAll({ read, unread });
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
			trees: this.trees.toStore() ?? (isSame ? kept.trees : undefined) ?? '',
			unfinished: this.unfinished.toStore() ?? (isSame ? kept.unfinished : undefined) ?? '',
			allFoundAt: this.allFoundAt,
			vainLooks: this.vainLooks,
			furthest: this.furthest,
		};
		// What earlier versions kept instead.
		for (const name of ['pages', 'rowsSince', 'allRowsAt']) next[name] = undefined;
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

function failureOf(key: string): string {
	return `failed ${key}`;
}
