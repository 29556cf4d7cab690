import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { fileKey } from '../files/identity';
import { mapInOrder } from '../flow/mapInOrder';
import type { NotionReader } from '../locate/NotionReader';
import type { FilesOperation } from '../operations/Operation';
import { errorFormFor } from '../output/ErrorForm';
import { logMistake, nodeError } from '../output/nodeError';
import { Report } from '../output/Report';
import { UniquePaths } from '../output/UniquePaths';
import { ItemParameters } from '../parameters/ItemParameters';
import { settingsOfRun } from '../parameters/runSettings';
import { deliver, type Delivered } from './deliver';
import { isMarkedLater } from './isMarkedLater';
import { itemsOf } from './itemsOf';
import type { FileJob, Job, Notice } from './Job';
import { locateAll } from './locateAll';
import { leftOutSoFar } from './PlacesOfFiles';
import { onlyNew, type Confirmations } from './onlyNew';
import { openRun } from './openRun';
import { settled } from './otherPlaces';
import { runHistory, type RunHistory } from './runHistory';
import { tell, tellFailed } from './tell';

const ALL_BY_HAND = 'Manual execution: “Only New Files” has no effect, so all files are returned';

const NEVER_MARKED =
	'No node after this one marks files as processed, so every run returns all of them again: add a Notion Files node with the operation “Mark as Processed” at the end of the workflow, with the same “List of Processed Files”';

const TO_GET_THE_OTHERS =
	'To get the other files anyway, set “On Error” to “Continue” in the Settings tab.';

/**
 * The files of every input item: located, filtered, downloaded and returned in order, all at the same
 * time.
 *
 * @throws NodeOperationError if something could not be read or downloaded and the node is set to stop
 * on errors
 */
export async function getFiles(
	context: IExecuteFunctions,
	operation: FilesOperation,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData().map((_, index) => new ItemParameters(context, index));
	const settings = settingsOfRun(context, items);
	const run = await openRun(context, settings, context.getExecutionCancelSignal());
	const report = new Report(operation.forChildPages);
	const output: INodeExecutionData[] = [];
	let returned = 0;
	try {
		const history = await runHistory(context, settings, items);
		if (settings.onlyNewIn !== undefined && history === undefined) report.note(ALL_BY_HAND);
		if (history && !isMarkedLater(context, settings.onlyNewIn ?? '')) report.skipped(NEVER_MARKED);
		const readerFor = (itemIndex: number): NotionReader =>
			history?.readerFor(itemIndex, run.reader) ?? run.reader;
		const located = locateAll(items, operation, readerFor, run.signal);
		const jobs = history ? onlyNew(located, confirmationsOf(history, run.reader)) : located;
		const checked = <R extends Delivered | Notice>(result: R): R => {
			if (result.kind !== 'failed') return result;
			logMistake(context.logger, result.error);
			if (context.continueOnFail()) return result;
			const advice = result.file === undefined ? undefined : TO_GET_THE_OTHERS;
			const shown = nodeError(context.getNode(), result.error, result.itemIndex, advice);
			// Without waiting for its turn in the output.
			run.stop(shown);
			throw shown;
		};
		const getFile = async (job: FileJob): Promise<Delivered> => {
			let isItem = false;
			let isPassedOn = false;
			try {
				const result = checked(await deliver(job, run));
				isItem = result.kind !== 'leftOut';
				if (isItem || !result.job?.quota) return result;
				// Under the same place of the limit, so that no later file takes it.
				const next = job.otherPlaces.shift();
				if (next) {
					isPassedOn = true;
					return await getFile({ ...job, file: next });
				}
				leftOutSoFar.add(job.otherPlaces);
				return { ...result, job: undefined } as Delivered;
			} finally {
				if (!isPassedOn) job.quota?.settle(isItem);
			}
		};
		const doJob = async (job: Job): Promise<Delivered | Notice> =>
			job.kind === 'file' ? await getFile(job) : checked(job);

		const delivered: Delivered[] = [];
		for await (const result of mapInOrder(jobs, run.jobsAtOnce, doJob)) {
			if (isDelivered(result)) delivered.push(result);
			else tell(result, report);
		}
		const paths = new UniquePaths();
		const errorForm = errorFormFor(context.getNode());
		for await (const result of settled(delivered, getFile)) {
			if (result.kind === 'leftOut') tell(result, report);
			if (result.kind === 'given') returned += 1;
			if (result.kind === 'failed') tellFailed(result, report);
			if (result.kind !== 'leftOut' && result.job?.quota)
				history?.returned.add(fileKey(result.job.file));
			output.push(...itemsOf(result, paths, errorForm));
		}
		history?.save();
	} finally {
		await run.close();
	}
	const errors =
		context.getNode().onError === 'continueErrorOutput'
			? 'the items of the error output'
			: undefined;
	context.addExecutionHints(...report.hints(returned, errors));
	return output;
}

function confirmationsOf(history: RunHistory, reader: NotionReader): Confirmations {
	return {
		unconfirmed: async (keys) => await history.unconfirmed(keys),
		returned: history.returned,
		treeFor: (itemIndex) => history.treeFor(itemIndex, reader),
	};
}

/** What becomes an item, or may do so at another place of the file. The rest is not kept. */
function isDelivered(result: Delivered | Notice): result is Delivered {
	return result.kind === 'leftOut'
		? result.job !== undefined
		: result.kind === 'given' || result.kind === 'failed';
}
