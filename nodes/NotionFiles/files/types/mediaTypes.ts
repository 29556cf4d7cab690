import {
	canonicalType,
	isGenericType,
	isKnownExtension,
	isRegisteredType,
	isScriptExtension,
	typeOfExtension,
} from './extensions';
import { fileKind, isAlwaysBinary, isTextual, isZipBased, type FileKind } from './fileKinds';
import { hasExtension } from '../fileNames';
import { nameFromUrl } from '../links';
import { beginsLikePage, byteOrderMark, type Evidence, hasByteOrderMark } from './markup';
import { alwaysHasSignature, evidenceOf } from './signatures';

export { fileKind, type FileKind } from './fileKinds';

const UNKNOWN = 'application/octet-stream';

/** What is known about a file once its first bytes have arrived. */
export interface TypeClues {
	/** The answer's Content-Type as received. */
	responseType?: string | undefined;
	fileName?: string | undefined;
	url?: string | undefined;
	/** Whether the host says that it is meant as a file, whatever its type. */
	isAttachment?: boolean;
	/** The first bytes; about 4 KiB tell everything, fewer may tell less. */
	head: Uint8Array;
}

/**
 * The media type of a file, from clues that may all be wrong or missing. In order:
 *
 * 1. Bytes with a signature. They cannot be wrong, so they overrule a response and an extension that
 *    say something else (a login page instead of a PDF). If they only identify a family (ZIP, OLE2,
 *    MP4, Ogg, XML…), a more exact response or else extension within it wins: `docx`.
 * 2. The response, unless it says “some bytes”, or text despite NUL bytes. Four claims are weaker than
 *    an extension: a type that no registry knows (`application/wps-office.docx`, which is also weaker
 *    than the bytes); `text/plain`, which servers use for every text (`csv`, `md`, `srt`); `text/html`
 *    for bytes that do not begin like a page; and a binary type for what is plainly text: browsers
 *    upload CSV as Excel and TypeScript as video.
 * 3. The extension, of the name in Notion before that in the link.
 * 4. What the bytes look like: text, or `application/octet-stream`. Never `text/plain` by accident.
 */
export function decideMediaType({ head, ...clues }: TypeClues): string {
	return typeByLooks(clues, looksOf(head));
}

/** All that the first bytes tell: small, so that it can be kept for other places of the same file. */
export interface Looks {
	evidence: Evidence | undefined;
	/** This and what follows is only determined without evidence. */
	nature: Nature;
	isEmpty: boolean;
	isLikePage: boolean;
	guessed: string | undefined;
}

export function looksOf(head: Uint8Array): Looks {
	const evidence = evidenceOf(head);
	const isEmpty = head.length === 0;
	if (evidence !== undefined) {
		return { evidence, nature: 'unknown', isEmpty, isLikePage: false, guessed: undefined };
	}
	const [nature, isLikePage] = [natureOf(head), beginsLikePage(head)];
	return { evidence, nature, isEmpty, isLikePage, guessed: guess(head) };
}

/** Like `decideMediaType`, for first bytes that have already been examined. */
export function typeByLooks(clues: Omit<TypeClues, 'head'>, looks: Looks): string {
	const { fileName = '', url = '' } = clues;
	const claimed = specific(canonicalType(clues.responseType));
	const named = specific(mediaTypeOfName(fileName)) ?? specific(mediaTypeOfName(url));
	const { evidence, nature } = looks;
	if (evidence !== undefined) return withEvidence(evidence, claimed, named);
	const namesFile = named !== undefined || hasFileExtension(fileName) || hasFileExtension(url);
	const mayBePage = !namesFile && !clues.isAttachment;
	if (claimed !== undefined && isCredible({ claimed, named, mayBePage, looks })) return claimed;
	if (named !== undefined && !(named === 'text/plain' && nature === 'binary')) return named;
	return nature === 'text' ? 'text/plain' : (looks.guessed ?? UNKNOWN);
}

function specific(type: string | undefined): string | undefined {
	return type === undefined || isGenericType(type) ? undefined : type;
}

function withEvidence(
	evidence: Evidence,
	claimed: string | undefined,
	named: string | undefined,
): string {
	if (claimed === evidence.type && !evidence.isFamily) return claimed;
	// For markup, “plain text” says less than the markup itself.
	const isWeak = claimed === undefined || claimed === 'text/plain' || !isRegisteredType(claimed);
	const exact = [isWeak ? undefined : claimed, named].find(
		(type) => type !== undefined && type !== evidence.type && evidence.admits(type),
	);
	return exact ?? evidence.type;
}

