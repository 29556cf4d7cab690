import { backoffMs, LONGEST_WAIT_MS } from '../http/retries';
import type { Obstacle } from './obstacles';

/** What one file has taken so far. */
export interface RetryState {
	/** Failures since the last real progress. */
	failures: number;
	/** Links renewed since the last real progress. */
	renewals: number;
	/** Times started over, in the whole download. */
	restarts: number;
	/** In total, in milliseconds. */
	waitedMs: number;
}

export type NextStep =
	| { kind: 'wait'; ms: number }
	| { kind: 'renew' }
	| { kind: 'restart'; ms: number }
	| { kind: 'giveUp' };

/** If a renewed link is refused as well, age is not the reason: something else is wrong. */
const MOST_RENEWALS = 2;

/** A file that changes during every download will not stop doing so. */
const MOST_RESTARTS = 3;

/** Beyond this, waiting for one file has delayed the workflow long enough. */
const MOST_WAITING_MS = 15 * 60_000;

/**
 * Decides what to do after an obstacle.
 * @param retries how many times to try again without progress in between
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
			// As after any interruption, but counted in restarts: what arrived before them was no progress.
			return state.restarts < retries
				? { kind: 'restart', ms: backoffMs(state.restarts + 1, random) }
				: { kind: 'giveUp' };
		case 'passing': {
			// The host's word counts, but if it says “at once”, the retries must not all be used up at once.
			const ms = obstacle.afterMs || backoffMs(state.failures + 1, random);
			const patient = ms <= LONGEST_WAIT_MS && state.waitedMs + ms <= MOST_WAITING_MS;
			return patient && state.failures < retries ? { kind: 'wait', ms } : { kind: 'giveUp' };
		}
	}
}
