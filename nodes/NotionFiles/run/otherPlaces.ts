import { splitExtension, withExtension } from '../files/fileNames';
import type { NotionFile } from '../files/NotionFile';
import { sharingKey } from '../files/identity';
import { linkOnly } from '../files/finalName';
import type { Delivered, Given } from './deliver';
import type { FileJob } from './Job';

/**
 * Gets a file at the first of its known places that has it; of one that has it nowhere, the outcome that
 * counts. All places are known only when the page has been read, so `PlacesOfFiles` makes another job of
 * one that is met later.
 *
 * @param deliverAt gets it at the place of the job
 */
export async function getAnywhere(
	job: FileJob,
	deliverAt: (job: FileJob) => Promise<Delivered>,
): Promise<Delivered> {
	const { places, quota } = job;
	let outcome: Delivered | undefined;
	try {
		for (let file: NotionFile | undefined = job.file; file; file = places.others.shift()) {
			const next = await deliverAt({ ...job, file });
			outcome = outcome ? better(outcome, next) : next;
			if (isFinal(outcome)) return replacing(outcome, places);
		}
		places.soFar = outcome?.kind === 'failed' ? 'failed' : 'leftOut';
		return outcome as Delivered;
	} finally {
		quota?.settle(outcome !== undefined && outcome.kind !== 'leftOut');
	}
}

/** What happened to each file, in the order of their first places. */
export class Outcomes {
	private readonly all: Delivered[] = [];

	/** Where those are that may still come from another place. */
	private readonly open = new Map<FileJob['places'], number>();

	/** To be called in the order of the jobs. */
	add(outcome: Delivered): void {
		const places = placesOf(outcome);
		const index = places && this.open.get(places);
		const before = index === undefined ? undefined : this.all[index];
		if (index !== undefined && before) this.all[index] = better(before, outcome);
		else if (places && outcome.kind !== 'given') this.open.set(places, this.all.push(outcome) - 1);
		else this.all.push(outcome);
	}

	/** When all are known. What is taken is forgotten. */
	*take(): Generator<Delivered, void, undefined> {
		this.all.reverse();
		for (let outcome = this.all.pop(); outcome; outcome = this.all.pop()) {
			yield outcome.kind === 'given' ? underItsName(outcome) : outcome;
		}
	}
}

function placesOf(outcome: Delivered): FileJob['places'] | undefined {
	if (outcome.job) return outcome.job.places;
	return outcome.kind === 'leftOut' ? outcome.placesBefore : undefined;
}

/** What is final says so of the file, and not only of the last place. */
function replacing(outcome: Delivered, places: FileJob['places']): Delivered {
	const isNews = outcome.kind === 'leftOut' && places.before !== undefined;
	return isNews ? { ...outcome, placesBefore: places } : outcome;
}

/** Whether no other place can change it. */
function isFinal(outcome: Delivered): boolean {
	return outcome.kind === 'given' || outcome.job === undefined;
}

/** If a filter excludes one place and another fails, the failure counts: a later run may still get the file. */
function better(first: Delivered, next: Delivered): Delivered {
	if (isFinal(next)) return next;
	return first.kind === 'leftOut' && next.kind === 'failed' ? next : first;
}

/** The file under the first name that somebody gave it; as it is where nobody did. */
export function underItsName(given: Given): Given {
	const { file, places } = given.job;
	if (hasNameOfItsOwn(file)) return given;
	const sharing = sharingKey(file);
	for (const other of places.others) {
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
