import { createHash } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';
import { bytesOf, chunksOf, type Content, sizeOf, wholeOf } from '../content/content';
import { type Reply } from './exchange';

/** A content with the headers that describe it: what a GET for a file reads. */
export interface Entity {
	readonly content: Content;
	readonly headers: Readonly<Record<string, string>>;
	readonly etag?: string;
	readonly lastModified: string;
	readonly acceptRanges: boolean;
}

/** What a conditional or ranged GET comes to, before a server words its errors. */
export type EntityAnswer =
	| { type: 'reply'; reply: Reply }
	| { type: 'preconditionFailed' }
	| { type: 'unsatisfiableRange'; size: number };

/** Answers a GET with If-Match, Range and If-Range as RFC 9110 says. */
export function answerEntity(entity: Entity, asked: IncomingHttpHeaders): EntityAnswer {
	if (!matchesEtag(asked['if-match'], entity.etag)) return { type: 'preconditionFailed' };
	const headers = entityHeaders(entity);
	const size = sizeOf(entity.content);
	const range = rangeFor(entity, asked, size);
	if (range === 'unsatisfiable') return { type: 'unsatisfiableRange', size };
	if (!range)
		return { type: 'reply', reply: { status: 200, headers, body: wholeOf(entity.content) } };
	const contentRange = `bytes ${range.start}-${range.end - 1}/${size}`;
	return {
		type: 'reply',
		reply: {
			status: 206,
			headers: { ...headers, 'content-range': contentRange },
			body: { content: entity.content, ...range },
		},
	};
}

/** Beyond this, uploads are cut into parts (https://developers.notion.com/guides/data-apis/sending-larger-files). */
const ONE_PART = 20 * 1024 * 1024;
const PART = 10 * 1024 * 1024;

const etags = new WeakMap<Content, string>();

/** A strong ETag as S3 makes it: the MD5, or for what was uploaded in parts no MD5 of it, with their number. */
export function etagOf(content: Content): string {
	const etag = etags.get(content) ?? computedEtag(content);
	etags.set(content, etag);
	return etag;
}

function computedEtag(content: Content): string {
	const hash = createHash('md5');
	const size = sizeOf(content);
	if (size <= ONE_PART) {
		for (const chunk of chunksOf(wholeOf(content))) hash.update(chunk);
		return `"${hash.digest('hex')}"`;
	}
	// Hashing gigabytes at each start would cost seconds; the first bytes and the size tell contents apart.
	hash.update(`${size}:`).update(bytesOf(content, 0, 1024));
	return `"${hash.digest('hex')}-${Math.ceil(size / PART)}"`;
}

function entityHeaders(entity: Entity): Record<string, string> {
	return {
		...(entity.acceptRanges ? { 'accept-ranges': 'bytes' } : {}),
		'last-modified': entity.lastModified,
		...(entity.etag ? { etag: entity.etag } : {}),
		...entity.headers,
	};
}

function matchesEtag(ifMatch: string | undefined, etag: string | undefined): boolean {
	if (ifMatch === undefined || ifMatch.trim() === '*') return true;
	// If-Match compares strongly: a weak tag never matches.
	return ifMatch.split(',').some((tag) => tag.trim() === etag && !tag.trim().startsWith('W/'));
}

type ByteRange = { start: number; end: number };

function rangeFor(
	entity: Entity,
	asked: IncomingHttpHeaders,
	size: number,
): ByteRange | 'unsatisfiable' | undefined {
	if (!entity.acceptRanges || !asked.range) return undefined;
	const ifRange = asked['if-range'];
	if (typeof ifRange === 'string' && ifRange !== entity.etag && ifRange !== entity.lastModified) {
		return undefined;
	}
	return parseRange(asked.range, size);
}

/** Malformed and multiple ranges are ignored, as S3 does. */
function parseRange(header: string, size: number): ByteRange | 'unsatisfiable' | undefined {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
	if (!match || (!match[1] && !match[2])) return undefined;
	const [first, last] = [match[1], match[2]];
	if (!first) {
		const start = Math.max(0, size - Number(last));
		return Number(last) === 0 || size === 0 ? 'unsatisfiable' : { start, end: size };
	}
	const start = Number(first);
	const end = last ? Math.min(Number(last) + 1, size) : size;
	if (last && Number(last) < start) return undefined;
	return start >= size ? 'unsatisfiable' : { start, end };
}
