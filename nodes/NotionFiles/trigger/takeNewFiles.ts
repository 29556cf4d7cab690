import { NotionFilesError } from '../errors';
import { describePlace } from '../files/describe';
import type { NotionFile } from '../files/NotionFile';
import { withoutMarks } from '../mentions';
import { underItsName } from '../run/otherPlaces';
import { deliver, type Delivered } from '../run/deliver';
import type { Run } from '../run/openRun';
import type { PollResult } from './PollResult';
import { FurtherPlaces, isOpen } from './FurtherPlaces';
import type { NewFileJob } from './NewFiles';
import type { PollTime } from './PollTime';
import { TakeFiles } from './TakeFiles';
import type { Taken } from './Taking';
import type { TriggerHistory } from './TriggerHistory';

/** How long the editor waits for the rest of a sample, from its beginning. */
const SAMPLE_PATIENCE_MS = 5_000;

/** The part of a poll's time that is given to files that have outlasted several polls. */
const FOR_THE_LAST = 0.1;

/** The part that n8n's store may take for its last files when the time is up. */
const GRACE = 0.05;

/** Gets the new files: those that are finished in time are returned and remembered, in document order. */
export async function takeNewFiles(
	newFiles: AsyncIterable<NewFileJob>,
	atOnce: number,
	run: Run,
	history: TriggerHistory,
	time: PollTime,
	result: PollResult,
): Promise<void> {
	const { unfinished } = history;
	const places = new FurtherPlaces();
	const take = new TakeFiles<NewFileJob, Delivered>(places.jobs(newFiles), {
		atOnce,
		most: result.most,
		patienceMs: result.isSample ? SAMPLE_PATIENCE_MS : time.budgetMs * FOR_THE_LAST,
		graceMs: time.budgetMs * GRACE,
		turnOf: (job) => (job.kind === 'file' ? unfinished.turnOf(job.key) : 'usual'),
		awaited: () => unfinished.awaited,
		take: async (job) => await places.take(job, async (file) => await deliver(file, run)),
		counts: ({ kind }) => kind === 'given',
		signal: run.signal,
		stop: () => run.stop(new Error('The poll has all the files that it returns')),
	});
	const nameOf = (file: NotionFile): string => run.downloads.nameOf(file);
	for (const taken of await take.all()) tell(taken, nameOf, history, time, result);
	if (take.thrown !== undefined && !time.over.aborted) result.fail(take.thrown);
}

function tell(
	taken: Taken<NewFileJob, Delivered>,
	nameOf: (file: NotionFile) => string,
	history: TriggerHistory,
	time: PollTime,
	result: PollResult,
): void {
	const job = taken.value;
	if (taken.kind === 'failed') return result.fail(taken.thrown);
	if (taken.kind === 'done') {
		const delivered = taken.result;
		const key = job.kind === 'file' ? job.key : undefined;
		if (delivered.kind === 'given') result.give(underItsName(delivered));
		if (delivered.kind !== 'failed') {
			return key === undefined || isOpen(delivered) ? undefined : history.see(key);
		}
		if (key !== undefined) history.unfinished.ended(key);
		result.failures.push({ key, error: delivered.error });
	} else if (job.kind === 'file') {
		if (taken.kind === 'unfinished') {
			history.unfinished.outlasted(job.key);
			result.unfinished += 1;
		}
		if (!result.isSample && !history.unfinished.isGivenUp(job.key)) return;
		result.failures.push({ key: job.key, error: tooSlow(job.file, nameOf(job.file), time) });
	}
}

function tooSlow({ place, page }: NotionFile, name: string, time: PollTime): NotionFilesError {
	return new NotionFilesError({
		code: 'fileIncomplete',
		message: `“${withoutMarks(name)}” from ${describePlace(place, page)}: downloading it took longer than a poll may take (${time.seconds} seconds)`,
		remedy:
			'Get it with the Notion Files node, which has no time limit. The trigger tries again every hour.',
	});
}
