import { setImmediate as nextTurn } from 'node:timers/promises';
import { runClock, type Clock } from '../../nodes/NotionFiles/flow/clock';

/** Long enough for a host to count as slow from its first pieces on. */
const LOOK_MS = 100;

interface Waiting {
	until: number;
	end: () => void;
}

/** A clock that moves only when it is told to, or when somebody waits. */
export class TurnedClock implements Clock {
	/** What was waited for, in milliseconds, in the order in which the waits began. */
	readonly waits: number[] = [];

	/** The time limits that were set, in milliseconds, in the same order. */
	readonly limits: number[] = [];

	private time = 0;

	private held = false;

	private lookMs = 0;

	private readonly waiting = new Set<Waiting>();

	now(): number {
		return (this.time += this.lookMs);
	}

	/** From now on every look at the clock takes a while: whoever looks before and after has waited. */
	passWithEveryLook(): void {
		this.lookMs = LOOK_MS;
	}

	/** A wait is over in the next turn, and the time has moved to its end; or it is held. */
	async wait(ms: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		this.waits.push(ms);
		const until = this.time + ms;
		if (this.held) return await this.hold(until, signal);
		await nextTurn(undefined, { signal });
		this.advance(Math.max(0, until - this.time));
	}

	/** Time is up when it has passed: by others' waits, or by `advance`. */
	async limit(ms: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		this.limits.push(ms);
		await this.hold(this.time + ms, signal);
	}

	/** Of those that are held. */
	get waitsUnderWay(): number {
		return this.waiting.size;
	}

	/** From now on waits end only by `advance`. */
	holdWaits(): void {
		this.held = true;
	}

	/** Ends the waits whose time has come. */
	advance(ms: number): void {
		this.time += ms;
		for (const waiting of this.waiting) if (waiting.until <= this.time) waiting.end();
	}

	private async hold(until: number, signal: AbortSignal | undefined): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const abort = (): void => {
				this.waiting.delete(waiting);
				// As Node's own timers do.
				reject(new DOMException('This operation was aborted', 'AbortError'));
			};
			const end = (): void => {
				this.waiting.delete(waiting);
				signal?.removeEventListener('abort', abort);
				resolve();
			};
			const waiting = { until, end };
			this.waiting.add(waiting);
			signal?.addEventListener('abort', abort, { once: true });
		});
	}
}

/** For all tests of a file or a `describe`: each test has a new one, so that waits can be counted. */
export function turnClock(): () => TurnedClock {
	let turned = new TurnedClock();
	let giveBack = (): void => {};
	beforeEach(() => {
		turned = new TurnedClock();
		giveBack = runClock(turned);
	});
	afterEach(() => giveBack());
	return () => turned;
}
