import type { Job } from '../operations/locateAll';
import type { TriggerMemory } from './TriggerMemory';

type FileJob = Extract<Job, { kind: 'file' }>;

/** What is watched, without what has been seen there before. */
export class News {
	private readonly ended: Array<Extract<Job, { kind: 'pageRead' }>> = [];

	private readonly openByPage = new Map<string, string[]>();

	private wasCut = false;

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
	async *jobs(): AsyncGenerator<Exclude<Job, { kind: 'pageRead' }>, void, undefined> {
		for await (const job of this.located) {
			if (Date.now() > this.deadline) {
				this.wasCut = true;
				return;
			}
			if (job.kind === 'pageRead') this.ended.push(job);
			else if (job.kind === 'failed') yield job;
			else if (this.isOpen(job)) yield job;
		}
	}

	/** After the last of the jobs: pages on which all files have been seen may rest. */
	settle(): void {
		for (const { visit, lastEditedTime } of this.ended) {
			const open = this.openByPage.get(visit.pageId) ?? [];
			visit.end(
				lastEditedTime,
				open.every((key) => this.memory.hasSeen(key)),
			);
		}
	}

	/** Whether all that is watched was looked through. */
	get isComplete(): boolean {
		return !this.wasCut;
	}

	private isOpen(job: FileJob): boolean {
		const key = this.keyOf(job);
		if (this.memory.hasSeen(key)) return false;
		const { id } = job.file.page;
		this.openByPage.set(id, [...(this.openByPage.get(id) ?? []), key]);
		return true;
	}
}
