import { toNotionFilesError, type NotionFilesError } from '../errors';
import { findingsOf, type Located } from '../locate/Branch';
import type { NotionReader } from '../locate/NotionReader';
import type { FilesOperation } from '../operations/Operation';
import type { ItemParameters } from '../parameters/ItemParameters';
import { readSettings } from '../parameters/settings';
import type { Job } from './Job';
import { limitedJobs, type Locating } from './limitedJobs';
import { orNothing } from './orNothing';
import { PlacesOfFiles } from './PlacesOfFiles';
import { Quota } from './Quota';

/** How many input items are being read at once: enough to hide Notion's latency, few enough to stay small. */
const ITEMS_AHEAD = 4;

type Started =
	| ({ kind: 'locating' } & Locating)
	| { kind: 'failed'; itemIndex: number; error: NotionFilesError };

/**
 * The files of all input items: items in order, their files in document order. Within an item, each
 * file of a page is yielded once, at the first place that the filters admit. One that they admit
 * nowhere follows at the end of its page, since a later place might have been admitted.
 *
 * @param signal fires when the run ends
 */
export async function* locateAll(
	items: readonly ItemParameters[],
	operation: FilesOperation,
	readerFor: (itemIndex: number) => NotionReader,
	signal: AbortSignal,
): AsyncGenerator<Job, void, undefined> {
	const started: Started[] = [];
	for (let index = 0; index < items.length; index++) {
		for (const parameters of items.slice(started.length, index + ITEMS_AHEAD)) {
			started.push(start(parameters, (at) => operation.locate(at, readerFor(at.itemIndex))));
		}
		const current = started[index] as Started;
		if (current.kind === 'failed') yield current;
		else
			yield* orNothing(
				current.settings.limit === undefined
					? jobsOf(current)
					: limitedJobs(current, new Quota(current.settings.limit, signal)),
				index,
			);
		// What is done can be forgotten: a branch holds all findings of its page.
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
		const located = locate(parameters);
		if (settings.limit === undefined) located.begin?.('ahead');
		return { kind: 'locating', itemIndex, settings, located };
	} catch (thrown) {
		const error = toNotionFilesError(thrown, {
			code: 'invalidParameter',
			message: `A parameter could not be read (${(thrown as Error | undefined)?.message ?? String(thrown)})`,
			remedy: 'Check the expressions in the parameters.',
		});
		return { kind: 'failed', itemIndex, error };
	}
}

async function* jobsOf({
	itemIndex,
	settings,
	located,
}: Locating): AsyncGenerator<Job, void, undefined> {
	const places = new PlacesOfFiles();
	for await (const finding of findingsOf(located)) {
		if (finding.kind === 'file') {
			const job = places.take({ kind: 'file', itemIndex, file: finding.file, settings });
			if (job) yield job;
			continue;
		}
		if (finding.kind === 'pageRead') yield* places.leftOutOn(finding.pageId);
		yield { ...finding, itemIndex };
	}
	yield* places.leftOutElsewhere();
}
