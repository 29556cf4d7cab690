import { certificateFault } from '../http/certificates';
import { NotionFilesError, toNotionFilesError, type ErrorCode } from '../errors';
import { isPassing, retryAfterMs } from '../http/retries';
import { USER_AGENT } from '../http/userAgent';
import type { HostAnswer } from './answerHead';
import { proxyRefusal } from './proxyFaults';

/** What stands in the way of a download, by what would help. */
export type Obstacle =
	/** A temporary problem of the host or the network: the same request may work a little later. */
	| { kind: 'passing'; error: NotionFilesError; afterMs: number | undefined }
	/** Notion's signature is no longer accepted: with a fresh link, the download resumes where it stopped. */
	| { kind: 'expired'; error: NotionFilesError }
	/** Interrupted, and the host cannot tell whether it still has the same version: only starting over helps. */
	| { kind: 'lost'; error: NotionFilesError }
	/** The version has changed: only starting over helps. */
	| { kind: 'changed'; error: NotionFilesError }
	| { kind: 'final'; error: NotionFilesError };

/** What is known about the host whose answer is judged. */
export interface Host {
	name: string;
	/** Whether Notion signed the link: only then do S3's statuses mean what they say. */
	signed: boolean;
	/** The direct form of the link, if it leads to a viewer. */
	direct?: string | undefined;
}

/** Another version, or a host that sends everything, or something else, instead of the span. */
const NOT_THE_SPAN = new Set([200, 206, 412, 416]);

/**
 * Judges an answer that is not the file, or not the part that was requested
 * (docs/notion-api.md#answers-of-the-storage).
 * @param wanted the whole file, or a span of one whose download has begun
 * @param words the beginning of its body
 */
export function judgeRefusal(
	answer: Pick<HostAnswer, 'status' | 'header'>,
	host: Host,
	wanted: 'all' | 'span',
	words: string,
): Obstacle {
	const { status } = answer;
	if (wanted === 'span' && NOT_THE_SPAN.has(status)) return notContinuable(host);
	const error = errorFor(status, host, words);
	if (host.signed && (status === 403 || (status === 400 && /ExpiredToken/.test(words)))) {
		return { kind: 'expired', error: expired(status, words) };
	}
	if (isPassing(status, 'host') || (host.signed && status === 202)) {
		const afterMs = retryAfterMs(answer.header('retry-after'), Date.now());
		return { kind: 'passing', error, afterMs };
	}
	return { kind: 'final', error };
}

/**
 * A connection that failed, stalled or was cut off. Our own errors (a guard's) are final, and so are a
 * rejected certificate and a proxy that refuses the host.
 */
export function judgeBreak(thrown: unknown, host: Host): Obstacle {
	if (thrown instanceof NotionFilesError) return { kind: 'final', error: thrown };
	const fault = certificateFault(thrown, host.name);
	if (fault) {
		const error = new NotionFilesError({ code: 'connectionFailed', ...fault, cause: thrown });
		return { kind: 'final', error };
	}
	const refusal = proxyRefusal(thrown, host.name);
	if (refusal) {
		const error = new NotionFilesError({ code: 'connectionFailed', ...refusal });
		return refusal.isPassing ? passing(error) : { kind: 'final', error };
	}
	const cause = causeOf(thrown);
	return passing(
		toNotionFilesError(thrown, {
			code: 'connectionFailed',
			message: `The connection to ${host.name} failed (${cause})`,
			remedy: `Run the workflow again; if it happens again, ${ifBrokenAgain(cause, host)}.`,
		}),
	);
}

function ifBrokenAgain(cause: string, { signed }: Host): string {
	if (!/^ERR_SSL_/.test(cause)) return 'check that this server can reach that host';
	return signed
		? 'a proxy or firewall on the way interferes with the encryption: have it leave that host alone'
		: 'that host, or a proxy on the way, does not encrypt as Node.js requires: upload the file to Notion instead';
}

/** A body that ended without an error, but too early. */
export function endedEarly(received: number, missing: number, host: Host): Obstacle {
	return passing(
		new NotionFilesError({
			code: 'fileIncomplete',
			message: `${host.name} sent only ${received} of ${received + missing} bytes`,
			remedy: 'Run the workflow again; a proxy on the way may be cutting off large downloads.',
		}),
	);
}

