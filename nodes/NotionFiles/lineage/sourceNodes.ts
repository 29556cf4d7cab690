import type { INode } from 'n8n-workflow';

/** Operations of ours that pass their input on and return no files. */
export const PASSING_OPERATIONS = ['clearProcessedFiles', 'markAsProcessed'];

/** Whether it is a node of this package that returns files. */
export function givesFiles(
	node: Pick<INode, 'type' | 'disabled' | 'parameters'> | undefined,
): boolean {
	if (node === undefined || node.disabled === true) return false;
	const { type, parameters } = node;
	return (
		/\.notionFiles(?:Trigger)?$/.test(type) &&
		!PASSING_OPERATIONS.includes(String(parameters.operation))
	);
}
