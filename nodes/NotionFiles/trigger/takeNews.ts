import { NotionFilesError } from '../errors';
import { describePlace } from '../files/describe';
import type { NotionFile } from '../files/NotionFile';
import { underItsName } from '../run/otherPlaces';
import { deliver, type Delivered } from '../run/deliver';
import type { Run } from '../run/openRun';
import type { Found } from './Found';
import { FurtherPlaces, isOpen } from './FurtherPlaces';
import type { NewsJob } from './News';
import type { PollTime } from './PollTime';
import { TakeFiles, type Taken } from './takeFiles';
import type { TriggerMemory } from './TriggerMemory';

/** How long the editor waits for the rest of a sample, from its beginning. */
const SAMPLE_PATIENCE_MS = 5_000;

/** The part of a poll's time that is given to files which have outlasted several polls. */
const FOR_THE_LAST = 0.1;

/** The part that n8n's store may take for its last files when the time is up. */
const GRACE = 0.05;

/** Gets the new files: those that are finished in time are given and remembered, in document order. */
export async function takeNews(
	news: AsyncIterable<NewsJob>,
	atOnce: number,
	run: Run,
	memory: TriggerMemory,
	time: PollTime,
	found: Found,
): Promise<void> {
	const { unfinished } = memory;
	const places = new FurtherPlaces();
	const take = new TakeFiles<NewsJob, Delivered>(places.jobs(news), {
		atOnce,
		most: found.most,
		patienceMs: found.isSample ? SAMPLE_PATIENCE_MS : time.budgetMs * FOR_THE_LAST,
		graceMs: time.budgetMs * GRACE,
		turnOf: (job) => (job.kind === 'file' ? unfinished.turnOf(job.key) : 'usual'),
		awaited: () => unfinished.awaited,
		take: async (job) => await places.take(job, async (file) => await deliver(file, run)),
		counts: ({ kind }) => kind === 'given',
		signal: run.signal,
		stop: () => run.stop(new Error('The poll has all that it gives')),
	});
	const nameOf = (file: NotionFile): string => run.downloads.nameOf(file);
	for (const taken of await take.all()) tell(taken, nameOf, memory, time, found);
	if (take.thrown !== undefined && !time.over.aborted) found.fail(take.thrown);
}

function tell(
	taken: Taken<NewsJob, Delivered>,
	nameOf: (file: NotionFile) => string,
	memory: TriggerMemory,
	time: PollTime,
	found: Found,
): void {
	const job = taken.value;
	if (taken.kind === 'failed') return found.fail(taken.thrown);
	if (taken.kind === 'done') {
		const { result } = taken;
		const key = job.kind === 'file' ? job.key : undefined;
		if (result.kind === 'given') found.give(underItsName(result));
		if (result.kind !== 'failed') {
			return key === undefined || isOpen(result) ? undefined : memory.see(key);
		}
		if (key !== undefined) memory.unfinished.ended(key);
		found.failures.push({ key, error: result.error });
	} else if (job.kind === 'file') {
		if (taken.kind === 'unfinished') {
			memory.unfinished.outlasted(job.key);
			found.unfinished += 1;
		}
		if (!found.isSample && !memory.unfinished.isGivenUp(job.key)) return;
		found.failures.push({ key: job.key, error: tooSlow(job.file, nameOf(job.file), time) });
	}
}

function tooSlow({ place, page }: NotionFile, name: string, time: PollTime): NotionFilesError {
	return new NotionFilesError({
		code: 'fileIncomplete',
		message: `“${name}” from ${describePlace(place, page)}: downloading it took longer than a poll may take (${time.seconds} seconds)`,
		remedy:
			'Get it with the node Notion Files, which has no such limit. The trigger tries again every hour.',
	});
}
