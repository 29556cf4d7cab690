import { announcedChecksum, type Checksum } from './checksums';
import type { Connected, Connector } from './Connector';
import { decoded, type Decoded } from './contentEncoding';
import { corrupt } from './obstacles';

/**
 * The bytes of a file, decoded and held against the checksum that its store announced, if it did. That is of
 * what the store keeps, and so of what is on the wire; where somebody compresses answers on the way, it is
 * of what was there before.
 *
 * @throws StartAnew, or NotionFilesError when nothing more can be tried
 */
export async function verified(
	wire: AsyncIterable<Uint8Array>,
	connector: Connector,
	{ answer: { header } }: Connected,
): Promise<Decoded> {
	const encoding = header('content-encoding');
	const ofWire = await announcedChecksum(header);
	if (ofWire === undefined) return decoded(wire, encoding);
	const { changed, bytes } = decoded(summed(wire, ofWire), encoding);
	const ofFile = changed ? await announcedChecksum(header) : undefined;
	async function* held(): AsyncGenerator<Uint8Array, void, undefined> {
		yield* ofFile ? summed(bytes, ofFile) : bytes;
		if (ofWire?.matches() || ofFile?.matches()) return;
		await connector.overcome(corrupt(connector.host), connector.attempt());
	}
	return { changed, bytes: held() };
}

async function* summed(
	bytes: AsyncIterable<Uint8Array>,
	checksum: Checksum,
): AsyncGenerator<Uint8Array, void, undefined> {
	for await (const chunk of bytes) {
		checksum.update(chunk);
		yield chunk;
	}
}
