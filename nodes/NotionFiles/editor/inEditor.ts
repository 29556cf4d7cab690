import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { clock } from '../flow/clock';
import { asObject } from '../json';
import { connectionOf } from '../notion/connection';
import { gateFor } from '../notion/TokenGate';
import { NotionClient } from '../notion/NotionClient';
import { notionTransport } from '../notion/transport';
import { nodeError } from '../output/nodeError';

/** Nothing is chosen yet, or only an expression, whose value is known in an execution. */
export function isOpen(chosen: unknown): boolean {
	const value = asObject(chosen).value ?? chosen ?? '';
	return value === '' || (typeof value === 'string' && value.startsWith('='));
}

/** Nobody looks at an open list for longer; a run may wait for minutes if Notion asks for it. */
const PATIENCE_MS = 20_000;

function tooLate(): NotionFilesError {
	return new NotionFilesError({
		code: 'notionUnavailable',
		message: `Notion did not answer within ${PATIENCE_MS / 1_000} seconds`,
		remedy:
			'Open the list again in a minute: Notion limits how many requests a connection may make. You can also choose by URL or ID.',
	});
}

/** Asks Notion on behalf of an open list: not for long, and errors in the form that n8n shows. */
export async function inEditor<T>(
	context: ILoadOptionsFunctions,
	work: (client: NotionClient) => Promise<T>,
): Promise<T> {
	const late = new AbortController();
	const done = new AbortController();
	clock.limit(PATIENCE_MS, done.signal).then(
		() => late.abort(tooLate()),
		() => {},
	);
	try {
		const connection = await connectionOf(context);
		const send = notionTransport(context, connection, late.signal);
		return await work(new NotionClient(send, gateFor(connection.tokenKey), late.signal));
	} catch (thrown) {
		// What an abort throws depends on where it is noticed.
		const error: unknown = late.signal.aborted ? late.signal.reason : thrown;
		throw error instanceof NotionFilesError
			? nodeError(context.getNode(), error, undefined)
			: error;
	} finally {
		done.abort();
	}
}
