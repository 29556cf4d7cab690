interface Waiting {
	amount: number;
	admit: () => void;
}

/**
 * Bounds what is under way at once. First come, first served, so that nobody waits forever. Unlike with
 * the semaphores on npm, whoever is aborted leaves the line: a cancelled run must not wait for the
 * requests and files of others.
 */
export class Allowance {
	private readonly line: Waiting[] = [];

	private taken = 0;

	private readonly total: () => number;

	/**
	 * @param total how much may be taken at once; one that changes is looked at whenever somebody comes
	 * or goes
	 */
	constructor(total: number | (() => number)) {
		this.total = typeof total === 'number' ? () => total : total;
	}

	/**
	 * @param amount if more than the total, it is admitted alone
	 * @returns gives the amount back
	 * @throws the reason of the signal
	 */
	async take(amount = 1, signal?: AbortSignal): Promise<() => void> {
		signal?.throwIfAborted();
		await new Promise<void>((resolve, reject) => {
			const leave = (): void => {
				this.line.splice(this.line.indexOf(waiting), 1);
				reject(signal?.reason as Error);
				this.admitNext();
			};
			const admit = (): void => {
				signal?.removeEventListener('abort', leave);
				resolve();
			};
			const waiting = { amount, admit };
			signal?.addEventListener('abort', leave, { once: true });
			this.line.push(waiting);
			this.admitNext();
		});
		let given = false;
		return () => {
			if (given) return;
			given = true;
			this.taken -= amount;
			this.admitNext();
		};
	}

	private admitNext(): void {
		for (let next = this.line[0]; next && this.hasRoomFor(next.amount); next = this.line[0]) {
			this.line.shift();
			this.taken += next.amount;
			next.admit();
		}
	}

	private hasRoomFor(amount: number): boolean {
		return this.taken === 0 || this.taken + amount <= this.total();
	}
}
