import type { HostAnswer } from './FileHosts';

type Head = Pick<HostAnswer, 'status' | 'header'>;

/** Which version of a file a host began to send. */
export interface Version {
	/** In bytes on the wire; undefined where the host does not announce it. */
	length: number | undefined;
	/** A strong one: a weak one vouches for the meaning and not for the bytes. */
	etag: string | undefined;
	/** Whether a later part can be told to belong to the same version. */
	resumable: boolean;
}

/** @param immutable whether the address always means the same bytes, as in Notion's storage */
export function versionOf(answer: Head, immutable: boolean): Version {
	const announced = answer.header('content-length') ?? '';
	const length = /^\d{1,15}$/.test(announced) ? Number(announced) : undefined;
	const etag = strongEtag(answer);
	return { length, etag, resumable: length !== undefined && (immutable || etag !== undefined) };
}

/** The headers that ask for the rest of this version, and for nothing if there is another by now. */
export function rangeFrom(from: number, { etag }: Version): Record<string, string> {
	return { range: `bytes=${from}-`, ...(etag ? { 'if-match': etag } : {}) };
}

/** Whether an answer goes on with this version at this byte, and up to its end. */
export function continues(answer: Head, version: Version, from: number): boolean {
	if (answer.status !== 206) return false;
	const range = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(
		answer.header('content-range') ?? '',
	);
	if (range === null) return false;
	const [start, last, total] = range.slice(1).map(Number) as [number, number, number];
	if (start !== from || total !== version.length || last !== total - 1) return false;
	const etag = strongEtag(answer);
	return version.etag === undefined || etag === undefined || etag === version.etag;
}

function strongEtag(answer: Head): string | undefined {
	const etag = answer.header('etag');
	return etag && /^"[^"]*"$/.test(etag) ? etag : undefined;
}
