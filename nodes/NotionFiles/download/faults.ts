import { NotionFilesError, toNotionFilesError, type ErrorCode } from '../errors';
import { redactUrl } from '../files/links';
import type { NotionFile } from '../files/NotionFile';
import { connectionFailed, type HostAnswer } from './FileHosts';

/** A refusal's XML says in its first lines what is wrong; nobody reads a megabyte of it. */
const REFUSAL_BYTES = 4096;

/** A host's answer that holds no file, as an error that says what to do. */
export async function refusal(file: NotionFile, answer: HostAnswer): Promise<NotionFilesError> {
	const words = await firstWords(answer);
	const make = (code: ErrorCode, message: string, remedy: string): NotionFilesError =>
		new NotionFilesError({ code, message, remedy, httpStatus: answer.status });
	const { status } = answer;
	if (file.link.kind === 'signed' && /Request has expired|ExpiredToken/.test(words)) {
		return make(
			'linkExpired',
			'The link that Notion signed has expired: it lives for an hour',
			'Run the workflow again; if it lasts very long, split it up.',
		);
	}
	if (status === 404 || status === 410) {
		return make(
			'fileGone',
			`The file is not there any more (HTTP ${status} from ${hostOf(file)})`,
			'Remove it in Notion, or upload it again.',
		);
	}
	if (status === 202) {
		return make(
			'fileIncomplete',
			'Notion’s storage is still preparing the file (HTTP 202)',
			'Run the workflow again in a moment.',
		);
	}
	const remedy =
		file.link.kind === 'signed'
			? 'Run the workflow again; if it stays so, upload the file again in Notion.'
			: 'Open the link in a private browser window: it has to work without a login.';
	return make('fileRefused', `${hostOf(file)} does not give the file (HTTP ${status})`, remedy);
}

/** What broke a download on its way: our own errors as they are, all else as a failed connection. */
export function faultOnTheWay(file: NotionFile, thrown: unknown): NotionFilesError {
	if (thrown instanceof NotionFilesError) return thrown;
	if (isFromConnection(thrown)) return connectionFailed(hostOf(file), thrown);
	return toNotionFilesError(thrown, {
		code: 'storeFailed',
		message: `n8n could not store the file (${(thrown as Error | undefined)?.message ?? String(thrown)})`,
		remedy: 'Check the free space and the rights of n8n’s binary data storage.',
	});
}

function isFromConnection(thrown: unknown): boolean {
	const { code, name } = (thrown ?? {}) as { code?: unknown; name?: unknown };
	return /^UND_ERR_|^E(CONN|PIPE|TIMEDOUT|HOST|NET)|^HPE_/.test(String(code)) || name === 'SocketError';
}

function hostOf(file: NotionFile): string {
	return file.link.kind === 'data' ? redactUrl(file.link.url) : new URL(file.link.url).host;
}

async function firstWords(answer: HostAnswer): Promise<string> {
	let words = '';
	try {
		for await (const chunk of answer.body) {
			words += Buffer.from(chunk).toString('latin1');
			if (words.length >= REFUSAL_BYTES) break;
		}
	} catch {
		// A refusal that breaks off is a refusal all the same: the status says enough.
	}
	answer.discard();
	return words;
}
