import type { INodeExecutionData } from 'n8n-workflow';
import { asObject } from '../json';
import { itemAt, outputsOf, sourcesOf, stepOf, type Execution, type Step } from './Execution';

/** Why a file does not count as processed. */
export interface Trouble {
	/** The name of the node. */
	node: string;
	reason: Reason;
}

export type Reason =
	/** The node failed as a whole, and n8n passed its input on. */
	| 'failed'
	/** The node failed for this item. */
	| 'itemFailed'
	/** The node is disabled, so it passed its input on. */
	| 'disabled'
	/** n8n used pinned data instead of running the node. */
	| 'pinned'
	/** The node returned nothing, and n8n put an empty item there: Always Output Data. */
	| 'gaveNothing'
	/** A sub-workflow returned its input, so nothing shows what it did with it. */
	| 'cameBack'
	/** A node of a sub-workflow failed, and its output does not show that. */
	| 'failedInside'
	/** n8n does not show what happened in a sub-workflow. */
	| 'unseen'
	/** Nothing tells which items this node made its items from. */
	| 'untraced';

/**
 * What went wrong with a whole run of a node. A failure that is let through (On Error: Continue) leaves
 * its mark only on the run: n8n passes the input of the node on as if it were its output
 * (`handleNodeExecutionError` in n8n-core's workflow-execute.js, 1.98 as 2.41).
 */
export function troubleOfRun(
	execution: Execution,
	{ node, run }: Pick<Step, 'node' | 'run'>,
): Trouble | undefined {
	if (execution.node(node)?.disabled === true) return { node, reason: 'disabled' };
	if (execution.isPinned(node)) return { node, reason: 'pinned' };
	return execution.run(node, run)?.error ? { node, reason: 'failed' } : undefined;
}

/** What went wrong with one item in a run that did not fail as a whole. */
export function troubleOfItem(execution: Execution, step: Step): Trouble | undefined {
	const { node } = step;
	const item = itemAt(execution, step);
	if (carriesError(item) || leftByErrorOutput(execution, step)) {
		return { node, reason: 'itemFailed' };
	}
	const mayBeOne = execution.node(node)?.alwaysOutputData === true;
	return mayBeOne && isPlaceholder(item) ? { node, reason: 'gaveNothing' } : undefined;
}

export function carriesError(item: INodeExecutionData | undefined): boolean {
	return Boolean(item?.error) || Boolean(asObject(item?.json).error);
}

/** n8n before 2.0 removes the error from some items on the error output, the last of the outputs. */
function leftByErrorOutput(execution: Execution, { node, run, output }: Step): boolean {
	if (execution.node(node)?.onError !== 'continueErrorOutput') return false;
	const { length } = outputsOf(execution.run(node, run));
	return length > 1 && output === length - 1;
}

/** As `ensureAlwaysOutputData` of n8n-core makes it. A Merge of empty items looks the same. */
function isPlaceholder(item: INodeExecutionData | undefined): boolean {
	return (
		Array.isArray(item?.pairedItem) &&
		item.pairedItem.length > 0 &&
		item.pairedItem.every((pair) => typeof pair?.input === 'number') &&
		item.binary === undefined &&
		Object.keys(asObject(item.json)).length === 0
	);
}

/** The items that a run was given at its first input. */
export function givenTo(
	execution: Execution,
	{ node, run }: Pick<Step, 'node' | 'run'>,
): readonly INodeExecutionData[] {
	const [source] = sourcesOf(execution.run(node, run));
	if (!source) return [];
	const before = stepOf(source, 0);
	return outputsOf(execution.run(before.node, before.run))[before.output] ?? [];
}
