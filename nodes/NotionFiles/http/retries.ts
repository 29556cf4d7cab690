/** When to try again, and how long to wait before that: shared by the calls to Notion and the downloads. */

/** Who answers: Notion's API, or the host of a file. They use some statuses differently. */
export type Side = 'notion' | 'host';

const BOTH: readonly Side[] = ['notion', 'host'];

/**
 * Temporary statuses below 500: the same request may work a little later. Notion's request limit (429, 529)
 * is not here, as Notion says how long to wait.
 */
const PASSING: ReadonlyMap<number, readonly Side[]> = new Map([
	[408, BOTH], // Request Timeout
	[409, ['notion']], // Conflict: two saves at the same time (docs/notion-api.md#errors)
	[425, BOTH], // Too Early
	[429, ['host']], // Too Many Requests
]);

/** Permanent statuses from 500 on: the host will not learn the method or the version of HTTP. */
const LASTING: ReadonlyMap<number, readonly Side[]> = new Map([
	[501, ['host']], // Not Implemented
	[505, ['host']], // HTTP Version Not Supported
]);

/**
 * Whether an answer with this status is worth another try. All 5xx except those above are: hosts, and the
 * networks in front of them, have numbers of their own.
 */
export function isPassing(status: number, from: Side): boolean {
	const table = status < 500 ? PASSING : LASTING;
	const isListed = table.get(status)?.includes(from) ?? false;
	return status < 500 ? isListed : !isListed;
}

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
