import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

const LIMIT_MS = 25_000;
const STEP_MS = 5;

/** Waits for what happens in its own time; where it does not, the test fails before jest gives up. */
export async function until(condition: () => boolean): Promise<void> {
	for (let waited = 0; !condition(); waited += STEP_MS) {
		if (waited > LIMIT_MS) throw new Error('It did not happen');
		await wait(STEP_MS);
	}
}

/** Lets all happen that needs nothing but its turn. */
export async function someTurns(): Promise<void> {
	for (let turn = 0; turn < 20; turn++) await nextTurn();
}
