import { fileTypeFromMimeType, type IBinaryData } from 'n8n-workflow';
import { toNotionFilesError, type NotionFilesError } from '../errors';
import { describeLink, describePlace } from '../files/describe';
import { splitExtension } from '../files/fileNames';
import type { SkipReason } from '../files/filters/filters';
import { isNameKnown, linkOnly } from '../files/finalName';
import { knownBefore, type NotionFile } from '../files/NotionFile';
import { withoutMarks } from '../mentions';
import type { Known } from '../output/items';
import type { Places } from '../output/UniquePaths';
import type { FileJob } from './Job';
import type { Run } from './openRun';

/** A file for the output. */
export interface Given {
	kind: 'given';
	job: FileJob;
	known: Omit<Known, keyof Places>;
	binary: IBinaryData | undefined;
}

/** A file that a filter excludes, or a link that turned out to lead to a web page. */
export type LeftOut = { kind: 'leftOut' } & (
	{ filter: SkipReason; name: string } | { webPage: string }
) & {
		/** If that depends on the place of the file: another place may do better. */
		job?: FileJob;
		/** If it does not, but other places have been tried before: it replaces what came of them. */
		placesBefore?: FileJob['places'];
	};

export interface Failed {
	kind: 'failed';
	itemIndex: number;
	error: NotionFilesError;
	file?: NotionFile;
	/** As above. */
	job?: FileJob;
}

/** What happened to a file. */
export type Delivered = Given | LeftOut | Failed;

/** Gets one file, or only its link. It rejects only when the run ends. */
export async function deliver(
	job: FileJob,
	run: Pick<Run, 'downloads' | 'signal'>,
): Promise<Delivered> {
	run.signal.throwIfAborted();
	const { file, settings, itemIndex } = job;
	const filter = settings.filters.beforeDownload(knownBefore(file));
	if (filter !== undefined) return { kind: 'leftOut', filter, name: file.name };
	if (settings.output === 'links') return deliverLink(job);
	try {
		return await deliverFile(job, run.downloads);
	} catch (thrown) {
		run.signal.throwIfAborted();
		const error = toNotionFilesError(thrown, {
			code: 'storeFailed',
			message: `it could not be downloaded (${(thrown as Error | undefined)?.message ?? String(thrown)})`,
		});
		const named = asNamed(file, error, run.downloads);
		// The host had to be asked for its name, but nobody misses a file that would be skipped anyway.
		// If the host did not say, that is unknown.
		const unwanted = settings.filters.beforeDownload({
			...knownBefore(named),
			isNamedByLink: !run.downloads.knowsNameOf(file),
		});
		if (unwanted !== undefined) return leftOut(unwanted, named.name, job);
		const subject = `“${withoutMarks(named.name)}” from ${describePlace(file.place, file.page)}`;
		return { kind: 'failed', itemIndex, error: error.about(subject), file: named, job };
	}
}

/**
 * An answer that is not the file says nothing about its name; it counts only if the link says nothing
 * either.
 */
function asNamed(
	file: NotionFile,
	{ code }: NotionFilesError,
	downloads: Run['downloads'],
): NotionFile {
	const isNotTheFile = code === 'webPageInsteadOfFile' || code === 'fileRefused';
	if (isNotTheFile && isNameKnown(file, undefined)) return file;
	return { ...file, name: downloads.nameOf(file) };
}

async function deliverFile(job: FileJob, downloads: Run['downloads']): Promise<Given | LeftOut> {
	const { file, settings } = job;
	const download = await downloads.get(file, settings);
	switch (download.kind) {
		case 'webPage': {
			const result = { kind: 'leftOut', webPage: describeLink(file) } as const;
			// An image with the same link has to be a file; a bookmark does not.
			return file.expectation === 'link' ? { ...result, job } : result;
		}
		case 'skipped':
			return leftOut(download.reason, downloads.nameOf(file), job);
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

function deliverLink(job: FileJob): Given | LeftOut {
	const { fileName, mimeType, roughType } = linkOnly(job.file);
	const known = { name: fileName, mimeType: roughType, size: undefined };
	const filter = job.settings.filters.afterHead(known);
	if (filter !== undefined) return leftOut(filter, fileName, job);
	return { kind: 'given', job, known: { fileName, mimeType }, binary: undefined };
}

/** Elsewhere it may have another name; it has the same type and size everywhere. */
function leftOut(filter: SkipReason, name: string, job: FileJob): LeftOut {
	const result = { kind: 'leftOut', filter, name } as const;
	return filter === 'namePattern' ? { ...result, job } : result;
}
