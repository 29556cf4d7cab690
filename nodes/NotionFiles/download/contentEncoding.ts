import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { NotionFilesError } from '../errors';

/** This much is harmless, however small it was on the way. */
const HARMLESS_BYTES = 10 * 1024 * 1024;

/** Text shrinks to a tenth, a table of zeros to a hundredth; 531 bytes of brotli can become 700 MB. */
const MOST_GROWTH = 200;

const DECODERS: Readonly<Record<string, () => Transform>> = {
	gzip: createGunzip,
	'x-gzip': createGunzip,
	deflate: createInflate,
	br: createBrotliDecompress,
};

/**
 * We request files as they are. A server that compresses them anyway sends something other than the
 * file, so we undo that; nothing is decompressed that was not compressed for the transfer.
 *
 * @throws NotionFilesError `fileRefused` for an encoding that we cannot undo, and for output that grows too much
 */
export function decoded(
	wire: AsyncIterable<Uint8Array>,
	contentEncoding: string | undefined,
): AsyncIterable<Uint8Array> {
	const encoding = nameOf(contentEncoding);
	const decoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
	if (decoder === undefined) throw unknown(encoding);
	return undo(wire, decoder());
}

/** Whether a body must be changed to be the file. */
export function isEncoded(contentEncoding: string | undefined): boolean {
	return !['', 'identity'].includes(nameOf(contentEncoding));
}

function nameOf(contentEncoding: string | undefined): string {
	return contentEncoding?.trim().toLowerCase() ?? '';
}

async function* undo(
	wire: AsyncIterable<Uint8Array>,
	decoder: Transform,
): AsyncGenerator<Uint8Array, void, undefined> {
	let [compressed, bytes] = [0, 0];
	async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
		for await (const chunk of wire) {
			compressed += chunk.length;
			yield chunk;
		}
	}
	try {
		// Whatever breaks the connection also breaks the decoder, and so reaches the reader.
		const decoding = pipeline(Readable.from(counted(), { objectMode: false }), decoder, () => {});
		for await (const chunk of decoding as AsyncIterable<Uint8Array>) {
			bytes += chunk.length;
			if (bytes > HARMLESS_BYTES && bytes > MOST_GROWTH * compressed) throw bomb();
			yield chunk;
		}
	} catch (thrown) {
		const code = String((thrown as { code?: unknown } | undefined)?.code);
		await Promise.reject(/^Z_|^ERR__ERROR_FORMAT/.test(code) ? broken(thrown) : thrown);
	}
}

function broken(cause: unknown): NotionFilesError {
	return new NotionFilesError({
		code: 'fileIncomplete',
		message:
			'The host compressed the file although it was asked not to, and the result cannot be decompressed',
		remedy: 'Upload the file to Notion instead of linking to it.',
		cause,
	});
}

function unknown(encoding: string): NotionFilesError {
	return new NotionFilesError({
		code: 'fileRefused',
		message: `The host encoded the file as “${encoding.slice(0, 40)}” although it was asked not to`,
		remedy: 'Upload the file to Notion instead of linking to it.',
	});
}

function bomb(): NotionFilesError {
	return new NotionFilesError({
		code: 'fileRefused',
		message: `The host compressed the file although it was asked not to, and it expands to more than ${MOST_GROWTH} times what was sent`,
		remedy: 'Upload the file to Notion instead of linking to it.',
	});
}
