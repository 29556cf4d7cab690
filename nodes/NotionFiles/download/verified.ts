import { announcedChecksum, type Checksum } from './checksums';
import type { Connected } from './Attempt';
import type { Connector } from './Connector';
import { decoded, isEncoded } from './contentEncoding';
import { corrupt } from './obstacles';
import { wholeFile } from './wholeFile';

export interface Verified {
	/** Whether they are not those on the wire, so that the announced length says nothing about them. */
	isDecoded: boolean;
	bytes: AsyncIterable<Uint8Array>;
}

/**
 * The bytes of a file, decoded and compared with the checksum that its store announced, if it did.
 *
 * @throws StartAnew, or NotionFilesError if nothing more can be tried
 */
export async function verified(connector: Connector, connected: Connected): Promise<Verified> {
	const { header } = connected.answer;
	const encoding = header('content-encoding');
	const ofWire = await announcedChecksum(header);
	if (!isEncoded(encoding)) {
		return { isDecoded: false, bytes: wholeFile(connector, connected, ofWire) };
	}
	const ofFile = await announcedChecksum(header);
	const wire = summed(wholeFile(connector, connected), ofWire);
	const bytes = summed(decoded(wire, encoding), ofFile);
	return { isDecoded: true, bytes: compared(bytes, [ofWire, ofFile], connector) };
}

async function* summed(
	bytes: AsyncIterable<Uint8Array>,
	checksum: Checksum | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
	for await (const chunk of bytes) {
		checksum?.update(chunk);
		yield chunk;
	}
}

/**
 * A store announces the checksum of what it stores, and so of what is on the wire; if answers are compressed
 * on the way, it is that of the decoded bytes.
 */
async function* compared(
	bytes: AsyncIterable<Uint8Array>,
	checksums: Array<Checksum | undefined>,
	connector: Connector,
): AsyncGenerator<Uint8Array, void, undefined> {
	yield* bytes;
	const announced = checksums.filter((checksum) => checksum !== undefined);
	if (announced.length === 0 || announced.some((checksum) => checksum.matches())) return;
	await connector.overcome(corrupt(connector.host), connector.attempt());
}
