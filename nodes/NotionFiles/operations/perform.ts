import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Downloads } from '../download/Downloads';
import { toNotionFilesError, type NotionFilesError } from '../errors';
import { describePlace } from '../files/describe';
import { splitExtension } from '../files/fileNames';
import { hostingOf, type NotionFile } from '../files/NotionFile';
import type { Known } from '../output/items';
import { linkOnly } from '../output/linkOnly';
import { nodeError } from '../output/nodeError';
import type { Report } from '../output/Report';
import type { Job } from './locateAll';

type FileJob = Extract<Job, { kind: 'file' }>;

/** What became of a job. */
export type Outcome =
	| { kind: 'given'; job: FileJob; known: Omit<Known, 'path'>; binary: IBinaryData | undefined }
	/** Told in the report. */
	| { kind: 'leftOut' }
	| { kind: 'failed'; itemIndex: number; error: NotionFilesError; file: NotionFile | undefined };

export interface Workplace {
	context: IExecuteFunctions;
	downloads: Downloads<IBinaryData>;
	report: Report;
	signal: AbortSignal;
	/** Ends the run where an error is to stop it, without waiting for its turn in the output. */
	stop: AbortController;
}

/** Does one job. It rejects only when the run is to end: cancelled, or stopped by an error. */
export async function perform(job: Job, at: Workplace): Promise<Outcome> {
	at.signal.throwIfAborted();
	if (job.kind === 'failed') return fail(job.itemIndex, job.error, undefined, at);
	const { file, settings, itemIndex } = job;
	const hosting = hostingOf(file.link);
	const reason = settings.filters.beforeDownload({ hosting, name: file.name });
	if (reason !== undefined) {
		at.report.leftOut(reason, file.name);
		return { kind: 'leftOut' };
	}
	if (settings.output === 'links') return giveLink(job, at);
	try {
		return await giveFile(job, at);
	} catch (thrown) {
		at.signal.throwIfAborted();
		const error = toNotionFilesError(thrown, {
			code: 'storeFailed',
			message: `it could not be downloaded (${(thrown as Error | undefined)?.message ?? String(thrown)})`,
		});
		const subject = `“${file.name}” (${describePlace(file.place, file.page)})`;
		return fail(itemIndex, error.about(subject), file, at);
	}
}

async function giveFile(job: FileJob, at: Workplace): Promise<Outcome> {
	const { file, settings } = job;
	const download = await at.downloads.get(file, settings);
	switch (download.kind) {
		case 'webPage':
			at.report.skipped(
				`A web page, not a file, is linked in ${describePlace(file.place, file.page)}`,
			);
			return { kind: 'leftOut' };
		case 'skipped':
			at.report.leftOut(download.reason, file.name);
			return { kind: 'leftOut' };
		case 'stored': {
			const { fileName, mimeType, fileSize, sha256, stored, link } = download;
			// The bytes may have been fetched for another place, under another name.
			const fileExtension = splitExtension(fileName).extension || stored.fileExtension;
			const binary: IBinaryData = { ...stored, fileName, fileExtension };
			const used: FileJob = { ...job, file: { ...file, link } };
			return { kind: 'given', job: used, known: { fileName, mimeType, fileSize, sha256 }, binary };
		}
	}
}

function giveLink(job: FileJob, at: Workplace): Outcome {
	const { fileName, mimeType, roughType } = linkOnly(job.file);
	const known = { name: fileName, mimeType: roughType, size: undefined };
	const reason = job.settings.filters.afterHead(known);
	if (reason !== undefined) {
		at.report.leftOut(reason, fileName);
		return { kind: 'leftOut' };
	}
	return { kind: 'given', job, known: { fileName, mimeType }, binary: undefined };
}

function fail(
	itemIndex: number,
	error: NotionFilesError,
	file: NotionFile | undefined,
	at: Workplace,
): Outcome {
	if (at.context.continueOnFail()) return { kind: 'failed', itemIndex, error, file };
	const shown = nodeError(at.context.getNode(), error, itemIndex);
	at.stop.abort(shown);
	throw shown;
}
