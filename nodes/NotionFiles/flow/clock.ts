import { setTimeout as timer } from 'node:timers/promises';

/** Tells how much time has passed, and waits. */
export interface Clock {
	/** Whole milliseconds since some moment, never set back: differences are exact, unlike `performance.now()`. */
	now(): number;
	/** @throws an AbortError whose cause is the reason of the signal */
	wait(ms: number, signal?: AbortSignal): Promise<void>;
	/**
	 * The same for a time limit, during which something else goes on: a clock that is turned skips
	 * waits, but time is up only when it has passed.
	 */
	limit(ms: number, signal?: AbortSignal): Promise<void>;
}

const system: Clock = {
	now: () => Math.floor(performance.now()),
	wait: async (ms, signal) => await timer(ms, undefined, { signal }),
	limit: async (ms, signal) => await timer(ms, undefined, { signal }),
};

let running = system;

/**
 * The clock of every wait between two attempts and of every time limit that is ours. Limits of single
 * connections are undici's and n8n's own, which have no clock that could be turned.
 */
export const clock: Clock = {
	now: () => running.now(),
	wait: async (ms, signal) => await running.wait(ms, signal),
	limit: async (ms, signal) => await running.limit(ms, signal),
};

/**
 * Runs another clock, for tests: a wait of minutes takes no time, but is still asked for.
 * @returns restores the system's clock
 */
export function runClock(other: Clock): () => void {
	running = other;
	return () => {
		running = system;
	};
}
