import { hostingOf } from '../files/NotionFile';
import { inBatches } from '../flow/inBatches';
import { fileKey } from '../memory/fileKey';
import type { ProcessedFiles } from '../memory/ProcessedFiles';
import type { Job } from './locateAll';

/** n8n reads and writes its whole list for each question. */
const ASKED_AT_ONCE = 200;

/** So long the first file of a batch waits for others. */
const GATHERING_MS = 50;

/** Leaves out the files that have been confirmed; all else passes, in its order. */
export async function* onlyNew(
	jobs: AsyncIterable<Job>,
	memory: ProcessedFiles,
): AsyncGenerator<Job, void, undefined> {
	for await (const batch of inBatches(jobs, ASKED_AT_ONCE, GATHERING_MS)) {
		const keys = batch.flatMap((job) => (isWanted(job) ? [fileKey(job.file)] : []));
		const open = await memory.unconfirmed(keys);
		yield* batch.filter((job) => !isWanted(job) || open.has(fileKey(job.file)));
	}
}

/** A file that a filter leaves out is not given, so it is not to be remembered either. */
function isWanted(job: Job): job is Extract<Job, { kind: 'file' }> {
	if (job.kind !== 'file') return false;
	const { file, settings } = job;
	const hosting = hostingOf(file.link);
	return settings.filters.beforeDownload({ hosting, name: file.name }) === undefined;
}
