import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { mapInOrder } from '../flow/mapInOrder';
import { errorFormFor } from '../output/ErrorForm';
import { logMistake } from '../output/logMistake';
import { nodeError } from '../output/nodeError';
import { Report } from '../output/Report';
import { UniquePaths } from '../output/UniquePaths';
import { giveItems } from './giveItems';
import { ItemParameters } from '../parameters/ItemParameters';
import { locateAll, type Job } from './locateAll';
import { memoryOf } from './runHistory';
import { onlyNew } from './onlyNew';
import type { FilesOperation } from '../operations/Operation';
import { settled } from './otherPlaces';
import { perform, type Outcome, type Workplace } from './perform';
import { openRun } from './openRun';
import { DEFAULT_RUN_SETTINGS, readRunSettings, type RunSettings } from '../parameters/settings';
import { itemsToAsk, requireSame } from '../parameters/wholeRun';

const ALL_BY_HAND = 'Manual run: “Only New Files” has no effect, so all files are given';

/**
 * The files of every input item: located, filtered, downloaded and given, all at the same time, one
 * file after the other.
 *
 * @throws NodeOperationError when something could not be had and the node is set to stop then
 */
export async function giveFiles(
	context: IExecuteFunctions,
	operation: FilesOperation,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData().map((_, index) => new ItemParameters(context, index));
	const settings = settingsOfRun(context, items);
	const run = await openRun(context, settings, context.getExecutionCancelSignal());
	const report = new Report();
	const output: INodeExecutionData[] = [];
	try {
		const workplace = {
			...run,
			report,
			failed(error, itemIndex) {
				logMistake(context.logger, error);
				if (context.continueOnFail()) return;
				const shown = nodeError(context.getNode(), error, itemIndex);
				run.stop(shown);
				throw shown;
			},
		} satisfies Workplace;
		const memory = await memoryOf(context, settings);
		if (settings.onlyNewIn !== undefined && memory === undefined) report.note(ALL_BY_HAND);
		const located = locateAll(items, operation, run.reader, report, memory?.restingFor);
		const jobs = memory ? onlyNew(located, memory.processed) : located;
		const doJob = async (job: Job): Promise<Outcome> => await perform(job, workplace);
		const outcomes: Outcome[] = [];
		for await (const outcome of mapInOrder(jobs, run.jobsAtOnce, doJob)) {
			if (outcome.kind !== 'leftOut' || outcome.job) outcomes.push(outcome);
		}
		const paths = new UniquePaths();
		const errorForm = errorFormFor(context.getNode());
		for await (const outcome of settled(outcomes, doJob)) {
			output.push(...giveItems(outcome, paths, errorForm));
		}
		memory?.keep();
	} finally {
		await run.close();
	}
	context.addExecutionHints(...report.hints());
	return output;
}

/**
 * What holds for the whole run. Unreadable settings are reported by the item that has them.
 *
 * @throws NotionFilesError `invalidParameter` where they differ between items
 */
function settingsOfRun(context: IExecuteFunctions, items: readonly ItemParameters[]): RunSettings {
	let first: RunSettings | undefined;
	for (const item of items.slice(0, itemsToAsk(context, ['onlyNewFiles', 'options']))) {
		const settings = readable(item);
		first ??= settings;
		if (first && settings) requireSameSettings(first, settings, item.itemIndex);
	}
	return first ?? DEFAULT_RUN_SETTINGS;
}

function readable(item: ItemParameters): RunSettings | undefined {
	try {
		return readRunSettings(item);
	} catch {
		// The item's own reading tells what is wrong.
		return undefined;
	}
}

function requireSameSettings(first: RunSettings, other: RunSettings, index: number): void {
	const isOnlyNew = ({ onlyNewIn }: RunSettings): boolean => onlyNewIn !== undefined;
	requireSame('Only New Files', isOnlyNew(first), isOnlyNew(other), index);
	requireSame('List of Processed Files', first.onlyNewIn, other.onlyNewIn, index);
	requireSame('Downloads at Once', first.downloadsAtOnce, other.downloadsAtOnce, index);
	requireSame('Stall Timeout', first.stallTimeoutMs / 1000, other.stallTimeoutMs / 1000, index);
}
