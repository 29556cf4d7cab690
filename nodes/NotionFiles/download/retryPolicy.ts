import { backoffMs, LONGEST_WAIT_MS } from '../http/patience';
import type { Obstacle } from './obstacles';

/** What one file has cost so far. */
export interface RetryState {
	/** Failures since the last real progress. */
	failures: number;
	/** Links renewed since the last real progress. */
	renewals: number;
	/** Begun anew, over the whole download. */
	restarts: number;
	/** Waited in all, in milliseconds. */
	waitedMs: number;
}

export type NextStep =
	| { kind: 'wait'; ms: number }
	| { kind: 'renew' }
	| { kind: 'restart'; ms: number }
	| { kind: 'giveUp' };

/** A renewed link that is refused as well was not too old: something else is wrong. */
const MOST_RENEWALS = 2;

/** A file that changes under every download will not stop doing so. */
const MOST_RESTARTS = 3;

/** Over this, waiting for one file has held up the workflow long enough. */
const MOST_WAITING_MS = 15 * 60_000;

/**
 * Decides how to go on after an obstacle.
 * @param retries how often to try again without progress in between
 * @param random from 0 to 1
 */
export function nextStep(
	obstacle: Obstacle,
	state: Readonly<RetryState>,
	retries: number,
	random: number,
): NextStep {
	switch (obstacle.kind) {
		case 'final':
			return { kind: 'giveUp' };
		case 'expired':
			return { kind: state.renewals < MOST_RENEWALS ? 'renew' : 'giveUp' };
		case 'changed':
			return state.restarts < MOST_RESTARTS ? { kind: 'restart', ms: 0 } : { kind: 'giveUp' };
		case 'lost':
			// As with any break, but counted in new starts: what came before them was no progress.
			return state.restarts < retries
				? { kind: 'restart', ms: backoffMs(state.restarts + 1, random) }
				: { kind: 'giveUp' };
		case 'passing': {
			// What the host says counts, but “at once” does not use up all retries at once.
			const ms = obstacle.afterMs || backoffMs(state.failures + 1, random);
			const patient = ms <= LONGEST_WAIT_MS && state.waitedMs + ms <= MOST_WAITING_MS;
			return patient && state.failures < retries ? { kind: 'wait', ms } : { kind: 'giveUp' };
		}
	}
}
