import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { clock } from '../flow/clock';
import type { ItemParameters } from '../parameters/ItemParameters';
import { locateAll } from '../run/locateAll';
import { openRun, type Run } from '../run/openRun';
import { readSettings } from '../parameters/settings';
import { logMistake, nodeError } from '../output/nodeError';
import { Found } from './Found';
import { News } from './News';
import { PollsUnderWay } from './PollsUnderWay';
import { PollTime } from './PollTime';
import { takeNews } from './takeNews';
import { TriggerMemory } from './TriggerMemory';
import { keyBy, parametersOf, sourceOf, watchedIn } from './watch';

/** Before n8n told nodes how long a poll may take, it was five minutes. */
const USUAL_BUDGET_MS = 5 * 60_000;

const underWay = new PollsUnderWay();

/**
 * A poll that comes upon another one gives nothing.
 *
 * @throws NodeOperationError when there is nothing to hand over but a failure to tell
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
	// A run by hand shows a sample, and neither knows nor learns anything.
	const kept = isByHand ? {} : context.getWorkflowStaticData('node');
	const memory = new TriggerMemory(kept, sourceOf(parametersOf(context)));
	if (isByHand) return await pollOnce(context, memory);
	const node = `${context.getWorkflow().id} ${context.getNode().id}`;
	const until = clock.now() + budgetOf(context);
	const leave = underWay.enter(node, { kept, until }, memory.isReady);
	if (leave === undefined) return null;
	try {
		return await pollOnce(context, memory);
	} finally {
		leave();
	}
}

function budgetOf(context: IPollFunctions): number {
	return context.getPollBudgetMs?.() ?? USUAL_BUDGET_MS;
}

/**
 * One poll: the files that are new since the last one. What is handed over is remembered; what failed,
 * or was not finished in time, is not, and comes in a later poll.
 */
async function pollOnce(
	context: IPollFunctions,
	memory: TriggerMemory,
): Promise<INodeExecutionData[][] | null> {
	const isByHand = context.getMode() === 'manual';
	const parameters = parametersOf(context);
	if (isByHand || parameters.boolean('existingFiles', 'Existing Files')) memory.isReady = true;

	const time = new PollTime(budgetOf(context));
	const found = new Found(isByHand);
	try {
		const run = await openRun(context, readSettings(parameters), time.over);
		try {
			await lookForNews(parameters, run, memory, time, found);
		} catch (thrown) {
			// What has been found is stored, and is handed over. When the time is up, reading ends as well.
			if (!time.over.aborted) found.fail(thrown);
		} finally {
			await run.close();
		}
	} finally {
		time.end();
	}
	for (const { error } of found.failures) logMistake(context.logger, error);
	const failure = found.items.length === 0 ? found.firstUntold(memory) : undefined;
	memory.keep();
	if (failure) throw failure;
	return found.items.length > 0 ? [found.items] : null;
}

async function lookForNews(
	parameters: ItemParameters,
	run: Run,
	memory: TriggerMemory,
	time: PollTime,
	found: Found,
): Promise<void> {
	const operation = watchedIn(parameters);
	const located = locateAll([parameters], operation, run.reader, () => memory.resting);
	const news = new News(located, memory, keyBy(parameters), time);
	if (memory.isReady) {
		const { downloadsAtOnce } = readSettings(parameters);
		await takeNews(news.jobs(), downloadsAtOnce, run, memory, time, found);
	} else {
		await lookAround(news, memory, found);
	}
	news.settle();
	if (news.isComplete || !found.isNothing) return;
	if (memory.lookedInVain(news.pageCount) || found.isSample) found.fail(readsTooLong(time));
}

function readsTooLong(time: PollTime): NotionFilesError {
	return new NotionFilesError({
		code: 'notionUnavailable',
		message: `Reading from Notion took longer than a poll may take (${time.seconds} seconds)`,
		remedy:
			'Notion may be slow at the moment. If it happens again, watch less, or use a schedule and the node Notion Files with Only New Files, which has no such limit.',
	});
}

/** What is there when the workflow is activated is not new; it may take several polls to see it all. */
async function lookAround(news: News, memory: TriggerMemory, found: Found): Promise<void> {
	for await (const job of news.jobs()) {
		if (job.kind === 'file') memory.see(job.key);
		else found.failures.push({ key: undefined, error: job.error });
	}
	memory.isReady = news.isComplete;
}
