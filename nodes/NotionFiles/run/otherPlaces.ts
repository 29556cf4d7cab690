import { splitExtension, withExtension } from '../files/fileNames';
import type { NotionFile } from '../files/NotionFile';
import { sharingKey } from '../files/identity';
import { linkOnly } from '../files/finalName';
import type { Delivered, Given } from './deliver';
import type { FileJob } from './Job';

/**
 * Decides about files that are in several places on their page, once all places are known: that is only
 * when the page has been read to its end, while downloads begin with the first place. Each file is
 * returned once, in the order of its first place. A place that has a name of its own lends it; a place
 * whose link fails, or whose name a filter excludes, gives way to the next.
 *
 * @param outcomes in document order; emptied
 */
export async function* settled(
	outcomes: Delivered[],
	getFile: (job: FileJob) => Promise<Delivered>,
): AsyncGenerator<Delivered, void, undefined> {
	outcomes.reverse();
	for (let outcome = outcomes.pop(); outcome; outcome = outcomes.pop()) {
		if (outcome.kind === 'given') {
			yield underItsName(outcome);
			continue;
		}
		yield outcome;
		const job = jobElsewhere(outcome);
		if (job) outcomes.push(await getFile(job));
	}
}

/** At the next place of the file, if it has one. It counts only once towards a limit. */
function jobElsewhere({ job }: Exclude<Delivered, Given>): FileJob | undefined {
	const [next, ...others] = job?.otherPlaces ?? [];
	if (job === undefined || next === undefined) return undefined;
	return { ...job, quota: undefined, file: next, otherPlaces: others };
}

/** The file under the first name that somebody gave it; as it is where nobody did. */
export function underItsName(given: Given): Given {
	const { file, otherPlaces } = given.job;
	if (hasNameOfItsOwn(file)) return given;
	const sharing = sharingKey(file);
	for (const other of otherPlaces) {
		// A link with another signature is not known to lead to the same file.
		if (!hasNameOfItsOwn(other) || sharingKey(other) !== sharing) continue;
		const renamed = at(other, given);
		if (renamed) return renamed;
	}
	return given;
}

/** Covers, icons and most blocks show a file by the name of its upload, or by none. */
export function hasNameOfItsOwn({ place, isNamedByLink }: NotionFile): boolean {
	if (isNamedByLink) return false;
	switch (place.source) {
		case 'property':
		case 'rollup':
			return true;
		case 'block':
			return place.block.type === 'file';
		default:
			return false;
	}
}

/** The same bytes under their name at another place; undefined if the filters exclude that. */
function at(place: NotionFile, { kind, job, known, binary }: Given): Given | undefined {
	const { fileName, mimeType, filterType } = binary
		? nameWithBytes(place, known.mimeType)
		: nameOfLink(place);
	const type = { name: fileName, mimeType: filterType, size: known.fileSize };
	if (job.settings.filters.afterHead(type) !== undefined) return undefined;
	const fileExtension = splitExtension(fileName).extension || binary?.fileExtension;
	return {
		kind,
		job: { ...job, file: { ...place, link: job.file.link } },
		known: { ...known, fileName, mimeType },
		binary: binary && { ...binary, fileName, fileExtension },
	};
}

interface Name {
	fileName: string;
	mimeType: string | undefined;
	filterType: string;
}

function nameWithBytes(place: NotionFile, mimeType = 'application/octet-stream'): Name {
	return { fileName: withExtension(place.name, mimeType), mimeType, filterType: mimeType };
}

function nameOfLink(place: NotionFile): Name {
	const { fileName, mimeType, roughType } = linkOnly(place);
	return { fileName, mimeType, filterType: roughType };
}
