import type { NotionFilesError } from '../errors';
import { toNotionFilesError } from '../errors';
import { describePlace } from '../files/describe';
import { shortName } from '../outward';
import { findingsOf, type Located } from '../locate/Branch';
import type { Finding, NotionFile } from '../files/NotionFile';
import type { NotionReader } from '../locate/NotionReader';
import type { RestingPages } from '../locate/Visit';
import type { Report } from '../output/Report';
import type { ItemParameters } from '../parameters/ItemParameters';
import type { FilesOperation } from '../operations/Operation';
import { PlacesOfFiles } from './PlacesOfFiles';
import { readSettings, type Settings } from '../parameters/settings';

/** A file to give, an error to tell, or what became of a page, for one input item. */
export type Job =
	| {
			kind: 'file';
			itemIndex: number;
			file: NotionFile;
			settings: Settings;
			/** Where else on its page the file is; complete when the page has been read. */
			otherPlaces: readonly NotionFile[];
	  }
	| Extract<Finding, { kind: 'pageRead' | 'atRest' }>
	| { kind: 'failed'; itemIndex: number; error: NotionFilesError };

export type FileJob = Extract<Job, { kind: 'file' }>;

/** Input items whose reading has begun: enough to hide Notion's latency, few enough to stay small. */
const ITEMS_AHEAD = 4;

type Started =
	| { kind: 'locating'; itemIndex: number; settings: Settings; located: Located }
	| { kind: 'failed'; itemIndex: number; error: NotionFilesError };

/**
 * The files of all input items: items in order, their files in document order. Within an item a page
 * gives each file once, at the first place that the filters admit. One that they admit nowhere is told
 * at the end of its page, since a later place may still be admitted.
 */
export async function* locateAll(
	items: readonly ItemParameters[],
	operation: FilesOperation,
	reader: NotionReader,
	report: Report,
	restingFor: (parameters: ItemParameters) => RestingPages | undefined = () => undefined,
): AsyncGenerator<Job, void, undefined> {
	const started: Started[] = [];
	for (let index = 0; index < items.length; index++) {
		for (const parameters of items.slice(started.length, index + ITEMS_AHEAD)) {
			started.push(start(parameters, (at) => operation.locate(at, reader, restingFor(at))));
		}
		const current = started[index] as Started;
		if (current.kind === 'failed') yield current;
		else yield* jobsOf(current, report);
		// What is done with may be forgotten: a branch holds all findings of its page.
		delete started[index];
	}
}

function start(
	parameters: ItemParameters,
	locate: (parameters: ItemParameters) => Located,
): Started {
	const { itemIndex } = parameters;
	try {
		const settings = readSettings(parameters);
		return { kind: 'locating', itemIndex, settings, located: locate(parameters) };
	} catch (thrown) {
		const error = toNotionFilesError(thrown, {
			code: 'invalidParameter',
			message: `A parameter could not be read (${(thrown as Error | undefined)?.message ?? String(thrown)})`,
			remedy: 'Check the expressions in the parameters.',
		});
		return { kind: 'failed', itemIndex, error };
	}
}

async function* jobsOf(
	{ itemIndex, settings, located }: Extract<Started, { kind: 'locating' }>,
	report: Report,
): AsyncGenerator<Job, void, undefined> {
	const places = new PlacesOfFiles();
	for await (const finding of findingsOf(located)) {
		switch (finding.kind) {
			case 'skipped':
				report.skipped(finding.reason);
				break;
			case 'webPage':
				report.webPage(finding.where);
				break;
			case 'linkedFile': {
				const { name, place, page } = finding.file;
				report.linkedFile(`“${shortName(name)}” in ${describePlace(place, page)}`);
				break;
			}
			case 'failed':
				yield { kind: 'failed', itemIndex, error: finding.error };
				break;
			case 'pageRead':
				yield* places.leftOutOn(finding.pageId);
				yield finding;
				break;
			case 'atRest':
				report.atRest();
				yield finding;
				break;
			case 'file': {
				const job = places.take({ kind: 'file', itemIndex, file: finding.file, settings });
				if (job) yield job;
			}
		}
	}
	yield* places.leftOutElsewhere();
}
