import { type INode, type Logger, NodeOperationError } from 'n8n-workflow';
import type { NotionFilesError } from '../errors';
import { escaped, link } from '../mentions';
import { outward } from '../outward';

/**
 * Our error as n8n shows it: the sentence, below it what to do and Notion's own words. Its cause is
 * left behind: an error of n8n's helper holds the whole request, and n8n keeps what it is given.
 *
 * @param advice a further sentence about what to do
 */
export function nodeError(
	node: INode,
	error: NotionFilesError,
	itemIndex: number | undefined,
	advice?: string,
): NodeOperationError {
	const { address } = error;
	const open = address === undefined ? undefined : link('Open it in Notion', address);
	const description = [escaped(error.description), advice, open].filter(Boolean).join(' ');
	const shown = new NodeOperationError(node, error.message, { description, itemIndex });
	// n8n replaces a message that contains a code such as ENOENT with its own, and a file may be named
	// like that.
	shown.message = error.message;
	return shown;
}

/** Nobody could fix a bug of ours from its message alone, so n8n's log gets the place in the code. */
export function logMistake(logger: Pick<Logger, 'error'>, { code, cause }: NotionFilesError): void {
	if (code !== 'unexpected') return;
	const stack = (cause instanceof Error && cause.stack) || String(cause);
	logger.error(`Notion Files: ${outward(stack)}`);
}
