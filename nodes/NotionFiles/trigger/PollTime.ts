import { clock } from '../flow/clock';

/** The part of a poll's budget in which new files are looked for; the rest is for those under way. */
const LOOKING = 0.6;

/** The part after which what is under way is left to the next poll. */
const ALL = 0.9;

/** The time that one poll has. */
export class PollTime {
	private readonly up = new AbortController();

	private readonly ended = new AbortController();

	private readonly lookingEndsAt: number;

	/** @param budgetMs after which n8n gives up on the poll */
	constructor(readonly budgetMs: number) {
		this.lookingEndsAt = clock.now() + budgetMs * LOOKING;
		void clock.limit(budgetMs * ALL, this.ended.signal).then(
			() => this.up.abort(new Error('The time of the poll is up')),
			// The poll has ended before.
			() => {},
		);
	}

	/** Fires when the poll has to end. */
	get over(): AbortSignal {
		return this.up.signal;
	}

	/** Whether it is time to look for more files. */
	get isForLooking(): boolean {
		return !this.over.aborted && clock.now() <= this.lookingEndsAt;
	}

	/** For the words of an error, in whole seconds. */
	get seconds(): number {
		return Math.round((this.budgetMs * ALL) / 1000);
	}

	/** To be called at the end of the poll. */
	end(): void {
		this.ended.abort();
	}
}
