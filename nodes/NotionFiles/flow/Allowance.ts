interface Waiting {
	amount: number;
	admit: () => void;
}

/**
 * Bounds what is under way at once. First come, first served, so that none waits
 * forever. Unlike the semaphores of the registry, whoever is aborted leaves the line: a cancelled run
 * must not wait for the requests and files of others.
 */
export class Allowance {
	private readonly line: Waiting[] = [];

	private free: number;

	constructor(private readonly total: number) {
		this.free = total;
	}

	/**
	 * @param amount more than the whole is taken for the whole: it goes alone
	 * @returns what gives the amount back
	 * @throws the reason of the signal
	 */
	async take(amount = 1, signal?: AbortSignal): Promise<() => void> {
		signal?.throwIfAborted();
		const bounded = Math.min(amount, this.total);
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
			const waiting = { amount: bounded, admit };
			signal?.addEventListener('abort', leave, { once: true });
			this.line.push(waiting);
			this.admitNext();
		});
		let given = false;
		return () => {
			if (given) return;
			given = true;
			this.free += bounded;
			this.admitNext();
		};
	}

	private admitNext(): void {
		for (let next = this.line[0]; next && next.amount <= this.free; next = this.line[0]) {
			this.line.shift();
			this.free -= next.amount;
			next.admit();
		}
	}
}
