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
import { readSimplify } from '../parameters/simplify';
import { deliver, type Delivered } from './deliver';
import { itemsOf } from './itemsOf';
import type { FileJob, Job, Notice } from './Job';
import { locateAll } from './locateAll';
import { onlyNew, type Confirmations } from './onlyNew';
import { openRun } from './openRun';
import { getAnywhere, Outcomes } from './otherPlaces';
import { runHistory, type RunHistory } from './runHistory';
import { tell } from './tell';

const ALL_BY_HAND = 'Manual execution: “Only New Files” has no effect, so all files are returned';

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
	const report = new Report();
	const output: INodeExecutionData[] = [];
	try {
		const history = await runHistory(context, settings, items);
		if (settings.onlyNewIn !== undefined && history === undefined) report.note(ALL_BY_HAND);
		const readerFor = (itemIndex: number): NotionReader =>
			history?.readerFor(itemIndex, run.reader) ?? run.reader;
		const located = locateAll(items, operation, readerFor, run.signal);
		const jobs = history ? onlyNew(located, confirmationsOf(history, run.reader)) : located;
		const checked = <R extends Delivered | Notice>(result: R): R => {
			if (result.kind !== 'failed') return result;
			logMistake(context.logger, result.error);
			if (context.continueOnFail()) return result;
			throw nodeError(context.getNode(), result.error, result.itemIndex);
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
			output.push(...itemsOf(result, paths, errorForm, simplifies));
		}
		history?.save();
	} finally {
		await run.close();
	}
	context.addExecutionHints(...report.hints());
	return output;
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
		? result.job !== undefined
		: result.kind === 'given' || result.kind === 'failed';
}
