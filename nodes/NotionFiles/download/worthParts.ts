import { MOST_PARTS, PART_BYTES } from './PartsAhead';

/** In less, the slow start of a connection tells more than the host does. */
const TRIAL_MS = 250;

/** Nothing holds a connection that is as fast: more of them would bring nothing. */
const FAST_BYTES_PER_MS = 100_000;

/** A part for each connection. */
const WORTH_BYTES = MOST_PARTS * PART_BYTES;

/**
 * The rule for parts: once the host has kept us waiting for a quarter of a second and has sent less than 100 MB/s
 * in that time, what is left of the file is downloaded over all spare connections, if it is at least 16 MB.
 *
 * @param waitedMs for the host alone: a slow store needs no more connections
 */
export function isWorthParts(received: number, waitedMs: number, rest: number): boolean {
	return waitedMs >= TRIAL_MS && received < waitedMs * FAST_BYTES_PER_MS && rest >= WORTH_BYTES;
}
