import { setImmediate as turn } from 'node:timers/promises';

/** Nothing that is waited for takes a fraction of this: it only says what is missing before jest gives up. */
const LONGEST_MS = 20_000;

/** Resolves when something has happened that tells nobody. */
export async function until(hasHappened: () => boolean): Promise<void> {
	const begun = performance.now();
	while (!hasHappened()) {
		await turn();
		if (performance.now() - begun > LONGEST_MS) throw new Error(`Never: ${String(hasHappened)}`);
	}
}
