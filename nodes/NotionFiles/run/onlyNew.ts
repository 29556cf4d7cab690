import { knownBefore, type NotionFile } from '../files/NotionFile';
import { fileKey } from '../files/identity';
import type { TreeHistory } from '../history/known/TreeHistory';
import { inBatches } from './inBatches';
import type { FileJob, Job } from './Job';
import { LastInTurn } from './LastInTurn';
import type { RunHistory } from './runHistory';

/** How many jobs are gathered for one question. */
const ASKED_AT_ONCE = 200;

/** How long the first file of a batch waits for others. */
const GATHERING_MS = 50;

/** What has been confirmed, and what is learned meanwhile. */
export interface Confirmations extends Pick<RunHistory, 'unconfirmed' | 'returned'> {
	treeFor(itemIndex: number): TreeHistory;
}

/**
 * Skips the files that have been confirmed; everything else passes, in its order, except that what a
 * limited run has returned before waits for the end of its item. What is known of the pages is told to
 * the history: those on which all is confirmed need not be read again.
 */
export async function* onlyNew(
	jobs: AsyncIterable<Job>,
	{ unconfirmed, returned, treeFor }: Confirmations,
): AsyncGenerator<Job, void, undefined> {
	const openOn = new Map<string, string[]>();
	const last = new LastInTurn(returned);
	for await (const batch of inBatches(jobs, ASKED_AT_ONCE, GATHERING_MS)) {
		let passed = 0;
		try {
			const keys = batch.flatMap((job) => wantedFile(job) ?? []).map(fileKey);
			const open = await unconfirmed(keys);
			while (passed < batch.length) {
				const job = batch[passed++] as Job;
				const file = wantedFile(job);
				if (file && !open.has(fileKey(file))) {
					returned.forget(fileKey(file));
					settle(job);
					continue;
				}
				if (file) add(openOn, file);
				else learn(job, openOn, treeFor);
				yield* last.inTurn(job);
			}
		} finally {
			// Whoever waits for their places would wait forever.
			batch.slice(passed).forEach(settle);
		}
	}
}

function add(openOn: Map<string, string[]>, file: NotionFile): void {
	const open = openOn.get(file.page.id);
	if (open) open.push(fileKey(file));
	else openOn.set(file.page.id, [fileKey(file)]);
}

/** A page, database or list ends after all of its files. */
function learn(
	job: Job,
	openOn: ReadonlyMap<string, readonly string[]>,
	treeFor: Confirmations['treeFor'],
): void {
	if (job.kind === 'pageRead') {
		treeFor(job.itemIndex).wasRead(job, openOn.get(job.pageId) ?? []);
	} else if (job.kind === 'databaseRead') {
		const places = [job.databaseId, ...job.sources.map(({ id }) => id)];
		const isSettled = !places.some((id) => openOn.has(id));
		treeFor(job.itemIndex).databaseWasRead(job, isSettled);
	} else if (job.kind === 'rowsListed') {
		treeFor(job.itemIndex).rowsWereListed(job);
	}
}

/** A file that a filter excludes is not returned, so it must not be remembered either. */
function wantedFile(job: Job): NotionFile | undefined {
	if (job.kind === 'left') return job.file;
	// One that could not be completed is still to be returned.
	if (job.kind === 'failed') return job.file;
	return job.kind === 'file' && isWanted(job) ? job.file : undefined;
}

function isWanted({ file, settings }: FileJob): boolean {
	return settings.filters.beforeDownload(knownBefore(file)) === undefined;
}

/** It does not become an item. */
function settle(job: Job): void {
	if (job.kind === 'file') job.quota?.settle(false);
}
