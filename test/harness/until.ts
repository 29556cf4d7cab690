import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

/** Nothing that is waited for takes nearly this long: it only says what is missing before jest gives up. */
const LONGEST_MS = 25_000;

/** Resolves when something has happened that sends no event. */
export async function until(hasHappened: () => boolean): Promise<void> {
	const begun = performance.now();
	while (!hasHappened()) {
		if (performance.now() - begun > LONGEST_MS) throw new Error(`Never: ${String(hasHappened)}`);
		await wait(1);
	}
}

/** Lets everything happen that is only waiting for its turn. */
export async function someTurns(): Promise<void> {
	for (let turn = 0; turn < 20; turn++) await nextTurn();
}
