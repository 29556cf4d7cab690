/** A file host's answer, its body not yet read. */
export interface HostAnswer {
	status: number;
	header(name: string): string | undefined;
	body: AsyncIterable<Uint8Array>;
	/** Closes the connection if the body is not wanted, or not all of it. */
	discard(): void;
}

type Head = Pick<HostAnswer, 'status' | 'header'>;

/** The version of a file that a host began to send. */
export interface Version {
	/** In bytes on the wire; undefined if the host does not announce it. */
	length: number | undefined;
	/** Strong only: a weak one vouches for the meaning, not for the bytes. */
	etag: string | undefined;
	/** Whether it is possible to tell that a later part belongs to the same version. */
	resumable: boolean;
	/** Whether the host says that it supports ranges. */
	ranges: boolean;
}

/** @param immutable whether the address always means the same bytes, as in Notion's storage */
export function versionOf(answer: Head, immutable: boolean): Version {
	const announced = answer.header('content-length') ?? '';
	const length = /^\d{1,15}$/.test(announced) ? Number(announced) : undefined;
	const etag = strongEtag(answer);
	const resumable = length !== undefined && (immutable || etag !== undefined);
	const ranges = resumable && /\bbytes\b/i.test(answer.header('accept-ranges') ?? '');
	return { length, etag, resumable, ranges };
}

/** Bytes of a file, both ends included, as HTTP counts them. */
export interface Span {
	first: number;
	last: number;
}

/** The headers that request a span of this version, and nothing if the version has changed. */
export function rangeOf({ first, last }: Span, { etag }: Version): Record<string, string> {
	return { range: `bytes=${first}-${last}`, ...(etag ? { 'if-match': etag } : {}) };
}

/** Whether an answer is exactly this span of this version. */
export function continues(answer: Head, version: Version, span: Span): boolean {
	if (answer.status !== 206) return false;
	const range = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(
		answer.header('content-range') ?? '',
	);
	if (range === null) return false;
	const [first, last, total] = range.slice(1).map(Number);
	if (first !== span.first || last !== span.last || total !== version.length) return false;
	const etag = strongEtag(answer);
	return version.etag === undefined || etag === undefined || etag === version.etag;
}

function strongEtag(answer: Head): string | undefined {
	const etag = answer.header('etag');
	return etag && /^"[^"]*"$/.test(etag) ? etag : undefined;
}

/** The ID that S3 gives a request, or Amazon's network in front of it. */
const REQUEST_IDS = ['x-amz-request-id', 'x-amz-cf-id'];

/**
 * Whether an answer is the storage's own: S3 identifies every request and the version of every object,
 * even of an empty one. A gateway, a captive portal or a filter on the way does not, whatever it sends
 * instead of the file: it sends that under the file's address and with status 200.
 */
export function isFromStorage({ header }: Pick<HostAnswer, 'header'>): boolean {
	return header('etag') !== undefined && REQUEST_IDS.some((name) => header(name) !== undefined);
}
