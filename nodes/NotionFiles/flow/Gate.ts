import { clock } from './clock';

/** Stands before all requests that share a limit, and can be closed for a while for all of them. */
export class Gate {
	private opensAt = 0;

	/** @returns by how many milliseconds it opens later than it would have */
	close(ms: number): number {
		const now = clock.now();
		const before = Math.max(this.opensAt, now);
		this.opensAt = Math.max(before, now + ms);
		return this.opensAt - before;
	}

	/** Resolves when the gate is open; rejects when the signal fires. */
	async pass(signal: AbortSignal | undefined): Promise<void> {
		for (let ms = this.closedFor(); ms > 0; ms = this.closedFor()) {
			await clock.wait(ms, signal);
		}
	}

	get isOpen(): boolean {
		return this.closedFor() <= 0;
	}

	private closedFor(): number {
		return this.opensAt - clock.now();
	}
}
