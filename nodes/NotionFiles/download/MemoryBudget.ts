/** As much as may be on its way into stores that hold a whole file in memory. */
const BUDGET_BYTES = 256 * 1024 * 1024;

/** What a file is taken for whose host does not announce its length. */
const UNKNOWN_LENGTH_BYTES = 64 * 1024 * 1024;

interface Waiting {
	bytes: number;
	admit: () => void;
}

/**
 * Bounds memory by bytes and not by files: of n8n's binary stores only the file system is streamed
 * into, all others buffer a whole file first (facts/n8n.md 1.2). A file larger than the budget goes
 * alone. First come, first served, so that none waits forever.
 */
export class MemoryBudget {
	private readonly queue: Waiting[] = [];

	constructor(
		private free = BUDGET_BYTES,
		private readonly total = free,
	) {}

	/**
	 * @param length announced, in bytes
	 * @returns what gives the bytes back
	 */
	async take(length: number | undefined, signal: AbortSignal): Promise<() => void> {
		signal.throwIfAborted();
		const bytes = Math.min(length ?? UNKNOWN_LENGTH_BYTES, this.total);
		await new Promise<void>((resolve, reject) => {
			const leave = (): void => this.leave(waiting, reject, signal);
			const admit = (): void => {
				signal.removeEventListener('abort', leave);
				resolve();
			};
			const waiting = { bytes, admit };
			signal.addEventListener('abort', leave, { once: true });
			this.queue.push(waiting);
			this.admitNext();
		});
		let given = false;
		return () => {
			if (given) return;
			given = true;
			this.free += bytes;
			this.admitNext();
		};
	}

	/** For stores that are streamed into. */
	lift(): void {
		this.free = Infinity;
		this.admitNext();
	}

	private admitNext(): void {
		for (let next = this.queue[0]; next && next.bytes <= this.free; next = this.queue[0]) {
			this.queue.shift();
			this.free -= next.bytes;
			next.admit();
		}
	}

	private leave(waiting: Waiting, refuse: (reason: unknown) => void, signal: AbortSignal): void {
		const at = this.queue.indexOf(waiting);
		if (at < 0) return;
		this.queue.splice(at, 1);
		refuse(signal.reason);
		this.admitNext();
	}
}

/** One for the process: executions side by side share its memory. */
export const memoryBudget = new MemoryBudget();
