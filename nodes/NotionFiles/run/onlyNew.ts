import { knownBefore, type NotionFile } from '../files/NotionFile';
import { fileKey } from '../files/identity';
import { inBatches } from './inBatches';
import type { FileJob, Job } from './Job';
import { LastInTurn } from './LastInTurn';
import type { RunHistory } from './runHistory';

/** n8n reads and writes its whole list for each question. */
const ASKED_AT_ONCE = 200;

/** How long the first file of a batch waits for others. */
const GATHERING_MS = 50;

type History = Pick<RunHistory, 'processed' | 'pageWasRead' | 'returned'>;

/**
 * Skips the files that have been confirmed; everything else passes, in its order, except that what a
 * limited run has returned before waits for the end of its item. Pages on which all were confirmed need
 * not be read again.
 */
export async function* onlyNew(
	jobs: AsyncIterable<Job>,
	history: History,
): AsyncGenerator<Job, void, undefined> {
	const withNews = new Set<string>();
	const last = new LastInTurn(history.returned);
	for await (const batch of inBatches(jobs, ASKED_AT_ONCE, GATHERING_MS)) {
		let passed = 0;
		try {
			const keys = batch.flatMap((job) => wantedFile(job) ?? []).map(fileKey);
			const open = await history.processed.unconfirmed(keys);
			while (passed < batch.length) {
				const job = batch[passed++] as Job;
				const file = wantedFile(job);
				if (file && !open.has(fileKey(file))) {
					history.returned.forget(fileKey(file));
					settle(job);
					continue;
				}
				if (file) withNews.add(file.page.id);
				// A page ends after all of its files.
				if (job.kind === 'pageRead') history.pageWasRead(job, !withNews.has(job.pageId));
				yield* last.inTurn(job);
			}
		} finally {
			// Whoever waits for their places would wait forever.
			batch.slice(passed).forEach(settle);
		}
	}
}

/** A file that a filter excludes is not returned, so it must not be remembered either. */
function wantedFile(job: Job): NotionFile | undefined {
	if (job.kind === 'left') return job.file;
	return job.kind === 'file' && isWanted(job) ? job.file : undefined;
}

function isWanted({ file, settings }: FileJob): boolean {
	return settings.filters.beforeDownload(knownBefore(file)) === undefined;
}

/** It does not become an item. */
function settle(job: Job): void {
	if (job.kind === 'file') job.quota?.settle(false);
}
