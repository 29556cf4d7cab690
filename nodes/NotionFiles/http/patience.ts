/** How long to wait before trying again: shared by the calls to Notion and the downloads. */

/** Retry-After may ask for minutes; nobody still waits after this long. */
export const LONGEST_WAIT_MS = 5 * 60_000;

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;

/**
 * Exponential with full jitter, so that workers that failed together do not all return together.
 * @param attempt attempts made so far, from 1
 * @param random from 0 to 1
 */
export function backoffMs(attempt: number, random: number): number {
	return random * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
}

/** A Retry-After header, in seconds or as an HTTP date, in milliseconds from `now`. */
export function retryAfterMs(value: unknown, now: number): number | undefined {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text) * 1000;
	// HTTP dates begin with the name of the day; `Date.parse` accepts all kinds of text as a date.
	const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
