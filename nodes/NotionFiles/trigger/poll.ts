import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { toNotionFilesError, type NotionFilesError } from '../errors';
import { mapInOrder } from '../flow/mapInOrder';
import { givenItem } from '../operations/giveItems';
import type { ItemParameters } from '../operations/ItemParameters';
import { locateAll } from '../operations/locateAll';
import { perform, type Workplace } from '../operations/perform';
import { openRun, type Run } from '../operations/Run';
import { readSettings } from '../operations/settings';
import { nodeError } from '../output/nodeError';
import { Report } from '../output/Report';
import { UniquePaths } from '../output/UniquePaths';
import { News } from './News';
import { PollsUnderWay } from './PollsUnderWay';
import { TriggerMemory } from './TriggerMemory';
import { keyFor, parametersOf, sourceOf, watchedIn } from './watch';

/** Before n8n told nodes how long a poll may take, it was five minutes. */
const USUAL_BUDGET_MS = 5 * 60_000;

/** The part of that in which new files are begun with; the rest is for those under way. */
const BEGINNING = 0.6;

/** The part after which what is under way is left to the next poll. */
const ALL = 0.9;

/** So many files show in a run by hand what the trigger gives. */
const SAMPLE = 3;

const underWay = new PollsUnderWay();

/**
 * A poll that comes upon another one gives nothing.
 *
 * @throws NodeOperationError when there is nothing to hand over but a failure to tell
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const isByHand = context.getMode() === 'manual';
	// A run by hand shows a sample, and neither knows nor learns anything.
	const kept = isByHand ? {} : context.getWorkflowStaticData('node');
	const memory = new TriggerMemory(kept, sourceOf(parametersOf(context)));
	if (isByHand) return await pollOnce(context, memory);
	const node = `${context.getWorkflow().id} ${context.getNode().id}`;
	const until = Date.now() + budgetOf(context);
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
 * One poll: the files that are new since the last one. What is handed over is remembered; what failed
 * is not, and comes in a later poll.
 */
async function pollOnce(
	context: IPollFunctions,
	memory: TriggerMemory,
): Promise<INodeExecutionData[][] | null> {
	const isByHand = context.getMode() === 'manual';
	const parameters = parametersOf(context);
	if (isByHand || parameters.boolean('existingFiles', 'Existing Files')) memory.isReady = true;

	const budget = budgetOf(context);
	const deadline = Date.now() + budget * BEGINNING;
	const over = AbortSignal.timeout(budget * ALL);
	const found = new Found(isByHand ? SAMPLE : Infinity);
	const run = await openRun(context, readSettings(parameters), over);
	try {
		await lookForNews(parameters, run, memory, deadline, found);
	} catch (thrown) {
		// What has been found in time is handed over; the rest is new in the next poll as well.
		if (!over.aborted) throw nodeError(context.getNode(), asOurs(thrown), undefined);
	} finally {
		await run.close();
	}
	const failure = found.items.length === 0 ? found.firstUntold(memory) : undefined;
	memory.keep();
	if (failure) throw nodeError(context.getNode(), failure, undefined);
	return found.items.length > 0 ? [found.items] : null;
}

async function lookForNews(
	parameters: ItemParameters,
	run: Run,
	memory: TriggerMemory,
	deadline: number,
	found: Found,
): Promise<void> {
	const report = new Report();
	const operation = watchedIn(parameters);
	const located = locateAll([parameters], operation, run.reader, report, () => memory.resting);
	const news = new News(located, memory, ({ file }) => keyFor(parameters, file), deadline);
	if (memory.isReady) await take(news, parameters, { ...run, report, failed() {} }, memory, found);
	else await lookAround(news, parameters, memory, found);
	if (!found.isEnough) news.settle();
}

/** Gets the new files. */
async function take(
	news: News,
	parameters: ItemParameters,
	workplace: Workplace,
	memory: TriggerMemory,
	found: Found,
): Promise<void> {
	const { downloadsAtOnce } = readSettings(parameters);
	const outcomes = mapInOrder(news.jobs(), downloadsAtOnce, async (job) => ({
		key: job.kind === 'file' ? keyFor(parameters, job.file) : undefined,
		outcome: await perform(job, workplace),
	}));
	const paths = new UniquePaths();
	for await (const { key, outcome } of outcomes) {
		if (outcome.kind === 'failed') {
			found.failures.push({ key, error: outcome.error });
			continue;
		}
		if (key !== undefined) memory.see(key);
		if (outcome.kind === 'given') found.items.push(withoutPair(givenItem(outcome, paths)));
		if (found.isEnough) return;
	}
}

/** What is there when the workflow is activated is not new; it may take several polls to see it all. */
async function lookAround(
	news: News,
	parameters: ItemParameters,
	memory: TriggerMemory,
	found: Found,
): Promise<void> {
	for await (const job of news.jobs()) {
		if (job.kind === 'file') memory.see(keyFor(parameters, job.file));
		else found.failures.push({ key: undefined, error: job.error });
	}
	memory.isReady = news.isComplete;
}

/** What a poll has come to. */
class Found {
	readonly items: INodeExecutionData[] = [];

	/** With the file that failed; undefined where it could not even be found. */
	readonly failures: Array<{ key: string | undefined; error: NotionFilesError }> = [];

	constructor(private readonly most: number) {}

	get isEnough(): boolean {
		return this.items.length >= this.most;
	}

	/** A file that fails is told once and tried in every poll; without Notion there is always news. */
	firstUntold(memory: TriggerMemory): NotionFilesError | undefined {
		const failure = this.failures.find(({ key }) => key === undefined || !memory.hasTold(key));
		if (failure?.key !== undefined) memory.tell(failure.key);
		return failure?.error;
	}
}

/** There is no input that an item of a trigger could come from. */
function withoutPair({ json, binary }: INodeExecutionData): INodeExecutionData {
	return binary ? { json, binary } : { json };
}

function asOurs(thrown: unknown): NotionFilesError {
	return toNotionFilesError(thrown, {
		code: 'notionUnavailable',
		message: 'The poll ended unexpectedly',
	});
}
