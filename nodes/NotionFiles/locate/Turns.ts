import type { Entry, Located } from './Branch';

/** Enough to hide Notion's latency wherever the tree is wide. */
const MOST_OPEN = 100;

/** Following ones that are begun with the one whose turn it is, however many are open elsewhere. */
const AHEAD = 8;

/**
 * Begins to read pages and databases as soon as they are known, but no more than some before their turn:
 * what was found on a page is held until then, and a tree may have any number of pages. What has had its
 * turn is forgotten.
 */
export class Turns {
	private open = 0;

	private last: Turn | undefined;

	/** In the order in which they became known. */
	private readonly waiting = new Set<Turn>();

	/** @param begin begins to read one */
	take(begin: () => Located): Located {
		const turn = new Turn(begin, {
			reached: (reached) => this.reached(reached),
			done: (done) => this.done(done),
		});
		turn.previous = this.last;
		if (this.last) this.last.next = turn;
		this.last = turn;
		this.waiting.add(turn);
		if (this.open < MOST_OPEN) this.begin(turn);
		return turn;
	}

	private begin(turn: Turn): void {
		if (!this.waiting.delete(turn)) return;
		this.open++;
		turn.begin();
	}

	private reached(turn: Turn): void {
		let next: Turn | undefined = turn;
		for (let count = 0; next && count <= AHEAD; count++) {
			this.begin(next);
			next = next.next;
		}
	}

	private done(turn: Turn): void {
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
}

interface Line {
	reached(turn: Turn): void;
	done(turn: Turn): void;
}

class Turn implements Located {
	previous: Turn | undefined;

	next: Turn | undefined;

	private begun: Located | undefined;

	private isOver = false;

	constructor(
		private readonly open: () => Located,
		private readonly line: Line,
	) {}

	readonly entries = { [Symbol.asyncIterator]: () => this.read() };

	begin(): void {
		this.begun = this.open();
	}

	private async *read(): AsyncGenerator<Entry, void, undefined> {
		if (this.isOver) return;
		this.isOver = true;
		this.line.reached(this);
		if (this.begun) yield* this.begun.entries;
		this.begun = undefined;
		// Not if the reader has stopped before: then nothing more is wanted.
		this.line.done(this);
	}
}
