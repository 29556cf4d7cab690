import type { FeedReader } from '../flow/Feed';
import type { Branch, Entry, Located, Pace } from './Branch';
import type { Place } from './parents';

/** Enough to hide Notion's latency wherever the tree is wide. */
const MOST_OPEN = 100;

/** Following ones that are begun with the one whose turn it is, however many are open elsewhere. */
const AHEAD = 8;

/**
 * Reads pages and databases ahead, but no more than some before their turn: what was found on a page is
 * held until then, and a tree may have any number of pages. What has had its turn is forgotten.
 */
export class Turns {
	private open = 0;

	private last: Turn | undefined;

	/** In the order in which they became known. */
	private readonly waiting = new Set<Turn>();

	/** @param open opens one when it is to be read */
	take(place: Place, open: () => Branch): Located {
		return new Turn(place, open, this);
	}

	/** One that is to be read ahead. */
	add(turn: Turn): void {
		turn.previous = this.last;
		if (this.last) this.last.next = turn;
		this.last = turn;
		this.waiting.add(turn);
		if (this.open < MOST_OPEN) this.begin(turn);
	}

	/** Its turn has come. */
	reached(turn: Turn): void {
		let next: Turn | undefined = turn;
		for (let count = 0; next && count <= AHEAD; count++) {
			this.begin(next);
			next = next.next;
		}
	}

	/** It has been read to its end. */
	done(turn: Turn): void {
		const { previous, next } = turn;
		if (previous) previous.next = next;
		if (next) next.previous = previous;
		if (this.last === turn) this.last = previous;
		this.open--;
		for (const first of this.waiting) {
			if (this.open >= MOST_OPEN) return;
			this.begin(first);
		}
	}

	private begin(turn: Turn): void {
		if (!this.waiting.delete(turn)) return;
		this.open++;
		turn.start('ahead');
	}
}

class Turn implements Located {
	previous: Turn | undefined;

	next: Turn | undefined;

	private pace: Pace | undefined;

	private started: Branch | undefined;

	constructor(
		readonly place: Place,
		private readonly open: () => Branch,
		private readonly turns: Turns,
	) {}

	get pageId(): string {
		return this.place.id;
	}

	readonly entries = { [Symbol.asyncIterator]: () => this.reader() };

	begin(pace: Pace): void {
		if (this.pace !== undefined) return;
		this.pace = pace;
		if (pace === 'ahead') this.turns.add(this);
		else this.start(pace);
	}

	start(pace: Pace): void {
		this.started = this.open();
		this.started.begin(pace);
	}

	private reader(): Partial<FeedReader<Entry>> & AsyncIterator<Entry, undefined, undefined> {
		if (this.pace === 'ahead') this.turns.reached(this);
		const entries = this.started?.entries[Symbol.asyncIterator]();
		if (entries === undefined) return { next: async () => ({ done: true, value: undefined }) };
		return {
			next: async () => {
				const next = await entries.next();
				if (next.done === true) this.end();
				return next;
			},
			unread: () => entries.unread(),
		};
	}

	/** Not called if the reader stops before: then nothing more is wanted. */
	private end(): void {
		if (this.started === undefined) return;
		this.started = undefined;
		if (this.pace === 'ahead') this.turns.done(this);
	}
}
