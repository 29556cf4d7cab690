import { certificateFault } from '../http/certificates';
import { type ErrorParts, NotionFilesError } from '../errors';
import { asObject, asText, type Json } from '../json';
import { retryAfterMs } from '../http/patience';
import { isPassing } from '../http/statuses';
import { refusalByWords } from './refusals';
import type { NotionAnswer } from './exchange';

/** An answer, judged. Only `good` has what was asked for. */
export type Judged =
	| { kind: 'good'; body: Json }
	/** Notion or the network has a bad moment; every call of ours is a read, so it can be repeated. */
	| { kind: 'passing'; error: NotionFilesError }
	/** The limit is used up. `afterMs` is Notion's own word on when to come back. */
	| { kind: 'limited'; error: NotionFilesError; afterMs: number | undefined }
	| { kind: 'final'; error: NotionFilesError };

/**
 * Judges an answer (docs/notion-api.md#errors).
 * @param subject what was asked for, as it reads in a sentence: “the page 4c1f…”
 */
export function judge(answer: NotionAnswer, subject: string): Judged {
	if (answer.kind === 'noAccess') return { kind: 'final', error: noAccess() };
	if (answer.kind === 'unanswered') return unanswered(answer.cause, subject);
	const { status } = answer;
	const body = asObject(answer.body);
	if (status >= 200 && status < 300) {
		// A body that is cut off is no JSON any more, and the helper hands it on as text.
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

/** Notion sends some passing faults as 400 (docs/notion-api.md#errors). */
function isToBeTriedAgain({ status, notionMessage }: RefusalContext): boolean {
	return status === 400 && /retry with exponential backoff/i.test(notionMessage ?? '');
}

function limited(headers: Json, body: Json, context: RefusalContext): Judged {
	const more = asObject(body.additional_data);
	if (more.rate_limit_reason === 'public_api_request_blocked') {
		const message = 'Notion has blocked requests of this connection';
		const remedy = 'Wait, then ask Notion’s support; trying again does not help.';
		return { kind: 'final', error: make('rateLimited', message, remedy, context) };
	}
	const error = make(
		'rateLimited',
		`Notion’s request limit is used up, so ${context.subject} could not be read`,
		'Run the workflow at a quieter time, or ask for less at once.',
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
			'Notion does not accept the token',
			'Check the credential: the token may be mistyped, revoked or expired. Make a new one in Notion under Settings → Connections → Develop or manage connections, or connect an OAuth2 credential again.',
			context,
		);
	}
	if (status === 404) {
		return make(
			'notShared',
			`Notion cannot find ${subject}, or it is not shared with your connection`,
			'Open the page in Notion, choose ••• → Connections, and add your connection; it then sees everything below that page too. If it is shared, check the ID.',
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
			`The connection lacks a capability that is needed to read ${subject}`,
			'Open the connection in Notion’s developer settings and switch on “Read content” (for comments “Read comments”).',
			context,
		);
	}
	const known = refusalByWords(notionMessage, subject);
	if (known) return make(known.code, known.message, known.remedy, context);
	return make(
		'refusedByNotion',
		`Notion refused to give ${subject} (HTTP ${status})`,
		'Check that the ID is of the right kind: that of a page, a block or a database, not of a view.',
		context,
	);
}

function noAccess(): NotionFilesError {
	return new NotionFilesError({
		code: 'unauthorized',
		message: 'The OAuth2 credential is not connected to Notion, or not any more',
		remedy:
			'Open the credential in n8n and connect it again; Notion asks which pages it may see. If that fails, check its client ID and secret.',
	});
}

function unavailable(context: RefusalContext): NotionFilesError {
	const message = `Notion could not answer for ${context.subject} (HTTP ${context.status})`;
	return make(
		'notionUnavailable',
		message,
		'Try again later: status.notion.so tells how Notion is.',
		context,
	);
}

function brokenAnswer(subject: string, status: number): NotionFilesError {
	const message = `Notion’s answer for ${subject} arrived broken (HTTP ${status}, no complete JSON)`;
	const remedy = 'Try again later; a proxy between this server and Notion may cut answers off.';
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
			message: `Notion gave no answer for ${subject}`,
			remedy: 'Check that this server reaches the API Base URL of the credential.',
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
