/**
 * An append-only list that can be read while it still grows, by any number of readers, each from the
 * start. The walk writes as Notion answers; whoever reads gets the entries in order, waiting only
 * where the next one is not there yet.
 */
export class Feed<T> implements AsyncIterable<T> {
	private readonly entries: T[] = [];

	private closed = false;

	private wake: () => void = () => {};

	private changed = this.nextChange();

	push(...entries: T[]): void {
		for (const entry of entries) this.entries.push(entry);
		this.announce();
	}

	close(): void {
		this.closed = true;
		this.announce();
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
		for (let index = 0; ;) {
			while (index < this.entries.length) yield this.entries[index++] as T;
			if (this.closed) return;
			await this.changed;
		}
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
