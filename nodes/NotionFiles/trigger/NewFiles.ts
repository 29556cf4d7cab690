import type { FileJob, Job } from '../run/Job';
import type { PollTime } from './PollTime';
import type { MetPage, TriggerHistory } from './TriggerHistory';

/** A file that was not seen yet, or something that could not be read. */
export type NewFileJob = (FileJob & { key: string }) | Extract<Job, { kind: 'failed' }>;

/** What is watched, without what has been seen there before. */
export class NewFiles {
	private readonly ended: Array<Extract<Job, { kind: 'pageRead' }>> = [];

	private readonly openByPage = new Map<string, string[]>();

	private readonly unread: MetPage[] = [];

	private isWhole = false;

	/** @param keyOf what tells one file from another for this trigger */
	constructor(
		private readonly located: AsyncIterable<Job>,
		private readonly history: TriggerHistory,
		private readonly keyOf: (file: FileJob['file']) => string,
		private readonly time: PollTime,
	) {}

	/** Files that were not seen yet, and failures. */
	async *jobs(): AsyncGenerator<NewFileJob, void, undefined> {
		let failed = false;
		for await (const job of this.located) {
			// When the time is up, reading fails as well: that is not a failure to report.
			if (!this.time.isForLooking) return;
			if (job.kind === 'pageRead') {
				this.ended.push(job);
			} else if (job.kind === 'atRest') {
				this.unread.push(job);
			} else if (job.kind === 'failed') {
				failed = true;
				yield job;
			} else if (job.kind === 'file') {
				const key = this.keyOf(job.file);
				if (this.isOpen(job.file.page.id, key)) yield { ...job, key };
			}
		}
		this.isWhole = !failed && !this.time.over.aborted;
	}

	/** Whether all that is watched was looked through. */
	get isComplete(): boolean {
		return this.isWhole;
	}

	/** How many pages it has reached. */
	get pageCount(): number {
		return this.ended.length + this.unread.length;
	}

	/** After the last of the jobs: pages on which all files have been seen need not be read again. */
	settle(): void {
		for (const page of this.ended) {
			const open = this.openByPage.get(page.pageId) ?? [];
			const isDone = open.every((key) => this.history.hasSeen(key));
			this.history.pageWasRead(page, isDone);
		}
		if (this.isWhole) this.history.lookedThrough(this.ended, this.unread);
	}

	private isOpen(pageId: string, key: string): boolean {
		this.history.find(key, pageId);
		if (this.history.hasSeen(key)) return false;
		const open = this.openByPage.get(pageId);
		if (open) open.push(key);
		else this.openByPage.set(pageId, [key]);
		return true;
	}
}
