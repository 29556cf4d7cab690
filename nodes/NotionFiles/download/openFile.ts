import { NotionFilesError } from '../errors';
import { NO_DISPOSITION, readDisposition, type Disposition } from '../files/contentDisposition';
import { decodeDataUrl } from '../files/dataUrls';
import { hostingOf, type FileLink, type NotionFile } from '../files/NotionFile';
import type { Connected } from './Attempt';
import { Connector, type DownloadOptions } from './Connector';
import type { RetryState } from './retryPolicy';
import { verified } from './verified';

/** A file's bytes, about to flow. */
export interface OpenedFile {
	contentType: string | undefined;
	/** From other sites only; what Notion's storage says about uploads does not count. */
	disposition: Disposition;
	/** As announced, in bytes; undefined if it is known only at the end. */
	length: number | undefined;
	/** Verified as it arrives: it fails, rather than ends, if part of the file is missing. */
	body: AsyncIterable<Uint8Array>;
	/** The link that was used: not the file's own if that had to be renewed. */
	link(): FileLink;
	/** Closes the connection; does nothing if the body has been read to its end. */
	cancel(): void;
}

/** @throws NotionFilesError if the link leads to nothing that can be downloaded */
export async function openFile(
	file: NotionFile,
	state: RetryState,
	options: DownloadOptions,
): Promise<OpenedFile> {
	if (file.link.kind === 'data') return openData(file.link);
	const connector = new Connector(file, file.link, state, options);
	try {
		const connected = await connector.connect({ kind: 'all' });
		return await opened(connector, connected, hostingOf(file.link) === 'external');
	} catch (thrown) {
		connector.cancel();
		return await Promise.reject(thrown);
	}
}

async function opened(
	connector: Connector,
	connected: Connected,
	isExternal: boolean,
): Promise<OpenedFile> {
	const { answer } = connected;
	const { isDecoded, bytes } = await verified(connector, connected);
	const announced = Number(answer.header('content-length') ?? NaN);
	return {
		contentType: answer.header('content-type'),
		disposition: isExternal
			? readDisposition(answer.header('content-disposition'))
			: NO_DISPOSITION,
		length: isDecoded || !Number.isSafeInteger(announced) ? undefined : announced,
		body: bytes,
		link: () => connector.currentLink,
		cancel: connector.cancel,
	};
}

function openData(link: FileLink): OpenedFile {
	const data = decodeDataUrl(link.url);
	if (data === undefined) {
		throw new NotionFilesError({
			code: 'badLink',
			message: 'The data: link contains no readable data',
			remedy: 'Replace it in Notion with the file itself.',
		});
	}
	const { bytes, mimeType } = data;
	const body = only(bytes);
	return {
		contentType: mimeType,
		disposition: NO_DISPOSITION,
		length: bytes.length,
		body,
		link: () => link,
		cancel: () => {},
	};
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
	yield bytes;
}
