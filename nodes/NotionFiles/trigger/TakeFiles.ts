import { clock } from '../flow/clock';
import type { Taken, Taking } from './Taking';

/** How many files may wait for those that come before them: what is located has to be held. */
const MOST_WAITING = 1_000;

interface Placed<T> {
	/** In the order of the source, from 0. */
	place: number;
	value: T;
}

interface UnderWay<T> extends Placed<T> {
	/** Whether it is more than just nice to have. */
	isWaitedFor: boolean;
}

/**
 * Takes what a source yields, each value as soon as it may begin, until all is done or the time is up.
 * A slow value does not hold up the others: what is done by then is reported, in the order of the
 * source. It ends when all that was begun has ended, so that what finishes at the last moment is
 * reported as well; a store that hangs is waited for a little, and no longer.
 */
export class TakeFiles<T, R> {
	private readonly values: AsyncIterator<T>;

	private isAsking = false;

	private isAtEnd = false;

	private places = 0;

	private readonly first: Array<Placed<T>> = [];

	private readonly usual: Array<Placed<T>> = [];

	private readonly last: Array<Placed<T>> = [];

	private readonly underWay = new Map<Promise<void>, UnderWay<T>>();

	private readonly taken: Array<{ place: number; taken: Taken<T, R> }> = [];

	private counted = 0;

	private patience: 'unused' | 'running' | 'over' = 'unused';

	private wake: () => void = () => {};

	/** What the source threw, if it did. */
	thrown: unknown;

	constructor(
		source: AsyncIterable<T>,
		private readonly taking: Taking<T, R>,
	) {
		this.values = source[Symbol.asyncIterator]();
	}

	/** Call it once. */
	async all(): Promise<Array<Taken<T, R>>> {
		const { signal, stop } = this.taking;
		const wake = (): void => this.wake();
		signal.addEventListener('abort', wake);
		for (;;) {
			this.beginWhatMay();
			this.ask();
			if (this.isEnough || (this.underWay.size === 0 && !this.isAsking)) break;
			await new Promise<void>((resolve) => {
				this.wake = resolve;
			});
		}
		signal.removeEventListener('abort', wake);
		stop();
		await this.settled();
		this.last.forEach(({ place, value }) => this.tell(place, { kind: 'notNow', value }));
		return this.taken.sort((one, other) => one.place - other.place).map(({ taken }) => taken);
	}

	/** Waits until all that was stopped has ended. */
	private async settled(): Promise<void> {
		const all = new AbortController();
		const grace = clock.limit(this.taking.graceMs, all.signal).catch(() => {});
		// If it is being asked for a value, that ends with what was stopped.
		const closed = Promise.resolve(this.values.return?.()).catch((thrown: unknown) => {
			this.thrown ??= thrown;
		});
		await Promise.race([Promise.all([...this.underWay.keys(), closed]), grace]);
		all.abort();
		for (const { place, value } of this.underWay.values()) {
			this.tell(place, { kind: 'unfinished', value });
		}
	}

	/** Whether nothing more is waited for. */
	private get isEnough(): boolean {
		const { signal, most } = this.taking;
		if (signal.aborted || this.counted >= most) return true;
		if (this.patience !== 'over') return false;
		// A smaller sample is better than a slow one.
		if (most < Infinity) return this.counted > 0;
		return this.isAtEnd && ![...this.underWay.values()].some(({ isWaitedFor }) => isWaitedFor);
	}

	private get free(): number {
		const { atOnce, most, signal } = this.taking;
		if (signal.aborted) return 0;
		return Math.min(atOnce, most - this.counted) - this.underWay.size;
	}

	private beginWhatMay(): void {
		const { first, usual, last } = this;
		this.beginSome(first, 0, true);
		const isKept = !this.isAtEnd && usual.length < MOST_WAITING;
		this.beginSome(usual, isKept ? this.taking.awaited() : 0, true);
		if (this.isAtEnd && usual.length === 0) this.beginSome(last, 0, false);
	}

	/** @param kept how many slots stay free */
	private beginSome(some: Array<Placed<T>>, kept: number, isWaitedFor: boolean): void {
		const count = Math.max(0, Math.min(some.length, this.free - kept));
		some.splice(0, count).forEach((placed) => this.begin(placed, isWaitedFor));
	}

	private begin({ place, value }: Placed<T>, isWaitedFor: boolean): void {
		const { take, counts, signal, most } = this.taking;
		const ended = take(value).then(
			(result) => {
				if (counts(result)) this.counted += 1;
				return { kind: 'done', value, result } as const;
			},
			(thrown: unknown) =>
				signal.aborted
					? ({ kind: 'unfinished', value } as const)
					: ({ kind: 'failed', value, thrown } as const),
		);
		const told = ended.then((taken) => {
			this.underWay.delete(told);
			this.tell(place, taken);
			this.wake();
		});
		this.underWay.set(told, { place, value, isWaitedFor });
		if (!isWaitedFor || most < Infinity) this.losePatience();
	}

	private tell(place: number, taken: Taken<T, R>): void {
		this.taken.push({ place, taken });
	}

	private losePatience(): void {
		if (this.patience !== 'unused') return;
		this.patience = 'running';
		void clock.limit(this.taking.patienceMs, this.taking.signal).then(
			() => {
				this.patience = 'over';
				this.wake();
			},
			// All has ended before.
			() => {},
		);
	}

	/** Asks for the next value if it could begin, or if one that goes first is awaited. */
	private ask(): void {
		if (this.isAtEnd || this.isAsking || this.taking.signal.aborted) return;
		const couldBegin = this.free > 0 && this.usual.length === 0;
		const seeks = this.usual.length < MOST_WAITING && this.taking.awaited() > 0;
		if (!couldBegin && !seeks) return;
		this.isAsking = true;
		void this.values.next().then(
			(next) => {
				this.isAsking = false;
				if (next.done === true) this.isAtEnd = true;
				else this.place(next.value);
				this.wake();
			},
			(thrown: unknown) => {
				this.isAsking = false;
				this.isAtEnd = true;
				this.thrown = thrown;
				this.wake();
			},
		);
	}

	private place(value: T): void {
		const place = this.places++;
		const turn = this.taking.turnOf(value);
		if (turn === 'notNow') this.tell(place, { kind: turn, value });
		else this[turn].push({ place, value });
	}
}