interface Claim {
	claimed: string;
	named: string | undefined;
	/** Whether nothing in the names indicates anything but a web page. */
	mayBePage: boolean;
	looks: Looks;
}

function isCredible({ claimed, named, mayBePage, looks }: Claim): boolean {
	const { nature, isEmpty, isLikePage } = looks;
	if (nature === 'binary' && isTextual(claimed)) return false;
	if (isWebPage(claimed)) {
		if (mayBePage || isEmpty || isLikePage) return true;
		return named !== undefined && (isWebPage(named) || isAlwaysBinary(named));
	}
	if (named === undefined || named === claimed) return true;
	if (claimed === 'text/plain') return isAlwaysBinary(named);
	if (!isRegisteredType(claimed)) return !couldBe(named, looks);
	return nature !== 'text' || !isTextual(named) || !isAlwaysBinary(claimed);
}

/** Whether bytes without a signature can be of a type. */
function couldBe(type: string, { nature, isEmpty }: Looks): boolean {
	if (nature === 'text' && isAlwaysBinary(type)) return false;
	if (nature === 'binary' && isTextual(type)) return false;
	return isEmpty || !(alwaysHasSignature(type) || isZipBased(type));
}

/** Whether bytes are certainly text, certainly not, or neither (few bytes, old encodings). */
type Nature = 'text' | 'binary' | 'unknown';

function natureOf(head: Uint8Array): Nature {
	if (head.length === 0) return 'unknown';
	if (byteOrderMark(head) !== undefined) return 'text';
	if (head.includes(0) || hasByteOrderMark(head)) return 'binary';
	try {
		// In stream mode, since the head may end within a character.
		const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
		return /[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text) ? 'unknown' : 'text';
	} catch {
		return 'unknown';
	}
}

/** Signatures of a few bits: good enough only where nothing else is known. */
function guess(head: Uint8Array): string | undefined {
	const [first = 0, second = 0, third = 0] = head;
	if (first !== 0xff || third >= 0xf0) return undefined;
	if (second === 0xfb || second === 0xfa || second === 0xf3 || second === 0xf2) return 'audio/mpeg';
	return second === 0xf1 || second === 0xf9 ? 'audio/aac' : undefined;
}

/** The media type for the extension of a file name or web address; undefined if it has none. */
export function mediaTypeOfName(nameOrUrl: string): string | undefined {
	if (/^data:[^,\s]*,/i.test(nameOrUrl)) return undefined;
	const isUrl = /^https?:\/\//i.test(nameOrUrl);
	const name = isUrl ? (nameFromUrl(nameOrUrl) ?? '') : nameOrUrl;
	const dot = name.lastIndexOf('.');
	const extension = name.slice(dot + 1);
	// What a program on a server returns may be of any type.
	if (isUrl && isScriptExtension(extension)) return undefined;
	return dot >= 0 && /^[a-z0-9_-]{1,20}$/i.test(extension) ? typeOfExtension(extension) : undefined;
}

/** Whether a name or a web address ends like a file; the names of programs on servers do not count. */
function hasFileExtension(nameOrUrl: string): boolean {
	if (/^data:[^,\s]*,/i.test(nameOrUrl)) return false;
	const isUrl = /^https?:\/\//i.test(nameOrUrl);
	const name = isUrl ? (nameFromUrl(nameOrUrl) ?? '') : nameOrUrl;
	const extension = name.slice(name.lastIndexOf('.') + 1);
	if (isScriptExtension(extension)) return false;
	return isUrl ? name.includes('.') && isKnownExtension(extension) : hasExtension(name);
}

/** Whether this is the type of web pages, which servers return instead of files that need a login. */
export function isWebPage(mimeType: string): boolean {
	return /^(?:text\/html|application\/xhtml\+xml)$/.test(canonicalType(mimeType) ?? '');
}

/** Kinds that have a block type of their own. */
export type MediaKind = Extract<FileKind, 'image' | 'pdf' | 'audio' | 'video'>;

/** Lists of the parts of a stream, which players treat as the video or the song itself. */
const PLAYLIST = /mpegurl$|^application\/(?:dash|smil)\+xml$/;

/** Whether this is text, which no file of the kind can be. Drawings such as SVG are both images and text. */
export function isTextOfAnotherKind(mimeType: string, kind: MediaKind): boolean {
	const type = canonicalType(mimeType) ?? '';
	if (!isTextual(type) || fileKind(type) === kind) return false;
	return !(PLAYLIST.test(type) && (kind === 'audio' || kind === 'video'));
}

/** Whether a file with this name is meant to be a web page. */
export function expectsWebPage(name: string): boolean {
	return /\.x?html?$|\.xht$/i.test(name.slice(-6));
}
