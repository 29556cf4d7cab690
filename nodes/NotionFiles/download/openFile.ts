import { NotionFilesError } from '../errors';
import { decodeDataUrl } from '../files/dataUrls';
import type { NotionFile } from '../files/NotionFile';
import { decoded } from './contentEncoding';
import { FileSource, type SourceOptions } from './FileSource';
import type { Effort } from './retryPolicy';

/** A file's bytes, about to flow. */
export interface OpenedFile {
	contentType: string | undefined;
	/** As announced, in bytes; undefined where it is known only at the end. */
	length: number | undefined;
	/** Verified on the wire: it fails, rather than ends, when not all of the file is there. */
	body: AsyncIterable<Uint8Array>;
	/** Gives the connection up; does nothing when the body has been read to its end. */
	cancel(): void;
}

/** @throws NotionFilesError when there is nothing to be had behind the link */
export async function openFile(
	file: NotionFile,
	effort: Effort,
	options: SourceOptions,
): Promise<OpenedFile> {
	if (file.link.kind === 'data') return openData(file.link.url);
	const source = new FileSource(file, file.link, effort, options);
	const answer = await source.open();
	const contentType = answer.header('content-type');
	const cancel = (): void => source.cancel();
	const encoding = answer.header('content-encoding');
	const body = decoded(source.bytes(answer), encoding);
	if (body.changed) return { contentType, length: undefined, body: body.bytes, cancel };
	const length = Number(answer.header('content-length') ?? NaN);
	return {
		contentType,
		length: Number.isSafeInteger(length) ? length : undefined,
		body: body.bytes,
		cancel,
	};
}

function openData(url: string): OpenedFile {
	const data = decodeDataUrl(url);
	if (data === undefined) {
		throw new NotionFilesError({
			code: 'badLink',
			message: 'The data: link holds no readable data',
			remedy: 'Replace it in Notion by the file itself.',
		});
	}
	const { bytes, mimeType } = data;
	return { contentType: mimeType, length: bytes.length, body: only(bytes), cancel: () => {} };
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
	yield bytes;
}
