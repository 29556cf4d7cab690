import { createSecureContext } from 'node:tls';
import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { asObject } from '../json';
import type { Connection } from './connection';
import type { NotionAnswer, NotionRequest, SendToNotion } from './exchange';
import { hasNoAccess, type On401, renewingAccess } from './oauthAccess';

/** The newest version; answers are read leniently (docs/notion-api.md#versions). */
const NOTION_VERSION = '2026-03-11';

/** Notion itself gives a request up after 60 seconds; ours must outlast that to hear its answer. */
const TIMEOUT_MS = 70_000;

/** Sends requests through n8n's helper, which knows credentials, OAuth refresh, proxy and redaction. */
export function notionTransport(
	context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
	connection: Connection,
	signal: AbortSignal | undefined,
): SendToNotion {
	// The helper takes its abort signal from the context alone. Ours fires also when a run ends early
	// for another reason than cancellation, so it is put in the context's place.
	const abortable = Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
	}) as typeof context;
	const isOAuth = connection.credentialType === 'notionFilesOAuth2Api';
	const agentOptions = tlsOnce(connection.apiBaseUrl);
	const send = async (request: NotionRequest, on401: On401): Promise<NotionAnswer> => {
		try {
			return answered(
				await context.helpers.httpRequestWithAuthentication.call(
					abortable,
					connection.credentialType,
					{ ...options(request, connection.apiBaseUrl, on401), agentOptions },
				),
			);
		} catch (thrown) {
			const answer = answerInside(thrown);
			if (answer) return answer;
			return isOAuth && hasNoAccess(thrown)
				? { kind: 'noAccess' }
				: { kind: 'unanswered', cause: thrown };
		}
	};
	return isOAuth
		? renewingAccess(send, connection.tokenKey)
		: async (request) => await send(request, 'answer');
}

/**
 * n8n opens a connection for each request, for which Node would set TLS up anew, with all authorities
 * and ciphers: a fifth of what a request takes of the CPU. n8n 1.99 does not know the option yet.
 */
function tlsOnce(apiBaseUrl: string): IHttpRequestOptions['agentOptions'] {
	return /^https:/i.test(apiBaseUrl) ? { secureContext: createSecureContext() } : undefined;
}

function options(request: NotionRequest, apiBaseUrl: string, on401: On401): IHttpRequestOptions {
	return {
		method: request.method,
		url: `${apiBaseUrl}/v1${request.path}`,
		headers: { 'Notion-Version': NOTION_VERSION },
		body: request.body,
		json: true,
		returnFullResponse: true,
		// Statuses are judged in one place, answer.ts. Only where 401 throws does n8n refresh a token; that
		// it alone shall throw, n8n before 2.11 cannot be told.
		ignoreHttpStatusErrors: on401 === 'answer',
		timeout: TIMEOUT_MS,
		// Notion's API does not redirect; following would hand the token to another host.
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
	};
}

function answered(response: unknown): NotionAnswer {
	const { statusCode, headers, body } = asObject(response);
	return { kind: 'answered', status: Number(statusCode), headers: { ...asObject(headers) }, body };
}

/**
 * The answer that an error of n8n's helper was made from. A NodeApiError keeps it in its cause, but in
 * n8n from 1.103 to 2.33 an error loses its cause: there, the status and the body are left.
 */
function answerInside(thrown: unknown): NotionAnswer | undefined {
	const error = asObject(thrown);
	const { status, headers, data } = asObject(asObject(error.cause).response);
	if (typeof status === 'number') {
		return { kind: 'answered', status, headers: { ...asObject(headers) }, body: data };
	}
	// For a connection that failed, it is a code such as ECONNREFUSED.
	const httpCode = Number(error.httpCode);
	if (!(httpCode >= 400)) return undefined;
	return { kind: 'answered', status: httpCode, headers: {}, body: asObject(error.context).data };
}
