import { firstAddress, inPlainWords, withoutMarks } from './mentions';
import { outward, withoutMarkup } from './outward';

/** What can go wrong, as a closed list: callers decide by code, people read the message. */
export type ErrorCode =
	// what the user gave us
	| 'invalidId'
	| 'invalidParameter'
	| 'propertyNotFound'
	| 'propertyOfAnotherType'
	// what Notion answered
	| 'unauthorized'
	| 'notShared'
	| 'missingCapability'
	| 'unsupportedByNotion'
	| 'refusedByNotion'
	| 'rateLimited'
	| 'notionUnavailable'
	// what happened to a file
	| 'linkExpired'
	| 'fileChanged'
	| 'hostUnavailable'
	| 'fileGone'
	| 'fileRefused'
	| 'fileIncomplete'
	| 'fileTooLarge'
	| 'webPageInsteadOfFile'
	| 'badLink'
	| 'addressNotAllowed'
	| 'connectionFailed'
	| 'storeFailed'
	| 'cancelled'
	// a bug of ours, or something that nobody foresaw
	| 'unexpected';

/** Notion's own words are a sentence or two; a gateway in its place may send a megabyte. */
const MOST_OF_NOTION = 1_000;

export interface ErrorParts {
	code: ErrorCode;
	/** What happened, with which page, block or file: one sentence, which may mention things in Notion. */
	message: string;
	/** What the user can do about it: one or two sentences. */
	remedy?: string;
	/** Notion's (or the file host's) own words, kept beside ours. */
	notionMessage?: string;
	httpStatus?: number;
	cause?: unknown;
}

/**
 * The one error of this package. It never carries a token or a signed link, whatever it is made from:
 * messages name files by name and hosts by host, and all words pass `outward`.
 */
export class NotionFilesError extends Error {
	override readonly name = 'NotionFilesError';

	readonly code: ErrorCode;

	/** The message, with what it mentions. */
	readonly sentence: string;

	readonly remedy: string | undefined;

	readonly notionMessage: string | undefined;

	readonly httpStatus: number | undefined;

	constructor(parts: ErrorParts) {
		const sentence = withoutMarkup(outward(parts.message));
		super(inPlainWords(sentence), { cause: parts.cause });
		this.code = parts.code;
		this.sentence = sentence;
		this.remedy = parts.remedy && outward(parts.remedy);
		this.notionMessage =
			parts.notionMessage && outward(withoutMarks(parts.notionMessage), MOST_OF_NOTION);
		this.httpStatus = parts.httpStatus;
	}

	/** The same error with its place first: “Résumé.pdf” from property …: what happened. */
	about(subject: string): NotionFilesError {
		const { code, remedy, notionMessage, httpStatus, cause } = this;
		const message = `${subject}: ${this.sentence}`;
		return new NotionFilesError({ code, message, remedy, notionMessage, httpStatus, cause });
	}

	/** Where in Notion it happened, if that is known. */
	get address(): string | undefined {
		return firstAddress(this.sentence);
	}

	/** The remedy and Notion's own words, in the form n8n shows below a message. */
	get description(): string {
		const words = this.notionMessage ? `Notion says: “${this.notionMessage}”` : undefined;
		return [this.remedy, words].filter((part) => part !== undefined).join(' ');
	}
}

/** Whatever was thrown, as our error: a thrown value that is not ours is kept as the cause. */
export function toNotionFilesError(
	thrown: unknown,
	otherwise: Pick<ErrorParts, 'code' | 'message' | 'remedy'>,
): NotionFilesError {
	if (thrown instanceof NotionFilesError) return thrown;
	return new NotionFilesError({ ...otherwise, cause: thrown });
}

/**
 * Whatever was thrown, as our error. Anything that is not ours is a bug, here or in something below us:
 * it keeps its own words, because whoever fixes it has nothing else to go by.
 */
export function unexpected(thrown: unknown, during: string): NotionFilesError {
	const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
	return toNotionFilesError(thrown, {
		code: 'unexpected',
		message: `Something unexpected happened while ${during} (${words})`,
		remedy:
			'Run the workflow again. If it keeps happening, report it to the authors of this node, and include n8n’s log at the “debug” level.',
	});
}

/** Not shared, or of a kind that Notion's API does not return: trying again would not change that. */
export function isUnreadable({ code }: NotionFilesError): boolean {
	return code === 'notShared' || code === 'unsupportedByNotion';
}

/**
 * Whether this error only skips something that the user did not pick directly, instead of failing the
 * run: what is unreadable, and what Notion refuses (400) in words we do not know. A refused cursor is
 * not among these: it is temporary.
 */
export function mayBeLeftOut(error: NotionFilesError): boolean {
	const { code, httpStatus, notionMessage = '' } = error;
	const isRefused = code === 'refusedByNotion' && httpStatus === 400;
	return isUnreadable(error) || (isRefused && !/cursor/i.test(notionMessage));
}
