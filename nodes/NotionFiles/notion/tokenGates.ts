import { Gate } from '../flow/Gate';

/** Tokens come and go, with OAuth by the hour; those in use are never among the oldest of so many. */
const MOST_TOKENS = 1_000;

const gates = new Map<string, Gate>();

/**
 * Notion's limit belongs to the token, whoever uses it: one gate per token stands before every request
 * of this process. The first 429 closes it for all, so nobody else has to run into the limit to learn
 * of it.
 */
export function gateFor(tokenKey: string): Gate {
	const gate = gates.get(tokenKey) ?? new Gate();
	// Set anew, so that it is the youngest.
	gates.delete(tokenKey);
	gates.set(tokenKey, gate);
	const [oldest] = gates.keys();
	if (gates.size > MOST_TOKENS && oldest !== undefined) gates.delete(oldest);
	return gate;
}
