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

/** Notion itself gives up on a request after 60 seconds; ours must outlast that to get its answer. */
const TIMEOUT_MS = 70_000;

/** Sends requests through n8n's helper, which handles credentials, OAuth refresh, proxies and redaction. */
export function notionTransport(
	context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
	connection: Connection,
	signal: AbortSignal | undefined,
): SendToNotion {
	// The helper takes its abort signal only from the context. Ours also fires when a run ends early for a
	// reason other than cancellation, so it replaces that of the context.
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
 * n8n opens a connection for each request, for which Node would set up TLS again, with all authorities
 * and ciphers: a fifth of the CPU time of a request. n8n 1.99 does not have the option yet.
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
		// Statuses are judged in one place, answer.ts. n8n refreshes a token only if a 401 throws, and before
		// 2.11 it cannot be told to throw for that status only.
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
 * The answer that an error of n8n's helper was created from. A NodeApiError keeps it in its cause, but in
 * n8n 1.103 to 2.33 an error loses its cause: there, the status and the body are left.
 */
function answerInside(thrown: unknown): NotionAnswer | undefined {
	const error = asObject(thrown);
	const { status, headers, data } = asObject(asObject(error.cause).response);
	if (typeof status === 'number') {
		return { kind: 'answered', status, headers: { ...asObject(headers) }, body: data };
	}
	// If the connection failed, it is a code such as ECONNREFUSED.
	const httpCode = Number(error.httpCode);
	if (!(httpCode >= 400)) return undefined;
	return { kind: 'answered', status: httpCode, headers: {}, body: asObject(error.context).data };
}
