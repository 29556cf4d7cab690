import { knownBefore } from '../files/NotionFile';
import type { FileJob, Places } from './Job';

/**
 * If a file is in several places on a page, the first one that the filters admit has the job; the
 * others are noted there. A place that the filters exclude does not hide another.
 */
export class PlacesOfFiles {
	/** By page, then by file: a page may be read again, deeper. */
	private readonly admitted = new Map<string, Map<string, Places>>();

	/** By page, then by file: what the filters have admitted nowhere so far. */
	private readonly leftOut = new Map<string, Map<string, FileJob>>();

	/** The job at a place, unless another place has it, or may still get it. */
	take(job: Omit<FileJob, 'places'>): FileJob | undefined {
		const { file } = job;
		const { page, fileId } = file;
		const onPage = this.admitted.get(page.id);
		const known = onPage?.get(fileId);
		if (!isAdmitted(job)) {
			// It can become no item, so no room is taken for it.
			if (!known) this.leaveOut({ ...job, quota: undefined, places: { others: [] } });
			return undefined;
		}
		if (known) return further(job, known);
		this.leftOut.get(page.id)?.delete(fileId);
		const places: Places = { others: [] };
		if (onPage) onPage.set(fileId, places);
		else this.admitted.set(page.id, new Map([[fileId, places]]));
		return { ...job, places };
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

/** At a further place: a job only if all before it have been tried in vain. A failure has counted. */
function further(job: Omit<FileJob, 'places'>, places: Places): FileJob | undefined {
	const { soFar } = places;
	if (soFar === undefined) {
		places.others.push(job.file);
		return undefined;
	}
	places.before = soFar;
	places.soFar = undefined;
	return { ...job, places, quota: soFar === 'failed' ? undefined : job.quota };
}

function isAdmitted({ file, settings }: Pick<FileJob, 'file' | 'settings'>): boolean {
	return settings.filters.beforeDownload(knownBefore(file)) === undefined;
}
