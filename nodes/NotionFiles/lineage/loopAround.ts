import type { IExecuteFunctions } from 'n8n-workflow';
import { executionOf, sourcesOf } from './Execution';

/** Loop Over Items. */
const LOOP = /\.splitInBatches$/;

/** The output that begins a turn: the second since version 3, which has “done” first. */
const turnOf = (typeVersion: number): number => (typeVersion >= 3 ? 1 : 0);

/**
 * The name of the Loop Over Items whose turn this run belongs to, if what the node returns leads back to
 * it. n8n runs no node without items, so a loop does not go on from a turn that returns none
 * (docs/n8n.md#what-nodes-see-of-a-workflow).
 */
export function loopAround(context: IExecuteFunctions): string | undefined {
	const children = context.getChildNodes(context.getNode().name);
	const loops = children.filter(({ type, disabled }) => LOOP.test(type) && !disabled);
	const around = new Map(loops.map(({ name, typeVersion }) => [name, turnOf(typeVersion)]));
	if (around.size === 0) return undefined;
	const execution = executionOf(context);
	let source = context.getExecuteData().source?.main?.[0];
	while (source) {
		const { previousNode, previousNodeOutput = 0, previousNodeRun = 0 } = source;
		if (around.has(previousNode)) {
			if (previousNodeOutput === around.get(previousNode)) return previousNode;
			// That loop is done; there may be another around it.
			around.delete(previousNode);
		}
		source = sourcesOf(execution?.run(previousNode, previousNodeRun))[0];
	}
	return undefined;
}
