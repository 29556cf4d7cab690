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
			'Forget every processed file of this workflow, in all lists, so that “Only New Files” gives all files again. Also clears Remove Duplicates nodes with the scope Workflow.',
	},
	properties: [
		{
			displayName:
				'This forgets every file that was marked as processed in this workflow, in all lists, whatever items come in. n8n keeps these files together with the history of Remove Duplicates nodes whose scope is “Workflow”, so that history is cleared as well. It also works in a manual run.',
			name: 'clearNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { operation: ['clearProcessedFiles'] } },
		},
	],
	run,
};

/** Gives the items on as they came. */
async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	await allProcessedFiles(context).forgetAll();
	return context.getInputData().map(passed);
}
