import type { IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';
import { asObject } from '../json';

/** What may mark files, or call a workflow that does: this one again, for example. */
const MAY_MARK = /\.(?:executeWorkflow|agent)$/;

/**
 * Whether files that this node returns can be marked as processed: without that, every run returns them
 * again. In doubt they can be. To be asked in production only: older versions of n8n execute a part of the
 * workflow manually, and show nodes only that part (docs/n8n.md#what-nodes-see-of-a-workflow).
 */
export function isMarkedLater(
	context: Pick<IExecuteFunctions, 'getNode' | 'getChildNodes'>,
	list: string,
): boolean {
	const { name, type } = context.getNode();
	// As a tool it has no nodes after it; the agent may have another tool that marks.
	if (type.endsWith('Tool')) return true;
	return context
		.getChildNodes(name, { includeNodeParameters: true })
		.some((node) => !node.disabled && (MAY_MARK.test(node.type) || marks(node, list)));
}

function marks({ type, parameters = {} }: NodeTypeAndVersion, list: string): boolean {
	if (!type.endsWith('.notionFiles') || parameters.operation !== 'markAsProcessed') return false;
	if (parameters.mark === 'allNew') return false;
	const { processedList = 'default' } = asObject(parameters.options);
	const name = String(processedList).trim() || 'default';
	return name.startsWith('=') || name === list;
}
