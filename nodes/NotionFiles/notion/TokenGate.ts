import { Allowance } from '../flow/Allowance';
import { Gate } from '../flow/Gate';
import { Spending } from './Spending';

/** Sends a request when its turn has come. */
export type InTurn = <T>(send: () => Promise<T>, signal: AbortSignal | undefined) => Promise<T>;

/**
 * Notion's limit belongs to the token, whoever uses it: every request of this process with that token
 * passes here. The first 429 closes the gate for all, so no other request has to reach the limit to learn
 * about it; those already in progress reach it, too. How many may be in progress is up to `Spending`.
 */
export class TokenGate {
	private readonly gate = new Gate();

	private readonly spending = new Spending();

	private readonly slots = new Allowance(() => this.atOnce);

	/** Those with requests in progress or in line. */
	private runs = 0;

	/**
	 * The way through the gate for one run. However long its walk, it has no more requests in line than may be
	 * in progress, because others wait there with a request or two.
	 */
	wayForRun(): InTurn {
		const ownSlots = new Allowance(() => this.atOnce);
		let asked = 0;
		return async (send, signal) => {
			if (asked++ === 0) this.runs++;
			try {
				const leave = await ownSlots.take(1, signal);
				return await this.pass(send, signal).finally(leave);
			} finally {
				if (--asked === 0) this.runs--;
			}
		};
	}

	/** After a refusal. */
	close(ms: number): void {
		this.gate.close(ms);
		this.spending.refused();
	}

	private get atOnce(): number {
		return this.spending.atOnce(this.runs);
	}

	/** A slot is held only during the request: whoever waits for something leaves it to others. */
	private async pass<T>(send: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
		for (;;) {
			await this.gate.pass(signal);
			const leave = await this.slots.take(1, signal);
			try {
				// The gate may have been closed while this one waited for its slot.
				if (this.gate.isOpen) return await send().finally(() => this.spending.spend());
			} finally {
				leave();
			}
		}
	}
}

/** Tokens come and go, with OAuth every hour; those in use are never among the oldest of this many. */
const MOST_TOKENS = 1_000;

const gates = new Map<string, TokenGate>();

/** The one gate of a token in this process. */
export function gateFor(tokenKey: string): TokenGate {
	const gate = gates.get(tokenKey) ?? new TokenGate();
	// Set again, so that it is the youngest.
	gates.delete(tokenKey);
	gates.set(tokenKey, gate);
	const [oldest] = gates.keys();
	if (gates.size > MOST_TOKENS && oldest !== undefined) gates.delete(oldest);
	return gate;
}
