import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { fileKey } from '../files/identity';
import { mapInOrder } from '../flow/mapInOrder';
import { loopAround } from '../lineage/loopAround';
import type { NotionReader } from '../locate/NotionReader';
import type { FilesOperation } from '../operations/Operation';
import { errorFormFor } from '../output/ErrorForm';
import { logMistake, nodeError } from '../output/nodeError';
import { Report } from '../output/Report';
import { UniquePaths } from '../output/UniquePaths';
import { shortName } from '../outward';
import { ItemParameters } from '../parameters/ItemParameters';
import { settingsOfRun } from '../parameters/runSettings';
import { readSimplify } from '../parameters/simplify';
import { deliver, type Delivered } from './deliver';
import { isMarkedLater } from './isMarkedLater';
import { itemsOf } from './itemsOf';
import type { FileJob, Job, Notice } from './Job';
import { locateAll } from './locateAll';
import { onlyNew, type Confirmations } from './onlyNew';
import { openRun } from './openRun';
import { getAnywhere, Outcomes } from './otherPlaces';
import { runHistory, type RunHistory } from './runHistory';
import { tell, tellFailed } from './tell';

const ALL_BY_HAND = 'Manual execution: “Only New Files” has no effect, so all files are returned';

const NEVER_MARKED =
	'No node after this one marks files as processed, so every run returns all of them again: add a Notion Files node with the operation “Mark as Processed” at the end of the workflow, with the same “List of Processed Files”';

const endsLoop = (loop: string): string =>
	`This node returned no items, so “${shortName(loop)}” does not go on from here to its next item: remove the loop, since this node takes all items at once, or turn on “Always Output Data” in the Settings tab and sort out the empty item with an If node`;

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
			throw nodeError(context.getNode(), result.error, result.itemIndex, advice);
		};
		const deliverAt = async (job: FileJob): Promise<Delivered> => checked(await deliver(job, run));
		const doJob = async (job: Job): Promise<Delivered | Notice> =>
			job.kind === 'file' ? await getAnywhere(job, deliverAt) : checked(job);

		const outcomes = new Outcomes();
		for await (const result of mapInOrder(jobs, run.jobsAtOnce, doJob, run.stop)) {
			if (isDelivered(result)) outcomes.add(result);
			else tell(result, report);
		}
		const paths = new UniquePaths();
		const errorForm = errorFormFor(context.getNode());
		const simplifies = (itemIndex: number): boolean => simplifiesFor(items[itemIndex]);
		for (const result of outcomes.take()) {
			if (result.kind === 'leftOut') tell(result, report);
			else if (isLimited(result)) history?.returned.add(fileKey(result.job.file));
			if (result.kind === 'given') returned += 1;
			if (result.kind === 'failed') tellFailed(result, report);
			output.push(...itemsOf(result, paths, errorForm, simplifies));
		}
		history?.save();
		const loop = output.length === 0 ? endedLoop(context) : undefined;
		if (loop !== undefined) report.skipped(endsLoop(loop));
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

/** Unless n8n makes an item for it. */
function endedLoop(context: IExecuteFunctions): string | undefined {
	return context.getNode().alwaysOutputData === true ? undefined : loopAround(context);
}

/** For an error item, which has to be made even if that is what cannot be read. */
function simplifiesFor(parameters: ItemParameters | undefined): boolean {
	try {
		return parameters !== undefined && readSimplify(parameters);
	} catch {
		return true;
	}
}

function confirmationsOf(history: RunHistory, reader: NotionReader): Confirmations {
	return {
		unconfirmed: async (keys) => await history.unconfirmed(keys),
		returned: history.returned,
		treeFor: (itemIndex) => history.treeFor(itemIndex, reader),
	};
}

function isLimited(result: Delivered): result is Delivered & { job: FileJob } {
	return result.job?.settings.limit !== undefined;
}

/** What becomes an item, or may do so at another place of the file. The rest is not kept. */
function isDelivered(result: Delivered | Notice): result is Delivered {
	return result.kind === 'leftOut'
		? result.job !== undefined || result.placesBefore !== undefined
		: result.kind === 'given' || result.kind === 'failed';
}
