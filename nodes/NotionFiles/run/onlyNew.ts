import { knownBefore } from '../files/NotionFile';
import { fileKey } from '../files/identity';
import { inBatches } from './inBatches';
import type { FileJob, Job } from './Job';
import type { RunHistory } from './runHistory';

/** n8n reads and writes its whole list for each question. */
const ASKED_AT_ONCE = 200;

/** How long the first file of a batch waits for others. */
const GATHERING_MS = 50;

/**
 * Skips the files that have been confirmed; everything else passes, in its order. Pages on which all
 * were confirmed need not be read again.
 */
export async function* onlyNew(
	jobs: AsyncIterable<Job>,
	{ processed, pageWasRead }: Pick<RunHistory, 'processed' | 'pageWasRead'>,
): AsyncGenerator<Job, void, undefined> {
	const withNews = new Set<string>();
	for await (const batch of inBatches(jobs, ASKED_AT_ONCE, GATHERING_MS)) {
		const keys = batch.flatMap((job) => (isWanted(job) ? [fileKey(job.file)] : []));
		const open = await processed.unconfirmed(keys);
		for (const job of batch) {
			if (isWanted(job)) {
				if (!open.has(fileKey(job.file))) continue;
				withNews.add(job.file.page.id);
			} else if (job.kind === 'pageRead') {
				// A page ends after all of its files.
				pageWasRead(job, !withNews.has(job.pageId));
			}
			yield job;
		}
	}
}

/** A file that a filter excludes is not returned, so it must not be remembered either. */
function isWanted(job: Job): job is FileJob {
	if (job.kind !== 'file') return false;
	const { file, settings } = job;
	return settings.filters.beforeDownload(knownBefore(file)) === undefined;
}
