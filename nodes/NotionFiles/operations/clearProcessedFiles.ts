import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ItemsOperation } from './Operation';
import { passed } from '../output/items';
import { allProcessedFiles } from '../history/workflowHistory';

export const clearProcessedFiles: ItemsOperation = {
	kind: 'items',
	option: {
		name: 'Clear Processed Files',
		value: 'clearProcessedFiles',
		action: 'Clear processed files',
		description:
			'Forget every processed file of this workflow, so that the next run returns all files again',
	},
	properties: [
		{
			displayName:
				'Execute this node once to start over: the next run with “Only New Files” returns all files. It forgets every processed file of this workflow, in all lists, whatever the input items are, and also works in manual executions. n8n stores these files together with the history of Remove Duplicates nodes whose scope is “Workflow”, so that history is cleared too.',
			name: 'clearNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { operation: ['clearProcessedFiles'] } },
		},
	],
	run,
};

/** Returns the input items unchanged. */
async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	await allProcessedFiles(context).forgetAll();
	return context.getInputData().map(passed);
}
