/**
 * How many files become items for one input item that has a limit. Whether a file does is known only
 * once it has been downloaded, so a place is taken for it before; a file that does not gives it back.
 */
export class Quota {
	private underWay = 0;

	private items = 0;

	private waiting: Array<() => void> = [];

	/** @param signal ends every wait */
	constructor(
		private readonly limit: number,
		private readonly signal: AbortSignal,
	) {
		signal.addEventListener('abort', () => this.wake(), { once: true });
	}

	/** Takes a place. @returns whether there was one */
	take(): boolean {
		if (!this.isFree) return false;
		this.underWay += 1;
		return true;
	}

	/** To be called once for each place that was taken. */
	settle(isItem: boolean): void {
		this.underWay -= 1;
		if (isItem) this.items += 1;
		this.wake();
	}

	/**
	 * Resolves when a place is free, or none will be any more.
	 * @throws the reason of the signal
	 */
	async hasRoom(): Promise<boolean> {
		while (!this.isFree && this.items < this.limit) {
			this.signal.throwIfAborted();
			await new Promise<void>((resolve) => this.waiting.push(resolve));
		}
		return this.isFree;
	}

	private get isFree(): boolean {
		return this.underWay + this.items < this.limit;
	}

	private wake(): void {
		const { waiting } = this;
		this.waiting = [];
		waiting.forEach((resolve) => resolve());
	}
}
