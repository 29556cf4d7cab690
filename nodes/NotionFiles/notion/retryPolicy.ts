import { backoffMs, LONGEST_WAIT_MS } from '../http/retries';
import type { Judged } from './answer';

/** What to do after an answer that was not good. */
export type Next =
	{ kind: 'wait'; ms: number; closesGate: boolean } | { kind: 'giveUp'; tooLong?: number };

/** Attempts per request for temporary faults: about 20 s of waiting in total. */
export const MAXIMUM_ATTEMPTS = 6;

/**
 * Attempts per request under the rate limit. Each waits as long as Notion says, usually at most a window of
 * 60 s; several workers that share a token may have to wait more than once.
 */
export const MAXIMUM_LIMITED_ATTEMPTS = 20;

const NOT_OF_SIZE: ReadonlySet<number | undefined> = new Set([400, 409, 425]);

/**
 * Whether a temporary fault may be due to how much was requested: Notion gives up (500, 502, 504, 503 after
 * 60 s), something in between does, or the answer arrives incomplete.
 */
export function mayBeTooMuch(judged: Judged): boolean {
	return judged.kind === 'passing' && !NOT_OF_SIZE.has(judged.error.httpStatus);
}

/**
 * Decides what to do after a failed attempt. Retry-After is Notion's own word and beats any guess of ours.
 * @param attempt attempts so far that ended this way, from 1
 * @param random from 0 to 1
 */
export function next(
	judged: Exclude<Judged, { kind: 'good' }>,
	attempt: number,
	random: number,
): Next {
	const backoff = backoffMs(attempt, random);
	switch (judged.kind) {
		case 'final':
			return { kind: 'giveUp' };
		case 'passing':
			return attempt < MAXIMUM_ATTEMPTS
				? { kind: 'wait', ms: backoff, closesGate: false }
				: { kind: 'giveUp' };
		case 'limited': {
			// Even if Notion says that the wait is over and it is not, there is no reason to hammer.
			const ms = judged.afterMs || backoff;
			// Workspace limits may ask for minutes (docs/notion-api.md#request-limits).
			if (ms > LONGEST_WAIT_MS) return { kind: 'giveUp', tooLong: ms };
			return attempt < MAXIMUM_LIMITED_ATTEMPTS
				? { kind: 'wait', ms, closesGate: true }
				: { kind: 'giveUp' };
		}
	}
}
