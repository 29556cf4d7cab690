import type { NotionFile } from '../files/NotionFile';
import type { Located } from '../locate/Branch';
import { Descent } from '../locate/Descent';
import type { Finding } from '../locate/Finding';
import type { Settings } from '../parameters/settings';
import type { FileJob, Job } from './Job';
import { hasNameOfItsOwn } from './otherPlaces';
import { PlacesOfFiles } from './PlacesOfFiles';
import type { Quota } from './Quota';

/** An input item whose files are located. */
export interface Locating {
	itemIndex: number;
	settings: Settings;
	located: Located;
}

/**
 * As `jobsOf`, up to a limit. Notion is asked for nothing before all files that are known have been
 * tried and there is room for more. What is left is reported as far as it is known.
 */
export async function* limitedJobs(
	{ itemIndex, settings, located }: Locating,
	quota: Quota,
): AsyncGenerator<Job, void, undefined> {
	const places = new PlacesOfFiles();
	const unsure = new Unsure();
	const place = (file: NotionFile): FileJob | undefined =>
		places.take({ kind: 'file', itemIndex, file, settings, quota });
	const descent = new Descent(located, 'onDemand');
	try {
		while (await quota.hasRoom()) {
			const finding = await descent.next();
			if (finding === undefined) {
				yield* places.leftOutElsewhere();
				return yield { kind: 'itemRead', itemIndex, quota };
			}
			if (finding.kind === 'file') {
				const job = place(finding.file);
				if (job === undefined) continue;
				if (job.quota) quota.take();
				unsure.add(job);
				yield job;
				continue;
			}
			if (finding.kind === 'pageRead') {
				unsure.forget(finding.pageId);
				yield* places.leftOutOn(finding.pageId);
			}
			yield { ...finding, itemIndex };
		}
		const rest = descent.rest((pageId) => unsure.isOn(pageId));
		let next = await rest.next();
		for (; !next.done; next = await rest.next()) {
			const finding = next.value;
			// Not all that is there has been returned, so nothing is to be concluded from an end.
			if (isEnd(finding)) continue;
			const job = finding.kind === 'file' ? place(finding.file) : { ...finding, itemIndex };
			// One that has counted already may still come from here.
			if (job?.kind === 'file' && job.quota) yield { kind: 'left', itemIndex, file: job.file };
			else if (job) yield job;
		}
		yield* places.leftOutElsewhere();
		yield { kind: 'limitReached', itemIndex, isAll: next.value };
	} finally {
		await descent.close();
	}
}

function isEnd({ kind }: Finding): boolean {
	return kind === 'pageRead' || kind === 'databaseRead' || kind === 'rowsListed';
}

/**
 * The files of which another place on the page may change what is returned: it may lend its name to one
 * that has none of its own, and have the one that failed. Their pages are read to their end. Otherwise a
 * file's name and path, and whether it is there at all, would depend on the limit.
 */
class Unsure {
	/** By the digits of the page's ID. */
	private readonly jobs = new Map<string, FileJob[]>();

	add(job: FileJob): void {
		const page = digits(job.file.page.id);
		const jobs = this.jobs.get(page);
		if (jobs) jobs.push(job);
		else this.jobs.set(page, [job]);
	}

	/** The page has been read to its end. */
	forget(pageId: string): void {
		this.jobs.delete(digits(pageId));
	}

	/** @param pageId undefined for what is not below any page of the descent */
	isOn(pageId: string | undefined): boolean {
		if (pageId === undefined) return [...this.jobs.values()].flat().some(isUnsure);
		return this.jobs.get(digits(pageId))?.some(isUnsure) === true;
	}
}

function isUnsure({ file, places }: FileJob): boolean {
	// While a further place is tried, the next one may still be needed.
	return places.soFar === 'failed' || places.before === 'failed' || !hasNameOfItsOwn(file);
}

function digits(id: string): string {
	return id.replaceAll('-', '').toLowerCase();
}
