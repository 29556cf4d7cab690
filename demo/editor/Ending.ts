const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type Task = () => Promise<void>;

/** When everything is to end, and what is to be ended then. */
export class Ending {
	/** Resolves at the first signal, or when whoever started this process is gone. */
	readonly asked: Promise<undefined>;

	private readonly tasks: Task[] = [];

	private hasBegun = false;

	constructor() {
		let resolve: (value: undefined) => void = () => {};
		this.asked = new Promise((settle) => (resolve = settle));
		const ask = (): void => {
			this.hasBegun = true;
			resolve(undefined);
		};
		for (const signal of SIGNALS) {
			process.once(signal, () => {
				ask();
				// n8n notices by itself that this process is gone.
				process.once(signal, () => process.exit(130));
			});
		}
		// npm passes SIGTERM on to its shell, and that to nobody.
		const parent = process.ppid;
		setInterval(() => process.ppid !== parent && ask(), 500).unref();
	}

	/** What comes later is ended earlier; what comes too late is ended at once. */
	add(task: Task): void {
		if (this.hasBegun) void task();
		else this.tasks.unshift(task);
	}

	/** @throws when nothing new is to begin */
	check(): void {
		if (this.hasBegun) throw new Error('Ended before it was ready');
	}

	async finish(): Promise<void> {
		this.hasBegun = true;
		for (const task of this.tasks.splice(0)) await task();
	}
}
