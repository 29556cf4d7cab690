import { setTimeout as wait } from 'node:timers/promises';

/**
 * Notion's limit belongs to the token, whoever uses it: one gate per token stands before every request
 * of this process. The first 429 closes it for all, so nobody else has to run into the limit to learn
 * of it.
 */
export class Gate {
	private opensAt = 0;

	close(ms: number): void {
		this.opensAt = Math.max(this.opensAt, performance.now() + ms);
	}

	/** Resolves when the gate is open; rejects when the signal fires. */
	async pass(signal: AbortSignal | undefined): Promise<void> {
		for (let ms = this.closedFor(); ms > 0; ms = this.closedFor()) {
			await wait(ms, undefined, { signal });
		}
	}

	private closedFor(): number {
		return this.opensAt - performance.now();
	}
}

const gates = new Map<string, Gate>();

export function gateFor(tokenKey: string): Gate {
	const gate = gates.get(tokenKey) ?? new Gate();
	gates.set(tokenKey, gate);
	return gate;
}
