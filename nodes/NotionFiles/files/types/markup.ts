import { isAlwaysBinary, isTextual } from './fileKinds';
import type { Evidence } from './Evidence';

/** What the first characters of a text say: HTML, SVG, another XML; undefined for other text. */
export function markupEvidence(head: Uint8Array): Evidence | undefined {
	const { rest, isXml } = withoutProlog(decodeStart(head));
	if (/^<(?:!doctype\s+)?(?:svg:)?svg[\s>]/i.test(rest)) return source('image/svg+xml');
	if (/^<(?:!doctype\s+)?html[\s>]/i.test(rest)) {
		return source(isXml ? 'application/xhtml+xml' : 'text/html');
	}
	return isXml ? xml() : undefined;
}

/** Text by its byte order mark; without one, ASCII is all that is looked for. */
export function decodeStart(head: Uint8Array): string {
	const encoding = byteOrderMark(head);
	if (encoding !== undefined) return new TextDecoder(encoding).decode(head);
	const text = Buffer.from(head).toString('latin1');
	return text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text;
}

/** UTF-16 by its mark: the one kind of text that holds NUL bytes. */
export function byteOrderMark(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
	if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
	return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
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
 * Other texts may begin like a web page: programs, templates, Markdown, and what old Office takes
 * for its own. Tables and binary files may not: a page in their place is a login or an error.
 */
function source(type: string): Evidence {
	const admits = (other: string): boolean =>
		(isTextual(other) &&
			!/^text\/(?:csv|tab-separated-values|calendar|vcard|vtt|yaml)$|json|rtf/.test(other)) ||
		isOldOffice(other);
	return { type, admits, isFamily: false };
}

function xml(): Evidence {
	const admits = (other: string): boolean =>
		isOldOffice(other) ||
		(!isAlwaysBinary(other) &&
			!/^text\/(?:csv|tab-separated-values|calendar|vcard|vtt|yaml)$|json|rtf/.test(other));
	return { type: 'application/xml', admits, isFamily: true };
}

/** Many programs give their tables as HTML or XML under Excel's name, and Excel opens them. */
function isOldOffice(type: string): boolean {
	return type === 'application/vnd.ms-excel' || type === 'application/msword';
}
