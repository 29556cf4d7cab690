import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { ProcessedFiles } from './ProcessedFiles';
import { invalid } from '../parameters/ItemParameters';
import { DEFAULT_PROCESSED_LIST } from '../parameters/settings';

/** The same for the operation that gives only new files and for the one that confirms them. */
export const processedListOption: INodeProperties = {
	displayName: 'List of Processed Files',
	name: 'processedList',
	type: 'string',
	default: DEFAULT_PROCESSED_LIST,
	description:
		'In which list of this workflow to remember processed files. Use the same name in the node with “Only New Files” and in the one that marks its files, and a name of its own for each destination of the workflow. A new name starts over. Applies to the whole run, so it must be the same for every item.',
};

/** To clear them, whatever their list. */
export function allProcessedFiles(context: IExecuteFunctions): ProcessedFiles {
	return processedFiles(context, DEFAULT_PROCESSED_LIST);
}

/** @throws NotionFilesError where this workflow can remember nothing */
export function processedFiles(context: IExecuteFunctions, list: string): ProcessedFiles {
	const { id } = context.getWorkflow();
	if (id === undefined) {
		throw invalid('A workflow that was never saved can remember nothing', 'Save it, then run it.');
	}
	return new ProcessedFiles(context.helpers, id, list);
}

/** Runs by hand are for trying out: n8n keeps nothing of them, and neither do we. */
export function isTrial(context: Pick<IExecuteFunctions, 'getMode'>): boolean {
	return ['manual', 'evaluation'].includes(context.getMode());
}
