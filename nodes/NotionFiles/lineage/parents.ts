import type { INodeExecutionData, IPairedItemData } from 'n8n-workflow';
import { itemAt, outputsOf, sourcesOf, stepOf, type Execution, type Step } from './Execution';

/** An item that another was made of. */
export interface Parent {
	step: Step;
	/** The input of the node through which it was given. */
	input: number;
}

/**
 * The items that an item was made of: none where the execution starts, undefined if nothing tells. As
 * n8n itself traces items (`getPairedItem` in its workflow-data-proxy.js), one node at a time.
 */
export function parentsOf(execution: Execution, step: Step): readonly Parent[] | undefined {
	const sources = sourcesOf(execution.run(step.node, step.run));
	if (!sources.some(Boolean)) return [];
	const pairs = pairsOf(itemAt(execution, step)?.pairedItem);
	if (pairs.length === 0) return inOrder(execution, step);
	const parents = pairs.flatMap(({ item, input = 0, sourceOverwrite }) => {
		// Loop Over Items returns items of its first run in later ones, and says so here.
		const source = sourceOverwrite ?? sources[input];
		return source ? [{ input, step: stepOf(source, item) }] : [];
	});
	return parents.length > 0 ? parents : undefined;
}

function pairsOf(paired: INodeExecutionData['pairedItem']): IPairedItemData[] {
	// A combining Merge returns undefined for a side that has none.
	const all: Array<IPairedItemData | number | null | undefined> = [paired].flat();
	return all.flatMap((one) => {
		const pair = typeof one === 'number' ? { item: one } : one;
		return typeof pair?.item === 'number' ? [pair] : [];
	});
}

/**
 * If a node does not pair its items, n8n pairs them by their order, but only if the node has one
 * output. With an error output, declarative nodes (Google Cloud Storage, Azure Storage) stay unpaired.
 * As long as nothing went there, there are as many output items as input items.
 */
function inOrder(execution: Execution, step: Step): Parent[] | undefined {
	const run = execution.run(step.node, step.run);
	const [source, ...others] = sourcesOf(run);
	if (!source || others.some(Boolean)) return undefined;
	const { node, run: index, output } = stepOf(source, 0);
	const given = outputsOf(execution.run(node, index))[output]?.length ?? 0;
	const taken = execution.node(step.node)?.executeOnce === true ? Math.min(given, 1) : given;
	const made = outputsOf(run).reduce((sum, { length }) => sum + length, 0);
	const isWhole = made === taken && outputsOf(run)[step.output]?.length === taken;
	return isWhole ? [{ input: 0, step: stepOf(source, step.item) }] : undefined;
}
