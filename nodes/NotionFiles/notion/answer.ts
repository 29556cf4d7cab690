import { certificateFault } from '../http/certificates';
import { type ErrorParts, NotionFilesError } from '../errors';
import { asObject, asText, type Json } from '../json';
import { isPassing, retryAfterMs } from '../http/retries';
import { refusalByWords } from './refusals';
import type { NotionAnswer } from './exchange';

/** An answer, judged. Only `good` has what was requested. */
export type Judged =
	| { kind: 'good'; body: Json }
	/** A temporary problem of Notion or the network; all our calls are reads, so they can be repeated. */
	| { kind: 'passing'; error: NotionFilesError }
	/** The limit was reached. `afterMs` is how long Notion asks to wait. */
	| { kind: 'limited'; error: NotionFilesError; afterMs: number | undefined }
	| { kind: 'final'; error: NotionFilesError };

/**
 * Judges an answer (docs/notion-api.md#errors).
 * @param subject what was requested, as it reads in a sentence: “the page 4c1f…”
 */
export function judge(answer: NotionAnswer, subject: string): Judged {
	if (answer.kind === 'noAccess') return { kind: 'final', error: noAccess() };
	if (answer.kind === 'unanswered') return unanswered(answer.cause, subject);
	const { status } = answer;
	const body = asObject(answer.body);
	if (status >= 200 && status < 300) {
		// A body that was cut off is no longer JSON, and the helper passes it on as text.
		return asText(body.object) ? { kind: 'good', body } : passing(brokenAnswer(subject, status));
	}
	const context: RefusalContext = { subject, status, notionMessage: asText(body.message) };
	if (status === 429 || status === 529) return limited(answer.headers, body, context);
	if (isPassing(status, 'notion') || isToBeTriedAgain(context))
		return passing(unavailable(context));
	return { kind: 'final', error: refusal(asText(body.code), context) };
}

interface RefusalContext {
	subject: string;
	status: number;
	notionMessage: string | undefined;
}

/** Notion sends some temporary faults as 400 (docs/notion-api.md#errors). */
function isToBeTriedAgain({ status, notionMessage }: RefusalContext): boolean {
	return status === 400 && /retry with exponential backoff/i.test(notionMessage ?? '');
}

function limited(headers: Json, body: Json, context: RefusalContext): Judged {
	const more = asObject(body.additional_data);
	if (more.rate_limit_reason === 'public_api_request_blocked') {
		const message = 'Notion has blocked requests from this connection';
		const remedy = 'Wait, then contact Notion support; retrying does not help.';
		return { kind: 'final', error: make('rateLimited', message, remedy, context) };
	}
	const error = make(
		'rateLimited',
		`Notion’s request limit was reached, so ${context.subject} could not be read`,
		'Run the workflow at a quieter time, or get files from fewer pages at once.',
		context,
	);
	const afterMs = retryAfterMs(headers['retry-after'] ?? more.retry_after, Date.now());
	return { kind: 'limited', error, afterMs };
}

function refusal(code: string | undefined, context: RefusalContext): NotionFilesError {
	const { subject, status, notionMessage = '' } = context;
	if (status === 401) {
		return make(
			'unauthorized',
			'Notion rejected the token',
			'Check the credential: the token may be mistyped, revoked or expired. Create a new one in Notion under Settings → Connections → Develop or manage connections, or reconnect the OAuth2 credential.',
			context,
		);
	}
	if (status === 404) {
		return make(
			'notShared',
			`Notion cannot find ${subject}, or it is not shared with your connection`,
			'Open the page in Notion, choose ••• → Connections, and add your connection; it then has access to everything below that page too. If the page is already shared, check the ID.',
			context,
		);
	}
	if (status === 403 && code === undefined) {
		return make(
			'notionUnavailable',
			`Something between this server and Notion blocked the request for ${subject} (HTTP 403 without an answer from Notion)`,
			'Notion’s firewall may have blocked this server’s address for a while: try again later, or check the proxy.',
			context,
		);
	}
	if (status === 403) {
		return make(
			'missingCapability',
			`The connection does not have the capability to read ${subject}`,
			'Open the connection in Notion’s developer settings and turn on “Read content” (for comments, “Read comments”).',
			context,
		);
	}
	const known = refusalByWords(notionMessage, subject);
	if (known) return make(known.code, known.message, known.remedy, context);
	return make(
		'refusedByNotion',
		`Notion rejected the request for ${subject} (HTTP ${status})`,
		'Check that the ID is of the right kind: a page, block or database ID, not that of a view.',
		context,
	);
}

function noAccess(): NotionFilesError {
	return new NotionFilesError({
		code: 'unauthorized',
		message: 'The OAuth2 credential is not connected to Notion, or no longer is',
		remedy:
			'Open the credential in n8n and connect it again; Notion asks which pages it may access. If that fails, check its client ID and secret.',
	});
}

function unavailable(context: RefusalContext): NotionFilesError {
	const message = `Notion could not return ${context.subject} (HTTP ${context.status})`;
	return make(
		'notionUnavailable',
		message,
		'Try again later; status.notion.so shows whether Notion has a problem.',
		context,
	);
}

function brokenAnswer(subject: string, status: number): NotionFilesError {
	const message = `Notion’s response for ${subject} is unreadable (HTTP ${status}, no complete JSON)`;
	const remedy =
		'Try again later; a proxy between this server and Notion may be cutting off responses.';
	return new NotionFilesError({ code: 'notionUnavailable', message, remedy, httpStatus: status });
}

function unanswered(cause: unknown, subject: string): Judged {
	const fault = certificateFault(cause, 'Notion’s API');
	if (fault) {
		const error = new NotionFilesError({ code: 'notionUnavailable', ...fault, cause });
		return { kind: 'final', error };
	}
	return passing(
		new NotionFilesError({
			code: 'notionUnavailable',
			message: `Notion did not respond to the request for ${subject}`,
			remedy: 'Check that this server can reach the API Base URL of the credential.',
			cause,
		}),
	);
}

function passing(error: NotionFilesError): Judged {
	return { kind: 'passing', error };
}

function make(
	code: ErrorParts['code'],
	message: string,
	remedy: string | undefined,
	context: RefusalContext,
): NotionFilesError {
	const { status: httpStatus, notionMessage } = context;
	return new NotionFilesError({ code, message, remedy, notionMessage, httpStatus });
}
