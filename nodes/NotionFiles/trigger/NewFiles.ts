import type { FileJob, Job } from '../run/Job';
import type { TreeHistory } from '../history/known/TreeHistory';
import type { PollTime } from './PollTime';
import type { TriggerHistory } from './TriggerHistory';

/** A file that was not seen yet, or something that could not be read. */
export type NewFileJob = (FileJob & { key: string }) | Extract<Job, { kind: 'failed' }>;

/** What a poll has learned of what it has read. */
type Learned = Extract<Job, { kind: 'pageRead' | 'databaseRead' | 'rowsListed' }>;

/** What is watched, without what has been seen there before. */
export class NewFiles {
	/** In its order. */
	private readonly learned: Learned[] = [];

	private readonly read = new Set<string>();

	private readonly openByPage = new Map<string, string[]>();

	private readonly unread = new Set<string>();

	private isWhole = false;

	/** @param keyOf what tells one file from another for this trigger */
	constructor(
		private readonly located: AsyncIterable<Job>,
		private readonly history: TriggerHistory,
		private readonly tree: TreeHistory,
		private readonly keyOf: (file: FileJob['file']) => string,
		private readonly time: PollTime,
	) {}

	/** Files that were not seen yet, and failures. */
	async *jobs(): AsyncGenerator<NewFileJob, void, undefined> {
		let failed = false;
		for await (const job of this.located) {
			// When the time is up, reading fails as well: that is not a failure to report.
			if (!this.time.isForLooking) return;
			if (job.kind === 'pageRead' || job.kind === 'databaseRead' || job.kind === 'rowsListed') {
				this.learned.push(job);
				if (job.kind === 'pageRead') this.read.add(job.pageId);
			} else if (job.kind === 'atRest') {
				this.unread.add(job.pageId);
			} else if (job.kind === 'failed') {
				failed = true;
				if (job.file) this.isOpen(job.file.page.id, this.keyOf(job.file));
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
		return this.read.size + this.unread.size;
	}

	/** After the last of the jobs: pages on which all files have been seen need not be read again. */
	settle(): void {
		for (const job of this.learned) {
			if (job.kind === 'pageRead') {
				this.tree.wasRead(job, this.isDone(job.pageId) ? [] : undefined);
			} else if (job.kind === 'databaseRead') {
				const places = [job.databaseId, ...job.sources.map(({ id }) => id)];
				const isDone = places.every((id) => this.isDone(id));
				this.tree.databaseWasRead(job, isDone);
			} else {
				this.tree.rowsWereListed(job);
			}
		}
		if (this.isWhole) this.history.lookedThrough(this.read, this.unread);
	}

	/** Whether all files on a page have been seen. */
	private isDone(pageId: string): boolean {
		const open = this.openByPage.get(pageId) ?? [];
		return open.every((key) => this.history.hasSeen(key));
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
