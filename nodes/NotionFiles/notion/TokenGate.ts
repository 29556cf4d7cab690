import { Allowance } from '../flow/Allowance';
import { Gate } from '../flow/Gate';

/**
 * Requests under way at once. No fixed pacing: Notion's limit is a window that may be spent in a
 * burst, and the gate handles its end (docs/notion-api.md#request-limits). Of all executions together no more
 * than these can run into the limit before the first refusal is known.
 */
export const REQUESTS_AT_ONCE = 10;

/**
 * Notion's limit belongs to the token, whoever uses it: every request of this process with that token
 * passes here. The first 429 closes the gate for all, so nobody else has to run into the limit to
 * learn of it.
 */
export class TokenGate {
	private readonly gate = new Gate();

	private readonly slots = new Allowance(REQUESTS_AT_ONCE);

	close(ms: number): void {
		this.gate.close(ms);
	}

	/** A slot is held for the request alone: whoever waits for something leaves it to others. */
	async pass<T>(send: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
		for (;;) {
			await this.gate.pass(signal);
			const leave = await this.slots.take(1, signal);
			try {
				// It may have been closed while this one waited for its slot.
				if (this.gate.isOpen) return await send();
			} finally {
				leave();
			}
		}
	}
}

/** Tokens come and go, with OAuth by the hour; those in use are never among the oldest of so many. */
const MOST_TOKENS = 1_000;

const gates = new Map<string, TokenGate>();

/** The one gate of a token in this process. */
export function gateFor(tokenKey: string): TokenGate {
	const gate = gates.get(tokenKey) ?? new TokenGate();
	// Set anew, so that it is the youngest.
	gates.delete(tokenKey);
	gates.set(tokenKey, gate);
	const [oldest] = gates.keys();
	if (gates.size > MOST_TOKENS && oldest !== undefined) gates.delete(oldest);
	return gate;
}
