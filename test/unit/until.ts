import { setImmediate as turn } from 'node:timers/promises';

/** Resolves when something has happened that tells nobody. Without a limit of its own: jest has one. */
export async function until(hasHappened: () => boolean): Promise<void> {
	while (!hasHappened()) await turn();
}
