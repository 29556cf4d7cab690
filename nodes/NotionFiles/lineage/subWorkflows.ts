import type {
	IExecuteFunctions,
	INodeExecutionData,
	IRunData,
	IRunExecutionData,
	ITaskData,
} from 'n8n-workflow';
import { itemAt, outputsOf, sourcesOf, stepOf, type Execution, type Step } from './Execution';
import { carriesError, givenTo, type Trouble } from './troubles';

/** Whether all that failed in a sub-workflow shows in what it returned, by the ID of its execution. */
export type Verdicts = ReadonlyMap<string, 'fine' | 'failed'>;

/** Whether a node runs another workflow: Execute Sub-workflow. */
export function isSubWorkflow(execution: Execution, node: string): boolean {
	return /\.executeWorkflow$/.test(execution.node(node)?.type ?? '');
}

/**
 * What went wrong with an item in a sub-workflow. A failure that is let through there leaves no trace
 * in this execution: it has to be looked up in the other.
 */
export function troubleOfSubWorkflow(
	execution: Execution,
	step: Step,
	verdicts: Verdicts,
): Trouble | undefined {
	const { node, run } = step;
	if (!isSubWorkflow(execution, node)) return undefined;
	if (cameBack(execution, step)) return { node, reason: 'cameBack' };
	const id = idOf(itemAt(execution, step)) ?? idOf(execution.run(node, run));
	const verdict = id === undefined ? undefined : verdicts.get(id);
	if (verdict === 'fine') return undefined;
	return { node, reason: verdict === 'failed' ? 'failedInside' : 'unseen' };
}

/** Looks at every execution of a sub-workflow that this execution has started. */
export async function verdictsOf(
	context: IExecuteFunctions,
	execution: Execution,
): Promise<Verdicts> {
	const verdicts = new Map<string, 'fine' | 'failed'>();
	const runs = execution
		.nodesRun()
		.filter((node) => isSubWorkflow(execution, node))
		.flatMap((node) => execution.runsOf(node));
	for (const id of idsIn(runs)) {
		const isFine = await allShows(context, id);
		if (isFine !== undefined) verdicts.set(id, isFine ? 'fine' : 'failed');
	}
	return verdicts;
}

/** Undefined if n8n did not keep the execution, or cannot show it (1.99). */
async function allShows(context: IExecuteFunctions, id: string): Promise<boolean | undefined> {
	const look: IExecuteFunctions['getExecutionDataById'] | undefined = context.getExecutionDataById;
	const data = await look?.call(context, id);
	if (data === undefined) return undefined;
	if (hidesFailure(data)) return false;
	for (const nested of idsIn(Object.values(data.resultData.runData).flat())) {
		const isFine = await allShows(context, nested);
		if (isFine !== true) return isFine;
	}
	return true;
}

/**
 * What it returned is what its last node returned: an item for each failure, or some are missing there.
 * Failures are counted where they happen, since one node may drop one and another may add one.
 */
function hidesFailure({ resultData: { runData, lastNodeExecuted } }: IRunExecutionData): boolean {
	const last = runData[lastNodeExecuted ?? '']?.at(-1);
	const shown = last === undefined ? 0 : errorsIn([last]);
	const all = Object.values(runData);
	const happened = all.flat().reduce((sum, run) => sum + newErrorsIn(run, runData), 0);
	const isHidden = all.some(
		(runs) => runs.some(({ error }) => Boolean(error)) || errorsIn(runs) > shown,
	);
	return isHidden || happened > shown;
}

function newErrorsIn(run: ITaskData, runData: IRunData): number {
	const given = sourcesOf(run).flatMap((source) => {
		if (!source) return [];
		const before = stepOf(source, 0);
		const runs = Object.hasOwn(runData, before.node) ? runData[before.node] : undefined;
		return outputsOf(runs?.[before.run])[before.output] ?? [];
	});
	const made = itemsIn([run]).filter((item) => carriesError(item) && !isFromEarlierTurn(item));
	return Math.max(0, made.length - given.filter(carriesError).length);
}

/** Loop Over Items returns at its end what came back to it in all of its turns, and says so here. */
function isFromEarlierTurn({ pairedItem }: INodeExecutionData): boolean {
	return [pairedItem].flat().some((pair) => typeof pair === 'object' && pair.sourceOverwrite);
}

function errorsIn(runs: readonly ITaskData[]): number {
	return itemsIn(runs).filter(carriesError).length;
}

function idsIn(runs: readonly ITaskData[]): Set<string> {
	const ids = [...runs, ...itemsIn(runs)].map(idOf).filter((id) => id !== undefined);
	return new Set(ids);
}

function itemsIn(runs: readonly ITaskData[]): INodeExecutionData[] {
	return runs.flatMap((run) => outputsOf(run).flat());
}

function idOf(of: ITaskData | INodeExecutionData | undefined): string | undefined {
	return of?.metadata?.subExecution?.executionId;
}

function cameBack(execution: Execution, step: Step): boolean {
	return jsonsOf(givenTo(execution, step)).has(JSON.stringify(itemAt(execution, step)?.json));
}

/** Once for each output, or the time would grow with the square of its length. */
const jsons = new WeakMap<readonly INodeExecutionData[], ReadonlySet<string>>();

function jsonsOf(items: readonly INodeExecutionData[]): ReadonlySet<string> {
	const known = jsons.get(items) ?? new Set(items.map(({ json }) => JSON.stringify(json)));
	jsons.set(items, known);
	return known;
}
