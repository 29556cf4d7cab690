import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { NotionFilesError } from '../errors';
import { mapInOrder } from '../flow/mapInOrder';
import { giveItems } from '../operations/giveItems';
import { ItemParameters } from '../operations/ItemParameters';
import { locateAll } from '../operations/locateAll';
import { perform } from '../operations/perform';
import { openRun, type Run } from '../operations/Run';
import { readSettings } from '../operations/settings';
import { nodeError } from '../output/nodeError';
import { Report } from '../output/Report';
import { UniquePaths } from '../output/UniquePaths';
import { News } from './News';
import { TriggerMemory } from './TriggerMemory';
import { keyFor, sourceOf, watchedIn } from './watch';

/** Before n8n told nodes how long a poll may take, it was five minutes. */
const USUAL_BUDGET_MS = 5 * 60_000;

/** The part of that in which new files are begun with; the rest is for those under way. */
const BEGINNING = 0.6;

/** The part after which what is under way is left to the next poll. */
const ALL = 0.9;

/** So many files show in a run by hand what the trigger gives. */
const SAMPLE = 3;

/**
 * One poll: the files that are new since the last one. What is handed over is remembered, what failed
 * is not: it comes in a later poll.
 *
 * @throws NodeOperationError when there is nothing to hand over but a failure to tell
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const parameters = new ItemParameters(
		{ getNodeParameter: (name, _, fallback) => context.getNodeParameter(name, fallback) },
		0,
	);
	const isByHand = context.getMode() === 'manual';
	// A run by hand shows a sample, and neither knows nor learns anything.
	const kept = isByHand ? {} : context.getWorkflowStaticData('node');
	const memory = new TriggerMemory(kept, sourceOf(parameters));
	if (isByHand || parameters.boolean('existingFiles', 'Existing Files')) memory.isReady = true;

	const budget = context.getPollBudgetMs?.() ?? USUAL_BUDGET_MS;
	const over = AbortSignal.timeout(budget * ALL);
	const run = await openRun(context, readSettings(parameters), over);
	const found = new Found(isByHand ? SAMPLE : Infinity);
	try {
		await lookForNews(parameters, run, memory, Date.now() + budget * BEGINNING, found);
	} catch (thrown) {
		// What has been found in time is handed over; the rest is new in the next poll as well.
		if (!over.aborted) throw thrown;
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
	const located = locateAll([parameters], watchedIn(parameters), run.reader, report, () => memory.resting);
	const news = new News(located, memory, ({ file }) => keyFor(parameters, file), deadline);
	if (!memory.isReady) {
		await lookAround(news, memory, parameters, found);
	} else {
		const workplace = { ...run, report, failed: () => {} };
		const { downloadsAtOnce } = readSettings(parameters);
		const paths = new UniquePaths();
		const outcomes = mapInOrder(news.jobs(), downloadsAtOnce, async (job) => ({
			key: job.kind === 'file' ? keyFor(parameters, job.file) : undefined,
			outcome: await perform(job, workplace),
		}));
		for await (const { key, outcome } of outcomes) {
			if (outcome.kind === 'failed') {
				found.failures.push({ key, error: outcome.error });
				continue;
			}
			if (key !== undefined) memory.see(key);
			found.items.push(...giveItems(outcome, paths).map(withoutPair));
			if (found.isEnough) return;
		}
	}
	news.settle();
}

/** What is there when the workflow is activated is not new; it may take several polls to see it all. */
async function lookAround(
	news: News,
	memory: TriggerMemory,
	parameters: ItemParameters,
	found: Found,
): Promise<void> {
	for await (const job of news.jobs()) {
		if (job.kind === 'file') memory.see(keyFor(parameters, job.file));
		else found.failures.push({ key: undefined, error: job.error });
	}
	memory.isReady = news.isComplete && found.failures.length === 0;
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