/** An answer with status 200 that is not from the storage, but from something on the way. */
export function notFromStorage(host: Host): Obstacle {
	return passing(
		new NotionFilesError({
			code: 'hostUnavailable',
			message: `Something else answered in place of ${host.name}, without the file`,
			remedy:
				'A proxy, firewall or login page of your network may be blocking Notion’s storage. Run the workflow again; if it happens again, allow downloads from that host.',
			httpStatus: 200,
		}),
	);
}

/** An interrupted download from a host whose versions cannot be told apart. */
export function lost(host: Host): Obstacle {
	const message = `The download from ${host.name} was interrupted, and that host does not support resuming`;
	const remedy = 'Run the workflow again; if it happens again, upload the file to Notion instead.';
	const error = new NotionFilesError({ code: 'fileIncomplete', message, remedy });
	return { kind: 'lost', error };
}

/** An interrupted download that the host does not resume with the same version. */
function notContinuable(host: Host): Obstacle {
	const message = `The download from ${host.name} was interrupted repeatedly and could not be resumed`;
	return changed('fileChanged', message);
}

/** All bytes arrived, but they are not those that the host announced. */
export function corrupt(host: Host): Obstacle {
	const message = `The file from ${host.name} arrived damaged: its length or checksum does not match what the host announced`;
	return changed('fileIncomplete', message);
}

function changed(code: ErrorCode, message: string): Obstacle {
	const error = new NotionFilesError({ code, message, remedy: 'Run the workflow again.' });
	return { kind: 'changed', error };
}

function passing(error: NotionFilesError): Obstacle {
	return { kind: 'passing', error, afterMs: undefined };
}

function expired(status: number, words: string): NotionFilesError {
	const old = /expired|ExpiredToken/i.test(words);
	return new NotionFilesError({
		code: 'linkExpired',
		message: old
			? 'Notion’s download link has expired, and so has its replacement'
			: `Notion’s storage rejected the link that Notion signed (HTTP ${status})`,
		remedy: 'Run the workflow again; if it happens again, check the clock of this server.',
		httpStatus: status,
	});
}

/** As S3, Google Cloud Storage and Azure Storage say it of the links that they sign. */
const EXPIRED_ELSEWHERE =
	/<Message>Request has expired<|<Code>Expired(?:Token|Request)<|Signature not valid in the specified time frame/;

function errorFor(status: number, host: Host, words: string): NotionFilesError {
	const make = (code: ErrorCode, message: string, remedy: string): NotionFilesError =>
		new NotionFilesError({ code, message, remedy, httpStatus: status });
	if (status === 202) {
		const message = `${host.name} is still preparing the file (HTTP 202)`;
		return make('hostUnavailable', message, 'Run the workflow again in a moment.');
	}
	if (isPassing(status, 'host')) {
		const message = `${host.name} could not return the file (HTTP ${status})`;
		return make('hostUnavailable', message, 'Run the workflow again later.');
	}
	if (status === 404 || status === 410) {
		const message = `${host.name} no longer has the file (HTTP ${status})`;
		return make('fileGone', message, 'Remove it from Notion, or upload it again.');
	}
	if (!host.signed && status === 403 && asksForUserAgent(words)) {
		return make(
			'fileRefused',
			`${host.name} rejects this node’s user agent (HTTP 403)`,
			`The node identifies itself as “${USER_AGENT}”. Ask the operator of that host to allow it, or upload the file to Notion instead.`,
		);
	}
	if (!host.signed && EXPIRED_ELSEWHERE.test(words)) {
		return make(
			'fileRefused',
			`The link to a file on ${host.name} has expired (HTTP ${status})`,
			'It was signed for a limited time only, as are links that were copied out of Notion. Put a lasting link into Notion, or upload the file to Notion.',
		);
	}
	const remedy = host.signed
		? 'Run the workflow again; if it happens again, upload the file to Notion again.'
		: host.direct === undefined
			? 'Open the link in a private browser window: it must work without a login.'
			: `The link shows the file in a viewer. Share the file with anyone who has the link, and put its direct link into Notion: ${host.direct}`;
	return make('fileRefused', `${host.name} did not return the file (HTTP ${status})`, remedy);
}

/** Ignores what a page says to browsers only: checks for bots read `navigator.userAgent`. */
function asksForUserAgent(words: string): boolean {
	const shown = words.replace(/<(script|style)\b[\s\S]*?(?:<\/\1|$)/gi, '');
	return /(?<![\w.])user[ -]?agent/i.test(shown);
}

function causeOf(thrown: unknown): string {
	const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
	return String(code ?? message ?? 'unknown');
}
