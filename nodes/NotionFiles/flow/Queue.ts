/**
 * What one side writes and the other reads, once and in order. Unlike a `Feed` it forgets what was
 * read, so a long run does not hold all that has passed.
 */
export class Queue<T> implements AsyncIterable<T> {
	private waiting: T[] = [];

	private closed = false;

	private wake: () => void = () => {};

	push(value: T): void {
		this.waiting.push(value);
		this.wake();
	}

	close(): void {
		this.closed = true;
		this.wake();
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
		for (;;) {
			// Taken from its end, a list of any length costs no moving of the rest.
			const batch = this.waiting.reverse();
			this.waiting = [];
			while (batch.length > 0) yield batch.pop() as T;
			if (this.waiting.length > 0) continue;
			if (this.closed) return;
			await new Promise<void>((resolve) => {
				this.wake = resolve;
			});
		}
	}
}
