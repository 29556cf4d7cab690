import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NotionFilesError, toNotionFilesError } from '../errors';
import { errorFormFor } from '../output/ErrorForm';
import { errorItem } from '../output/items';
import { nodeError } from '../output/nodeError';
import { giveFiles } from './giveFiles';
import { chooseOperation } from '.';

/**
 * One execution of the node.
 *
 * @throws NodeOperationError when something went wrong and the node is set to stop then
 */
export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	try {
		const operation = chooseOperation(context);
		return operation.kind === 'files'
			? await giveFiles(context, operation)
			: await operation.run(context);
	} catch (thrown) {
		if (context.getExecutionCancelSignal()?.aborted || !context.continueOnFail()) {
			throw asNodeError(context, thrown);
		}
		// Thrown, it would make n8n pass the input items on as if they were files (facts/n8n.md 4.2).
		const error = asOurs(thrown);
		const form = errorFormFor(context.getNode());
		return context.getInputData().map((_, index) => errorItem(error, undefined, index, form));
	}
}

function asNodeError(context: IExecuteFunctions, thrown: unknown): unknown {
	return thrown instanceof NotionFilesError
		? nodeError(context.getNode(), thrown, undefined)
		: thrown;
}

/** What concerns the whole run, a missing credential above all, tells of itself in its message. */
function asOurs(thrown: unknown): NotionFilesError {
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return toNotionFilesError(thrown, { code: 'invalidParameter', message });
}
