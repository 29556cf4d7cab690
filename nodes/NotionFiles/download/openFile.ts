import { NotionFilesError } from '../errors';
import { decodeDataUrl } from '../files/dataUrls';
import type { NotionFile } from '../files/NotionFile';
import { refusal } from './faults';
import type { FileHosts, HostAnswer } from './FileHosts';

/** A file's bytes, about to flow. */
export interface OpenedFile {
	contentType: string | undefined;
	/** As announced, in bytes. */
	length: number | undefined;
	body: AsyncIterable<Uint8Array>;
	/** Gives the connection up; does nothing when the body has been read to its end. */
	cancel(): void;
}

/** @throws NotionFilesError when there is nothing to be had behind the link */
export async function openFile(
	file: NotionFile,
	hosts: FileHosts,
	signal: AbortSignal,
): Promise<OpenedFile> {
	if (file.link.kind === 'data') return openData(file.link.url);
	const answer = await hosts.get(file.link.url, file.link.kind === 'signed', signal);
	if (answer.status === 200) return openAnswer(answer);
	throw await refusal(file, answer);
}

function openAnswer(answer: HostAnswer): OpenedFile {
	const announced = Number(answer.header('content-length') ?? NaN);
	return {
		contentType: answer.header('content-type'),
		length: Number.isSafeInteger(announced) ? announced : undefined,
		body: answer.body,
		cancel: () => answer.discard(),
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
