import { fileTypeFromMimeType, type IBinaryData } from 'n8n-workflow';
import { toNotionFilesError, type NotionFilesError } from '../errors';
import { isNameKnown } from '../files/finalName';
import { describeLink, describePlace } from '../files/describe';
import { splitExtension } from '../files/fileNames';
import type { SkipReason } from '../files/filters/filters';
import { knownBefore, type NotionFile } from '../files/NotionFile';
import type { Known } from '../output/items';
import { linkOnly } from '../files/linkOnly';
import type { Report } from '../output/Report';
import type { FileJob, Job } from './locateAll';
import type { Run } from './openRun';

/** What became of a job. */
export type Outcome =
	| { kind: 'given'; job: FileJob; known: Omit<Known, 'path'>; binary: IBinaryData | undefined }
	/** Told in the report. With the job where that depends on the place of the file. */
	| { kind: 'leftOut'; job?: FileJob }
	| {
			kind: 'failed';
			itemIndex: number;
			error: NotionFilesError;
			file: NotionFile | undefined;
			job?: FileJob;
	  };

export interface Workplace extends Pick<Run, 'downloads' | 'signal'> {
	report: Report;
	/** Throws where an error is to end the run, without waiting for its turn in the output. */
	failed(error: NotionFilesError, itemIndex: number): void;
}

/** Does one job. It rejects only when the run is to end: cancelled, or stopped by an error. */
export async function perform(job: Job, at: Workplace): Promise<Outcome> {
	at.signal.throwIfAborted();
	if (job.kind === 'pageRead' || job.kind === 'atRest') return { kind: 'leftOut' };
	if (job.kind === 'failed') return fail(job.itemIndex, job.error, undefined, at);
	const { file, settings, itemIndex } = job;
	const reason = settings.filters.beforeDownload(knownBefore(file));
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
		// What is not the file says nothing of its name, unless the link says nothing either.
		const isByLink = isNotTheFile(error) && isNameKnown(file, undefined);
		const named = isByLink ? file : { ...file, name: at.downloads.nameOf(file) };
		// The host had to be asked for its name, but what would be left out is missed by nobody. Where it
		// did not say, nobody knows.
		const unwanted = settings.filters.beforeDownload({
			...knownBefore(named),
			isNamedByLink: !at.downloads.knowsNameOf(file),
		});
		if (unwanted !== undefined) {
			at.report.leftOut(unwanted, named.name);
			return leftOut(unwanted, job);
		}
		const subject = `“${named.name}” from ${describePlace(file.place, file.page)}`;
		return { ...fail(itemIndex, error.about(subject), named, at), job };
	}
}

function isNotTheFile({ code }: NotionFilesError): boolean {
	return code === 'webPageInsteadOfFile' || code === 'fileRefused';
}

async function giveFile(job: FileJob, at: Workplace): Promise<Outcome> {
	const { file, settings } = job;
	const download = await at.downloads.get(file, settings);
	switch (download.kind) {
		case 'webPage':
			at.report.webPage(describeLink(file));
			// An image of the same link promises what a bookmark does not.
			return file.expectation === 'link' ? { kind: 'leftOut', job } : { kind: 'leftOut' };
		case 'skipped':
			at.report.leftOut(download.reason, at.downloads.nameOf(file));
			return leftOut(download.reason, job);
		case 'stored': {
			const { fileName, mimeType, fileSize, sha256, stored, link } = download;
			// The bytes may have been fetched for another place, under another name and type.
			const fileExtension = splitExtension(fileName).extension || stored.fileExtension;
			const fileType = fileTypeFromMimeType(mimeType);
			const binary: IBinaryData = { ...stored, fileName, fileExtension, mimeType, fileType };
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
		return leftOut(reason, job);
	}
	return { kind: 'given', job, known: { fileName, mimeType }, binary: undefined };
}

/** Elsewhere it may be called otherwise; of another type or size it is nowhere. */
function leftOut(reason: SkipReason, job: FileJob): Outcome {
	return reason === 'namePattern' ? { kind: 'leftOut', job } : { kind: 'leftOut' };
}

function fail(
	itemIndex: number,
	error: NotionFilesError,
	file: NotionFile | undefined,
	at: Workplace,
): Extract<Outcome, { kind: 'failed' }> {
	at.failed(error, itemIndex);
	return { kind: 'failed', itemIndex, error, file };
}
