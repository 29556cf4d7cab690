import { type IncomingHttpHeaders } from 'node:http';
import { type Content, type ContentSlice, wholeOf } from '../content/content';

export type ServerName = 'api' | 'storage' | 'external';

export const serverNames: readonly ServerName[] = ['api', 'storage', 'external'];

/** A request as it came over the wire. */
export interface Exchange {
	readonly method: string;
	/** Path and query exactly as sent: signatures are over these bytes. */
	readonly url: string;
	/** Path as sent, without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** An answer before it goes over the wire. */
export interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: ContentSlice;
}

/** What stands behind one of the three servers. */
export interface Site {
	answer(exchange: Exchange): Reply;
	/** Puts a new content behind a path, for the fault of an object that changes under a reader. */
	replace?(path: string, content: Content): void;
}

export function textReply(
	status: number,
	contentType: string,
	text: string,
	headers: Readonly<Record<string, string>> = {},
): Reply {
	return { status, headers: { 'content-type': contentType, ...headers }, body: wholeOf(text) };
}

export function jsonReply(
	status: number,
	value: unknown,
	headers: Readonly<Record<string, string>> = {},
): Reply {
	return textReply(status, 'application/json; charset=utf-8', JSON.stringify(value), headers);
}

/** Splits a request target without touching its encoding. */
export function splitUrl(url: string): { path: string; queryString: string } {
	const mark = url.indexOf('?');
	return mark < 0
		? { path: url, queryString: '' }
		: { path: url.slice(0, mark), queryString: url.slice(mark + 1) };
}

/** Percent-decoding that leaves malformed text as it is. */
export function decodeLoosely(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
