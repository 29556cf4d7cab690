import { knownBefore } from '../files/NotionFile';
import { fileKey } from '../files/identity';
import type { TreeHistory } from '../history/known/TreeHistory';
import { inBatches } from './inBatches';
import type { FileJob, Job } from './Job';

/** How many jobs are gathered for one question. */
const ASKED_AT_ONCE = 200;

/** How long the first file of a batch waits for others. */
const GATHERING_MS = 50;

/** What has been confirmed, and what is learned meanwhile. */
export interface Confirmations {
	unconfirmed(keys: readonly string[]): Promise<ReadonlySet<string>>;
	treeFor(itemIndex: number): TreeHistory;
}

/**
 * Skips the files that have been confirmed; everything else passes, in its order. What is known of the
 * pages is told to the history: those on which all is confirmed need not be read again.
 */
export async function* onlyNew(
	jobs: AsyncIterable<Job>,
	{ unconfirmed, treeFor }: Confirmations,
): AsyncGenerator<Job, void, undefined> {
	const openOn = new Map<string, string[]>();
	for await (const batch of inBatches(jobs, ASKED_AT_ONCE, GATHERING_MS)) {
		const keys = batch.flatMap((job) => (isWanted(job) ? [fileKey(job.file)] : []));
		const open = await unconfirmed(keys);
		for (const job of batch) {
			if (isWanted(job)) {
				const { file } = job;
				if (!open.has(fileKey(file))) continue;
				const onPage = openOn.get(file.page.id);
				if (onPage) onPage.push(fileKey(file));
				else openOn.set(file.page.id, [fileKey(file)]);
			} else if (job.kind === 'pageRead') {
				// A page ends after all of its files.
				treeFor(job.itemIndex).wasRead(job, openOn.get(job.pageId) ?? []);
			} else if (job.kind === 'databaseRead') {
				const places = [job.databaseId, ...job.sources.map(({ id }) => id)];
				const isSettled = !places.some((id) => openOn.has(id));
				treeFor(job.itemIndex).databaseWasRead(job, isSettled);
			} else if (job.kind === 'rowsListed') {
				treeFor(job.itemIndex).rowsWereListed(job);
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
