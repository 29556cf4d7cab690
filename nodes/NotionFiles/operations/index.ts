import { clearProcessedFiles } from './clearProcessedFiles';
import { getBlockFiles } from './getBlockFiles';
import { getDatabaseFiles } from './getDatabaseFiles';
import { getPageFiles } from './getPageFiles';
import { getPropertyFiles } from './getPropertyFiles';
import { getWorkspaceFiles } from './getWorkspaceFiles';
import { markAsProcessed } from './markAsProcessed';
import type { Operation } from './Operation';
import type { IExecuteFunctions } from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { inWords } from '../json';

/** In the order of the editor's list. */
export const operations: readonly Operation[] = [
	clearProcessedFiles,
	getBlockFiles,
	getDatabaseFiles,
	getPageFiles,
	getPropertyFiles,
	getWorkspaceFiles,
	markAsProcessed,
];

/** @throws NotionFilesError for an operation that this version of the node does not have */
export function chooseOperation(context: IExecuteFunctions): Operation {
	const chosen = context.getNodeParameter('operation', 0);
	const operation = operations.find(({ option }) => option.value === chosen);
	if (operation) return operation;
	throw new NotionFilesError({
		code: 'invalidParameter',
		message: `This version of the node has no operation “${inWords(chosen)}”`,
		remedy: 'Update the package n8n-nodes-notion-files, or choose another operation.',
	});
}
