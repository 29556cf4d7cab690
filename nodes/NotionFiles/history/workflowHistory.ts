import type { IExecuteFunctions } from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { ProcessedFiles } from './ProcessedFiles';

/** To clear all lists: which one this is makes no difference. */
export function allProcessedFiles(context: IExecuteFunctions): ProcessedFiles {
	return processedFiles(context, '');
}

/** @throws NotionFilesError where the workflow was never saved */
export function processedFiles(context: IExecuteFunctions, list: string): ProcessedFiles {
	const { id } = context.getWorkflow();
	if (id === undefined) {
		throw new NotionFilesError({
			code: 'invalidParameter',
			message: 'An unsaved workflow cannot remember processed files',
			remedy: 'Save the workflow, then run it again.',
		});
	}
	return new ProcessedFiles(context.helpers, id, list);
}

/** Manual executions are for trying out: n8n keeps nothing of them, and neither do we. */
export function isTrial(context: Pick<IExecuteFunctions, 'getMode'>): boolean {
	return ['manual', 'evaluation'].includes(context.getMode());
}
