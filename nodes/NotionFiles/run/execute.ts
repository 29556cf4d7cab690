import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NotionFilesError, toNotionFilesError, unexpected } from '../errors';
import { chooseOperation } from '../operations/index';
import { errorFormFor } from '../output/ErrorForm';
import { errorItem } from '../output/items';
import { logMistake, nodeError } from '../output/nodeError';
import { getFiles } from './getFiles';

/**
 * One execution of the node.
 *
 * @throws NodeOperationError if something went wrong and the node is set to stop on errors
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	try {
		const operation = chooseOperation(context);
		return operation.kind === 'files'
			? await getFiles(context, operation)
			: await operation.run(context);
	} catch (thrown) {
		if (isCancelled(context) || !context.continueOnFail()) {
			throw asNodeError(context, thrown);
		}
		// Thrown, it would make n8n pass the input items on as if they were files (docs/n8n.md#errors-of-a-node).
		const error = asOurs(context, thrown);
		const form = errorFormFor(context.getNode());
		return context.getInputData().map((_, index) => errorItem(error, undefined, index, form));
	}
}

function asNodeError(context: IExecuteFunctions, thrown: unknown): unknown {
	if (thrown instanceof NotionFilesError) return nodeError(context.getNode(), thrown, undefined);
	if (isCancelled(context) || !isOurMistake(thrown)) return thrown;
	return nodeError(context.getNode(), unexpectedIn(context, thrown), undefined);
}

function isCancelled(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted === true;
}

/** An error that concerns the whole run, such as a missing credential, explains itself in its message. */
function asOurs(context: IExecuteFunctions, thrown: unknown): NotionFilesError {
	if (isOurMistake(thrown)) return unexpectedIn(context, thrown);
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return toNotionFilesError(thrown, { code: 'invalidParameter', message });
}

const OF_THE_LANGUAGE = /^(?:Type|Range|Reference|Syntax|URI|Aggregate)?Error$/;

/** n8n's own errors, of a missing credential or an expression, have classes of their own. */
function isOurMistake(thrown: unknown): boolean {
	return !(thrown instanceof Error) || OF_THE_LANGUAGE.test(thrown.constructor.name);
}

function unexpectedIn(context: IExecuteFunctions, thrown: unknown): NotionFilesError {
	const error = unexpected(thrown, 'running this node');
	logMistake(context.logger, error);
	return error;
}
