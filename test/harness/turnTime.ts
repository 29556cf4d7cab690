import type { Sandbox } from '../sandbox';
import { turnClock } from './turnClock';
import { until } from './until';

/** Any moment, but always the same, and the beginning of a minute: Notion is no more exact. */
const BEGINNING = Date.UTC(2026, 0, 5, 10);

const MINUTE_MS = 60_000;

export interface TurnedTime {
	/** Time passes for n8n, Notion and the node, and ends the waits that are over by then. */
	passes(ms: number): void;
	/** The same in minutes; ten unless it says more. */
	later(minutes?: number): void;
	/** See `TurnedClock`. */
	limits(): readonly number[];
}

/**
 * For all tests of a file or a `describe`: time stands still until a test says that it passes. What
 * waits for an answer goes on when that arrives, as usual.
 */
export function turnTime(): TurnedTime {
	const clock = turnClock();
	let now = BEGINNING;
	beforeEach(() => {
		now = BEGINNING;
		clock().holdWaits();
		jest.spyOn(Date, 'now').mockImplementation(() => now);
	});
	afterEach(() => jest.restoreAllMocks());
	const passes = (ms: number): void => {
		now += ms;
		clock().advance(ms);
	};
	return {
		passes,
		later: (minutes = 10) => passes(minutes * MINUTE_MS),
		limits: () => clock().limits,
	};
}

/** Resolves when the servers of a sandbox have received this many requests that match a path. */
export async function asked(sandbox: Sandbox, path: RegExp, times = 1): Promise<void> {
	const count = (): number => sandbox.requests.filter(({ url }) => path.test(url)).length;
	await until(() => count() >= times);
}
