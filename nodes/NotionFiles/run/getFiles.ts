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
import { leftOutSoFar } from './PlacesOfFiles';
import { onlyNew, type Confirmations } from './onlyNew';
import { openRun } from './openRun';
import { settled } from './otherPlaces';
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
			const shown = nodeError(context.getNode(), result.error, result.itemIndex);
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
		const simplifies = (itemIndex: number): boolean => simplifiesFor(items[itemIndex]);
		for await (const result of settled(delivered, getFile)) {
			if (result.kind === 'leftOut') tell(result, report);
			else if (result.job?.quota) history?.returned.add(fileKey(result.job.file));
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

/** What becomes an item, or may do so at another place of the file. The rest is not kept. */
function isDelivered(result: Delivered | Notice): result is Delivered {
	return result.kind === 'leftOut'
		? result.job !== undefined
		: result.kind === 'given' || result.kind === 'failed';
}
