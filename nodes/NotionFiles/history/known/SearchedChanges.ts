import { asText, type Json } from '../../json';
import { SEARCH_LAG_MS } from '../../locate/moments';
import type { NotionReader, OnCut, SearchKind, SearchOrder } from '../../locate/NotionReader';
import { editedMinute, minuteOf } from './entries';
import type { KnownTrees } from './KnownTrees';

/** What was edited this long before the last listing is listed once more. */
const LAG_MINUTES = minuteOf(SEARCH_LAG_MS);

/** How many pages have to be asked for before one more answer of search is cheaper than asking. */
const PAGES_PER_ANSWER = 2;

/**
 * What was edited since the last run, as far as search shows it: asked for once in a run, and only if
 * that takes fewer requests than to ask for each page.
 */
export class SearchedChanges {
	private looking: Promise<boolean> | undefined;

	/** Up to when each kind has been listed. */
	private readonly until = new Map<SearchKind, number>();

	constructor(
		private readonly reader: NotionReader,
		private readonly trees: KnownTrees,
	) {}

	/** Whether all that search shows is known. What it shows has to be looked at again. */
	async areKnown(): Promise<boolean> {
		this.looking ??= this.look();
		return await this.looking;
	}

	/** Lists as the reader does; whatever is listed is known from then on. */
	async *search(
		kind: SearchKind,
		order: SearchOrder,
		onCut: OnCut = () => {},
	): AsyncGenerator<Json[], void, undefined> {
		const now = this.reader.notionTime?.();
		// Nothing that is listed was edited later than now.
		let latest = 0;
		let isWhole = true;
		const cut = (reason: string): void => {
			isWhole = false;
			onCut(reason);
		};
		for await (const entries of this.reader.search(kind, order, cut)) {
			for (const entry of entries) {
				this.trees.show(entry, this.clockAhead);
				latest = Math.max(latest, editedOf(entry));
			}
			yield entries;
		}
		if (isWhole) this.until.set(kind, now === undefined ? latest : Math.min(latest, minuteOf(now)));
	}

	/** By how many minutes the clock here is fast. */
	private get clockAhead(): number {
		const now = Date.now();
		return Math.max(0, minuteOf(now - (this.reader.notionTime?.() ?? now)));
	}

	private async look(): Promise<boolean> {
		const { trees } = this;
		const kinds: SearchKind[] = trees.hasDatabases ? ['page', 'data_source'] : ['page'];
		const unlisted = kinds.filter((kind) => !this.until.has(kind));
		// The page at the top is asked for in any case.
		let answers = Math.floor((trees.restingPages - 1) / PAGES_PER_ANSWER);
		if (unlisted.length > 0 && (trees.searchedUntil('page') === 0 || answers < unlisted.length))
			return false;
		for (const kind of unlisted) {
			const begin = trees.searchedUntil(kind) - LAG_MINUTES;
			const latest = await this.lookAt(kind, begin, () => answers-- > 0);
			if (latest === undefined) return false;
			this.until.set(kind, latest);
		}
		const pages = this.until.get('page') ?? 0;
		if (pages > 0) trees.searched('page', pages);
		// As long as no database is known, none that will be read was edited before this.
		const sources = kinds.includes('data_source') ? (this.until.get('data_source') ?? 0) : pages;
		if (sources > 0) trees.searched('data_source', sources);
		return true;
	}

	/**
	 * The latest first, until what was edited before `begin`. Undefined if Notion does not answer.
	 * @param isWorth whether one more answer was worth its request
	 */
	private async lookAt(
		kind: SearchKind,
		begin: number,
		isWorth: () => boolean,
	): Promise<number | undefined> {
		let latest = 0;
		let isWhole = true;
		try {
			const onCut = (): void => {
				isWhole = false;
			};
			for await (const entries of this.reader.search(kind, 'descending', onCut)) {
				for (const entry of entries) this.trees.show(entry, this.clockAhead);
				if (latest === 0 && entries[0]) latest = editedOf(entries[0]);
				if (entries.some((entry) => editedOf(entry) < begin)) return latest;
				if (isWorth()) continue;
				isWhole = false;
				break;
			}
		} catch {
			// Then each page is asked for; what is wrong with Notion shows there.
			return undefined;
		}
		if (!isWhole) this.trees.doubtAll();
		return latest;
	}
}

function editedOf(entry: Json): number {
	return editedMinute(asText(entry.last_edited_time)) ?? 0;
}
