import { setTimeout as timer } from 'node:timers/promises';

/** Tells how much time has passed, and waits. */
export interface Clock {
	/** Whole milliseconds since some moment, never set back: differences are exact, unlike `performance.now()`. */
	now(): number;
	/** @throws an AbortError whose cause is the reason of the signal */
	wait(ms: number, signal?: AbortSignal): Promise<void>;
	/**
	 * The same for a limit, beside which something else goes on: a clock that is turned passes over waits, but
	 * time is up only when it has passed.
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
 * Lets another clock run, for tests: a wait of minutes is not waited for, and still asked for.
 * @returns what brings the system's clock back
 */
export function runClock(other: Clock): () => void {
	running = other;
	return () => {
		running = system;
	};
}
