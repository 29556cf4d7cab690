/**
 * An append-only list that can be read while it still grows, by any number of readers, each from the
 * start. The walk writes as Notion answers; whoever reads gets the entries in order, waiting only
 * where the next one is not there yet.
 */
export class Feed<T> implements AsyncIterable<T> {
	private readonly entries: T[] = [];

	private closed = false;

	private isAwaited = false;

	private wake: () => void = () => {};

	private wakeWriter: () => void = () => {};

	private changed = this.nextChange();

	push(...entries: T[]): void {
		for (const entry of entries) this.entries.push(entry);
		if (entries.length > 0) this.isAwaited = false;
		this.announce();
	}

	close(): void {
		this.closed = true;
		this.announce();
	}

	/** Resolves when a reader has read all that is there: for a writer who would write in vain before. */
	async whenAwaited(): Promise<void> {
		if (this.isAwaited) return;
		await new Promise<void>((resolve) => {
			this.wakeWriter = resolve;
		});
	}

	[Symbol.asyncIterator](): FeedReader<T> {
		let index = 0;
		return {
			next: async () => {
				while (index >= this.entries.length) {
					if (this.closed) return { done: true, value: undefined };
					this.isAwaited = true;
					this.wakeWriter();
					await this.changed;
				}
				return { done: false, value: this.entries[index++] as T };
			},
			unread: () => ({ entries: this.entries.slice(index), isAll: this.closed }),
		};
	}

	private announce(): void {
		const wake = this.wake;
		this.changed = this.nextChange();
		wake();
	}

	private async nextChange(): Promise<void> {
		return await new Promise((resolve) => {
			this.wake = resolve;
		});
	}
}

/** One reader of a feed. */
export interface FeedReader<T> extends AsyncIterator<T, undefined, undefined> {
	/** What is there and was not read, and whether no more can follow. */
	unread(): { entries: T[]; isAll: boolean };
}
