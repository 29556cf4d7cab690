import { randomUUID } from 'node:crypto';
import type { Answer, Asked } from './Cloud';

/** Chunks have a multiple of this size, except for the last one. */
const UNIT = 256 * 1024;

interface Session<T> {
	about: T;
	received: Buffer[];
}

/** What a chunk leads to: an answer, or the whole file, whose answer is that of the service. */
export type Progress<T> = { answer: Answer } | { about: T; content: Buffer };

/**
 * Google's resumable uploads: a session that has its own URL, and chunks in order.
 *
 * https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable
 * https://docs.cloud.google.com/storage/docs/performing-resumable-uploads#chunked-upload
 */
export class ResumableUploads<T> {
	private readonly sessions = new Map<string, Session<T>>();

	/** Answers with the URL, which is a secret: who has it needs no token. */
	open(about: T, { host, path }: Asked): Answer {
		const id = randomUUID();
		this.sessions.set(id, { about, received: [] });
		const location = `https://${host}${path}?uploadType=resumable&upload_id=${id}`;
		return { status: 200, headers: { location } };
	}

	take({ query, headers, body }: Asked): Progress<T> {
		const id = query.get('upload_id') ?? '';
		const session = this.sessions.get(id);
		if (session === undefined) return { answer: { status: 404, body: 'No such session' } };
		const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(String(headers['content-range']));
		const [first, last, total] = (range ?? []).slice(1).map(Number);
		const received = lengthOf(session.received);
		const isInOrder = first === received && last === first + body.length - 1;
		const isLast = last !== undefined && last + 1 === total;
		if (!isInOrder || (!isLast && body.length % UNIT !== 0)) {
			return { answer: { status: 400, body: `Not a chunk after ${received} bytes` } };
		}
		session.received.push(body);
		if (isLast) {
			this.sessions.delete(id);
			return { about: session.about, content: Buffer.concat(session.received) };
		}
		return { answer: { status: 308, headers: { range: `bytes=0-${last}` } } };
	}
}

function lengthOf(buffers: readonly Buffer[]): number {
	return buffers.reduce((sum, { length }) => sum + length, 0);
}
