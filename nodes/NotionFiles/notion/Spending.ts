import { clock } from '../flow/clock';

/** Requests that Notion allows a connection in a window of a minute, by plan (docs/notion-api.md#request-limits). */
const SMALL_LIMIT = 180;
const LARGE_LIMIT = 600;
const WINDOW_MS = 60_000;

/**
 * At once while no refusal is expected. A walk of 152 requests, three levels deep, takes three round trips
 * with 80 at once, as it does without a limit; four with 50, six with 30, nine with 20, sixteen with 10.
 */
const MOST_AT_ONCE = 80;

/**
 * At once while one is, since all of them may be refused before the first refusal is known. When 20
 * executions on two workers share a window of 180, 20 requests are refused, the same as with always 10 at
 * once; with always 20, 30 and 50 it is 40, 60 and 100.
 */
const FEWEST_AT_ONCE = 10;

/** A token that others also use will reach the limit again. */
const REFUSAL_REMEMBERED_MS = 60 * WINDOW_MS;

/**
 * What this process has spent of a token's limit. Notion's window may be spent in a burst, so requests are
 * not paced; but Notion does not say what is left of it, so near its end fewer are sent at once.
 */
export class Spending {
	private windowBegan = -Infinity;

	private spent = 0;

	private refusedAt = -Infinity;

	/** Call it after each request. */
	spend(): void {
		if (!this.isWindow()) {
			this.windowBegan = clock.now();
			this.spent = 0;
		}
		this.spent++;
	}

	/** Call it after each 429. */
	refused(): void {
		this.refusedAt = clock.now();
	}

	/**
	 * How many requests may be in progress.
	 * @param runs those with requests to send; several together are likely to reach the limit
	 */
	atOnce(runs: number): number {
		const isAlone = runs <= 1 && clock.now() - this.refusedAt >= REFUSAL_REMEMBERED_MS;
		const most = isAlone ? Math.min(this.left(), MOST_AT_ONCE) : 0;
		return Math.max(most, FEWEST_AT_ONCE);
	}

	/** A minute overlaps at most two of Notion's windows: a token that got more has the larger limit. */
	private left(): number {
		const spent = this.isWindow() ? this.spent : 0;
		return (spent > 2 * SMALL_LIMIT ? LARGE_LIMIT : SMALL_LIMIT) - spent;
	}

	private isWindow(): boolean {
		return clock.now() - this.windowBegan < WINDOW_MS;
	}
}
