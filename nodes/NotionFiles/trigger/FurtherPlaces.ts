import type { Delivered } from '../run/deliver';
import type { NewFileJob } from './NewFiles';

type FileJob = Extract<NewFileJob, { kind: 'file' }>;

/**
 * Gets a file from any of its places on a page: one whose link is dead, or whose name a filter
 * excludes, gives way to the next. All places are known only when the page has been read, so further
 * ones are tried last.
 */
export class FurtherPlaces {
	private readonly underWay = new Set<NewFileJob>();

	private gaveNothing: FileJob[] = [];

	private wake: () => void = () => {};

	/** The jobs of a poll, and after them those at further places. */
	async *jobs(newFiles: AsyncIterable<NewFileJob>): AsyncGenerator<NewFileJob, void, undefined> {
		yield* newFiles;
		for (;;) {
			const [job, ...more] = this.gaveNothing;
			this.gaveNothing = more;
			if (job) {
				const [next, ...others] = job.places.others;
				if (next) yield { ...job, file: next, places: { others } };
			} else if ([...this.underWay].some(hasFurtherPlaces)) {
				await new Promise<void>((resolve) => {
					this.wake = resolve;
				});
			} else {
				return;
			}
		}
	}

	/** Does a job, and remembers whether another place is to be tried. */
	async take(job: NewFileJob, getFile: (job: FileJob) => Promise<Delivered>): Promise<Delivered> {
		this.underWay.add(job);
		try {
			if (job.kind === 'failed') return job;
			const outcome = await getFile(job);
			if (mayComeFromElsewhere(outcome)) this.gaveNothing.push(job);
			return outcome;
		} finally {
			this.underWay.delete(job);
			this.wake();
		}
	}
}

/** A file that is excluded by its type or size is so at every place, and has no job here. */
function mayComeFromElsewhere(outcome: Delivered): boolean {
	return outcome.kind !== 'given' && outcome.job !== undefined;
}

function hasFurtherPlaces(job: NewFileJob): boolean {
	return job.kind === 'file' && job.places.others.length > 0;
}

/** Whether a file that a filter excluded is still to be tried at another place. */
export function isOpen(outcome: Delivered): boolean {
	return outcome.kind === 'leftOut' && (outcome.job?.places.others.length ?? 0) > 0;
}
