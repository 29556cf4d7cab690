import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { clock } from '../flow/clock';
import type { ItemParameters } from '../parameters/ItemParameters';
import { locateAll } from '../run/locateAll';
import { openRun, type Run } from '../run/openRun';
import { readSettings } from '../parameters/settings';
import { logMistake, nodeError } from '../output/nodeError';
import { PollResult } from './PollResult';
import { NewFiles } from './NewFiles';
import { existingFiles } from './ownParameters';
import { PollsUnderWay } from './PollsUnderWay';
import { PollTime } from './PollTime';
import { takeNewFiles } from './takeNewFiles';
import { TriggerHistory } from './TriggerHistory';
import { keyBy, parametersOf, sourceAsWritten, sourceOf, watchedIn } from './watch';

/** Before n8n told nodes how long a poll may take, it was five minutes. */
const USUAL_BUDGET_MS = 5 * 60_000;

const underWay = new PollsUnderWay();

/**
 * A poll that finds another one under way returns nothing.
 *
 * @throws NodeOperationError if there is nothing to return but a failure to report
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		return await pollUnlessUnderWay(context);
	} catch (thrown) {
		const isOurs = thrown instanceof NotionFilesError;
		throw isOurs ? nodeError(context.getNode(), thrown, undefined) : thrown;
	}
}

async function pollUnlessUnderWay(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const isByHand = context.getMode() === 'manual';
	// A manual execution shows a sample, and neither knows nor learns anything.
	const kept = isByHand ? {} : context.getWorkflowStaticData('node');
	const watched = parametersOf(context);
	const history = new TriggerHistory(kept, sourceOf(watched), sourceAsWritten(watched));
	if (isByHand) return await pollOnce(context, history);
	const node = `${context.getWorkflow().id} ${context.getNode().id}`;
	const until = clock.now() + budgetOf(context);
	const leave = underWay.enter(node, { kept, until }, history.isReady);
	if (leave === undefined) return null;
	try {
		return await pollOnce(context, history);
	} finally {
		leave();
	}
}

function budgetOf(context: IPollFunctions): number {
	return context.getPollBudgetMs?.() ?? USUAL_BUDGET_MS;
}

/**
 * One poll: the files that are new since the last one. What is returned is remembered; what failed, or
 * was not finished in time, is not, and follows in a later poll.
 */
async function pollOnce(
	context: IPollFunctions,
	history: TriggerHistory,
): Promise<INodeExecutionData[][] | null> {
	const isByHand = context.getMode() === 'manual';
	const parameters = parametersOf(context);
	if (isByHand || existingFiles.read(parameters)) history.isReady = true;

	const time = new PollTime(budgetOf(context));
	const result = new PollResult(isByHand);
	try {
		const run = await openRun(context, readSettings(parameters), time.over);
		try {
			await lookForNewFiles(parameters, run, history, time, result);
		} catch (thrown) {
			// What has been found is stored, and is handed over. When the time is up, reading ends as well.
			if (!time.over.aborted) result.fail(thrown);
		} finally {
			await run.close();
		}
	} finally {
		time.end();
	}
	for (const { error } of result.failures) logMistake(context.logger, error);
	const failure = result.items.length === 0 ? result.firstUntold(history) : undefined;
	history.save();
	if (failure) throw failure;
	return result.items.length > 0 ? [result.items] : null;
}

async function lookForNewFiles(
	parameters: ItemParameters,
	run: Run,
	history: TriggerHistory,
	time: PollTime,
	result: PollResult,
): Promise<void> {
	const operation = watchedIn(parameters);
	const { tree, reader } = history.treeFor(run.reader);
	const located = locateAll([parameters], operation, () => reader, run.signal);
	const newFiles = new NewFiles(located, history, tree, keyBy(parameters), time);
	if (history.isReady) {
		const { downloadsAtOnce } = readSettings(parameters);
		await takeNewFiles(newFiles.jobs(), downloadsAtOnce, run, history, time, result);
	} else {
		await lookAround(newFiles, history, result);
	}
	newFiles.settle();
	if (newFiles.isComplete || !result.isNothing) return;
	if (history.lookedInVain(newFiles.pageCount) || result.isSample) result.fail(readsTooLong(time));
}

function readsTooLong(time: PollTime): NotionFilesError {
	return new NotionFilesError({
		code: 'notionUnavailable',
		message: `Reading from Notion took longer than a poll may take (${time.seconds} seconds)`,
		remedy:
			'Notion may be slow right now. If it happens again, watch fewer pages, or use a Schedule Trigger with the Notion Files node and “Only New Files”, which has no time limit.',
	});
}

/** What is there when the workflow is activated is not new; it may take several polls to see it all. */
async function lookAround(
	newFiles: NewFiles,
	history: TriggerHistory,
	result: PollResult,
): Promise<void> {
	for await (const job of newFiles.jobs()) {
		if (job.kind === 'file') history.see(job.key);
		else result.failures.push({ key: undefined, error: job.error });
	}
	history.isReady = newFiles.isComplete;
}
