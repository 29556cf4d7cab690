import type { Job } from '../operations/locateAll';
import type { TriggerMemory } from './TriggerMemory';

type FileJob = Extract<Job, { kind: 'file' }>;
type FailedJob = Extract<Job, { kind: 'failed' }>;

/** What is watched, without what has been seen there before. */
export class News {
	private readonly ended: Array<Extract<Job, { kind: 'pageRead' }>> = [];

	private readonly openByPage = new Map<string, string[]>();

	/** When the pages that were not read were edited. */
	private readonly resting: string[] = [];

	private isWhole = false;

	/**
	 * @param keyOf what makes a file another one for this trigger
	 * @param deadline on this server's clock: after it, nothing more is begun
	 */
	constructor(
		private readonly located: AsyncIterable<Job>,
		private readonly memory: TriggerMemory,
		private readonly keyOf: (job: FileJob) => string,
		private readonly deadline: number,
	) {}

	/** Files that were not seen yet, and failures. */
	async *jobs(): AsyncGenerator<FileJob | FailedJob, void, undefined> {
		let failed = false;
		for await (const job of this.located) {
			if (Date.now() > this.deadline) return;
			if (job.kind === 'pageRead') {
				this.ended.push(job);
			} else if (job.kind === 'atRest') {
				this.resting.push(job.lastEditedTime ?? '');
			} else if (job.kind === 'failed' || this.isOpen(job)) {
				failed ||= job.kind === 'failed';
				yield job;
			}
		}
		this.isWhole = !failed;
	}

	/** Whether all that is watched was looked through. */
	get isComplete(): boolean {
		return this.isWhole;
	}

	/** After the last of the jobs: pages on which all files have been seen may rest. */
	settle(): void {
		for (const { pageId, lastEditedTime, visit } of this.ended) {
			const open = this.openByPage.get(pageId) ?? [];
			const isDone = open.every((key) => this.memory.hasSeen(key));
			visit.end(pageId, lastEditedTime, isDone);
		}
		if (!this.isWhole) return;
		const read = this.ended.map(({ lastEditedTime = '' }) => lastEditedTime);
		this.memory.lookedThrough(read, this.resting);
	}

	private isOpen(job: FileJob): boolean {
		const key = this.keyOf(job);
		if (this.memory.hasSeen(key)) return false;
		const { id } = job.file.page;
		const open = this.openByPage.get(id);
		if (open) open.push(key);
		else this.openByPage.set(id, [key]);
		return true;
	}
}
