import { NodeOperationError, type INode } from 'n8n-workflow';
import type { NotionFilesError } from '../errors';
import { asPlainText } from './plainText';

/**
 * Our error as n8n shows it: the sentence, below it what to do and Notion's own words. What caused it stays
 * behind: an error of n8n's helper holds the whole request, and n8n keeps what it is given.
 */
export function nodeError(
	node: INode,
	error: NotionFilesError,
	itemIndex: number | undefined,
): NodeOperationError {
	const description = asPlainText(error.description);
	const shown = new NodeOperationError(node, error.message, { description, itemIndex });
	// n8n replaces a message that contains the likes of ENOENT by its own; a file may be named so.
	shown.message = error.message;
	return shown;
}
