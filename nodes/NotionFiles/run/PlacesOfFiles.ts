import { knownBefore, type NotionFile } from '../files/NotionFile';
import type { FileJob } from './Job';

/** The further places of limited jobs that were left out at all places known so far. */
export const leftOutSoFar = new WeakSet<readonly NotionFile[]>();

/**
 * If a file is in several places on a page, the first one that the filters admit has the job; the
 * others are noted there. A place that the filters exclude does not hide another.
 */
export class PlacesOfFiles {
	/** By page and file: where the job learns of further places. */
	private readonly admitted = new Map<string, NotionFile[]>();

	/** By page, then by file: what the filters have admitted nowhere so far. */
	private readonly leftOut = new Map<string, Map<string, FileJob>>();

	/** The job at a place, unless another place has it, or may still get it. */
	take(job: Omit<FileJob, 'otherPlaces'>): FileJob | undefined {
		const { file } = job;
		const key = `${file.page.id} ${file.fileId}`;
		const others = this.admitted.get(key);
		if (!isAdmitted(job)) {
			// It can become no item, so no place is taken for it.
			if (others === undefined) this.leaveOut({ ...job, quota: undefined, otherPlaces: [] });
			return undefined;
		}
		if (others !== undefined && !leftOutSoFar.has(others)) {
			others.push(file);
			return undefined;
		}
		this.leftOut.get(file.page.id)?.delete(file.fileId);
		const otherPlaces: NotionFile[] = [];
		this.admitted.set(key, otherPlaces);
		return { ...job, otherPlaces };
	}

	/** At the end of a page: the files that are excluded at every place. */
	leftOutOn(pageId: string): FileJob[] {
		const jobs = [...(this.leftOut.get(pageId)?.values() ?? [])];
		this.leftOut.delete(pageId);
		return jobs;
	}

	/** The same for all pages whose end was not reported. */
	leftOutElsewhere(): FileJob[] {
		return [...this.leftOut.keys()].flatMap((pageId) => this.leftOutOn(pageId));
	}

	private leaveOut(job: FileJob): void {
		const { page, fileId } = job.file;
		const onPage = this.leftOut.get(page.id) ?? new Map<string, FileJob>();
		if (!onPage.has(fileId)) onPage.set(fileId, job);
		this.leftOut.set(page.id, onPage);
	}
}

function isAdmitted({ file, settings }: Pick<FileJob, 'file' | 'settings'>): boolean {
	return settings.filters.beforeDownload(knownBefore(file)) === undefined;
}
