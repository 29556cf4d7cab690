import type { ReturnedFiles } from '../history/ReturnedFiles';
import { fileKey } from '../files/identity';
import type { FileJob, Job } from './Job';
import type { Quota } from './Quota';

/** A file that waits, with its turn among those that do. */
interface Waiting {
	job: FileJob;
	turn: number;
}

/**
 * Lets the files of a limited item that were returned before wait until all others have been located.
 * So a limited run first returns what no run has returned, and then, from the earliest on, what was
 * returned and not confirmed, most likely since its upload failed.
 */
export class LastInTurn {
	private waiting: Waiting[] = [];

	constructor(private readonly returned: Pick<ReturnedFiles, 'turnOf'>) {}

	/** The job, if it need not wait, and those that need not wait any longer. */
	async *inTurn(job: Job): AsyncGenerator<Job, void, undefined> {
		switch (job.kind) {
			case 'file':
				if (!this.waits(job)) yield job;
				return;
			case 'itemRead':
				return yield* this.those(job.itemIndex, job.quota);
			case 'limitReached':
				yield* this.left();
				return yield job;
			default:
				yield job;
		}
	}

	private waits(job: FileJob): boolean {
		if (job.quota === undefined) return false;
		const turn = this.returned.turnOf(fileKey(job.file));
		if (turn === undefined) return false;
		job.quota.settle(false);
		this.waiting.push({ job, turn });
		return true;
	}

	private async *those(itemIndex: number, quota: Quota): AsyncGenerator<Job, void, undefined> {
		this.waiting.sort((one, other) => other.turn - one.turn);
		while (this.waiting.length > 0 && (await quota.hasRoom())) {
			const next = this.waiting.pop();
			if (next && quota.take()) yield next.job;
		}
		if (this.waiting.length === 0) return;
		yield* this.left();
		yield { kind: 'limitReached', itemIndex, isAll: true };
	}

	private *left(): Generator<Job, void, undefined> {
		const { waiting } = this;
		this.waiting = [];
		for (const { job } of waiting) yield { kind: 'left', itemIndex: job.itemIndex, file: job.file };
	}
}
