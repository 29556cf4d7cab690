/** How long to wait before trying again: shared by the calls to Notion and the downloads. */

/** Retry-After may ask for minutes; beyond this nobody is still waiting. */
export const LONGEST_WAIT_MS = 5 * 60_000;

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;

/**
 * Exponential with full jitter, so that many workers that failed together do not come back together.
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
	// The dates of HTTP begin with the day's name; `Date.parse` takes all kinds of text for a date.
	const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
