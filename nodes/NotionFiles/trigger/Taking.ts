import type { Turn } from '../history/UnfinishedFiles';

/** How files are to be taken. */
export interface Taking<T, R> {
	/** How many are under way at once. */
	atOnce: number;
	/** How many results are enough; no more is begun than they need. Infinity for all. */
	most: number;
	/** How long to wait for what is only nice to have: a file whose turn is last, the rest of a sample. */
	patienceMs: number;
	/** How long to wait, when the time is up, for what can no longer be stopped: a store that is writing. */
	graceMs: number;
	turnOf(value: T): Turn;
	/** How many values that have to go first the source has not yielded yet. */
	awaited(): number;
	take(value: T): Promise<R>;
	/** Whether a result is one of those that `most` counts. */
	counts(result: R): boolean;
	/** Fires when the time is up: what is under way then rejects. */
	signal: AbortSignal;
	/** Makes the signal fire. */
	stop(): void;
}

/** What happened to a value: `unfinished` when its time was up, `notNow` when it was not begun. */
export type Taken<T, R> =
	| { kind: 'done'; value: T; result: R }
	| { kind: 'failed'; value: T; thrown: unknown }
	| { kind: 'unfinished' | 'notNow'; value: T };
