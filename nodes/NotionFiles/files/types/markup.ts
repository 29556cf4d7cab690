import { isAlwaysBinary, isTextual } from './fileKinds';

/** What the first bytes of a file prove. */
export interface Evidence {
	type: string;
	/** Whether a file with this beginning can also be of that type, a more exact or a different name for it. */
	admits(type: string): boolean;
	/** Whether the bytes only identify a family: everything that is a ZIP, for example. */
	isFamily: boolean;
}

/** What the first characters of a text show: HTML, SVG, other XML; undefined for other text. */
export function markupEvidence(head: Uint8Array): Evidence | undefined {
	const { rest, isXml } = withoutProlog(decodeStart(head));
	if (/^<(?:!doctype\s+)?(?:svg:)?svg[\s>]/i.test(rest)) return svg();
	if (/^<(?:!doctype\s+)?html[\s>]/i.test(rest)) {
		return source(isXml ? 'application/xhtml+xml' : 'text/html');
	}
	return isXml ? xml() : undefined;
}

/** Decoded by its byte order mark; without one, as only ASCII matters. */
export function decodeStart(head: Uint8Array): string {
	const encoding = byteOrderMark(head);
	if (encoding !== undefined) return new TextDecoder(encoding).decode(head);
	const text = Buffer.from(head).toString('latin1');
	return text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text;
}

/**
 * UTF-16 by its mark: the only kind of text that contains NUL bytes. Other files also begin with these two
 * bytes, so what follows must be text in that encoding.
 */
export function byteOrderMark(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
	if (!hasByteOrderMark(head)) return undefined;
	const encoding = head[0] === 0xff ? 'utf-16le' : 'utf-16be';
	try {
		// In stream mode, since the head may end within a character.
		const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
		return NO_TEXT.test(text) ? undefined : encoding;
	} catch {
		return undefined;
	}
}

/** Whether the first two bytes are the mark of UTF-16, whatever follows. */
export function hasByteOrderMark([first, second]: Uint8Array): boolean {
	return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

const NO_TEXT = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]|\p{Noncharacter_Code_Point}|\p{Cn}/u;

// https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type, and other beginnings
// of real pages.
const PAGE =
	/^<(?:!doctype html|html|head|body|title|meta|base|link|style|script|noscript|template|iframe|form|center|h[1-6]|div|span|section|main|header|nav|font|table|img|ul|ol|a|b|br|p)[\s/>]/i;

/** Whether a text begins as web pages do. */
export function beginsLikePage(head: Uint8Array): boolean {
	const { rest, isXml } = withoutProlog(decodeStart(head.subarray(0, 4096)));
	// A comment that continues beyond the head may hide anything.
	return PAGE.test(rest) || (rest === '' && !isXml);
}

/** What comes after XML declarations, comments and a foreign doctype. */
function withoutProlog(text: string): { rest: string; isXml: boolean } {
	const isXml = /^\s*<\?xml\s/.test(text);
	let rest = text.trimStart();
	for (;;) {
		const end = rest.startsWith('<?') ? '?>' : rest.startsWith('<!--') ? '-->' : undefined;
		if (end === undefined) return { rest, isXml };
		const at = rest.indexOf(end);
		if (at < 0) return { rest: '', isXml };
		rest = rest.slice(at + end.length).trimStart();
	}
}

/**
 * Other texts may begin like a web page: programs, templates, Markdown, and what old Office accepts as its
 * own. Tables and binary files may not: a page in their place is a login or an error.
 */
function source(type: string): Evidence {
	const admits = (other: string): boolean =>
		(isTextual(other) &&
			!/^text\/(?:csv|tab-separated-values|calendar|vcard|vtt|yaml)$|json|rtf/.test(other)) ||
		isOldOffice(other);
	return { type, admits, isFamily: false };
}

function svg(): Evidence {
	const { type, admits, isFamily } = source('image/svg+xml');
	return { type, admits: (other) => other !== 'text/html' && admits(other), isFamily };
}

function xml(): Evidence {
	// XML that is not a page is never HTML, even if a server calls everything that.
	const admits = (other: string): boolean =>
		isOldOffice(other) ||
		(!isAlwaysBinary(other) &&
			other !== 'text/html' &&
			!/^text\/(?:csv|tab-separated-values|calendar|vcard|vtt|yaml)$|json|rtf/.test(other));
	return { type: 'application/xml', admits, isFamily: true };
}

/** Many programs export tables as HTML or XML under Excel's name, and Excel opens them. */
function isOldOffice(type: string): boolean {
	return type === 'application/vnd.ms-excel' || type === 'application/msword';
}
