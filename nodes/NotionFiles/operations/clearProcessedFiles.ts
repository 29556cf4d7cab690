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
			'Forget every processed file of this workflow, in all lists, so that “Only New Files” returns all files again. Also clears Remove Duplicates nodes with the scope Workflow.',
	},
	properties: [
		{
			displayName:
				'This forgets every file that was marked as processed in this workflow, in all lists, whatever the input items are. n8n stores them together with the history of Remove Duplicates nodes whose scope is “Workflow”, so that history is cleared too. It also works in manual executions.',
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
