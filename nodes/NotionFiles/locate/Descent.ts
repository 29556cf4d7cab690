import type { FeedReader } from '../flow/Feed';
import type { Finding } from './Finding';
import type { Entry, Located, Pace } from './Located';

/** A branch that has been entered and not been left. */
interface Level {
	/** Of the page or database that it is part of, if that is below the root. */
	pageId: string | undefined;
	/** Of the page, database or data source. */
	placeId: string | undefined;
	entries: AsyncIterator<Entry> & Partial<Pick<FeedReader<Entry>, 'unread'>>;
}

/**
 * Goes through a branch and all below it, in document order and into each branch once: a synced block
 * that holds itself ends here, and the second copy of one adds nothing. Iterative, because toggles nest
 * as deep as people like. A branch is forgotten when its end is reached.
 */
export class Descent {
	private readonly seen = new WeakSet<Located>();

	private readonly open: Level[] = [];

	constructor(
		private readonly root: Located,
		private readonly pace: Pace,
	) {
		this.enter(root, root.pageId);
	}

	/** Undefined at the end. */
	async next(): Promise<Finding | undefined> {
		for (let top = this.open.at(-1); top; top = this.open.at(-1)) {
			const next = await top.entries.next();
			if (next.done) this.open.pop();
			else if (next.value.kind === 'finding') return await this.completed(next.value.finding);
			else this.enter(next.value.branch, next.value.branch.pageId ?? top.pageId);
		}
		return undefined;
	}

	/**
	 * In place of further calls of `next`: what is left of the pages that have been begun. Most of them
	 * only as far as it is there; those that are needed to the end, without the pages and databases
	 * below.
	 *
	 * @returns whether that is all that is left
	 */
	async *rest(
		isNeeded: (pageId: string | undefined) => boolean,
	): AsyncGenerator<Finding, boolean, undefined> {
		let isAll = true;
		for (let top = this.open.at(-1); top; top = this.open.at(-1)) {
			const { pageId, entries } = top;
			const needed = isNeeded(pageId);
			const next = needed ? await entries.next() : this.leave();
			if ('entries' in next) {
				isAll &&= next.isAll;
				for (const entry of next.entries) {
					if (entry.kind === 'finding') yield entry.finding;
					else isAll &&= this.isDone(entry.branch);
				}
			} else if (next.done) {
				this.open.pop();
			} else if (next.value.kind === 'finding') {
				yield await this.completed(next.value.finding);
			} else if (next.value.branch.pageId === undefined) {
				this.enter(next.value.branch, pageId);
			} else {
				isAll &&= this.isDone(next.value.branch);
			}
		}
		return isAll;
	}

	private async completed(finding: Finding): Promise<Finding> {
		return this.root.complete ? await this.root.complete(finding) : finding;
	}

	async close(): Promise<void> {
		for (const { entries } of this.open.reverse()) await entries.return?.();
	}

	private enter(branch: Located, pageId: string | undefined): void {
		if (this.seen.has(branch)) return;
		this.seen.add(branch);
		branch.begin?.(this.pace);
		const above = this.open.at(-1)?.placeId;
		const { place } = branch;
		if (place) this.root.entered?.(place, above);
		const placeId = place?.id ?? above;
		this.open.push({ pageId, placeId, entries: branch.entries[Symbol.asyncIterator]() });
	}

	private isDone(branch: Located): boolean {
		return branch.isMark === true || this.seen.has(branch);
	}

	/** Leaves the innermost branch. @returns what is there of its rest */
	private leave(): ReturnType<FeedReader<Entry>['unread']> {
		const { entries } = this.open.pop() as Level;
		void entries.return?.();
		return entries.unread?.() ?? { entries: [], isAll: false };
	}
}
