import { clock } from '../flow/clock';
import type { Connected } from './Attempt';
import type { Connector } from './Connector';
import { isWorthParts, PART_BYTES, PartsAhead } from './PartsAhead';
import { readSpan } from './readSpan';
import { versionOf } from './answerHead';
import type { Checksum } from './checksums';
import { corrupt } from './obstacles';

/**
 * All bytes of a file, in order, as many as announced, and with the given checksum.
 *
 * @throws StartAnew, or NotionFilesError if nothing more can be tried
 */
export async function* wholeFile(
	connector: Connector,
	opened: Connected,
	checksum?: Checksum,
): AsyncGenerator<Uint8Array, void, undefined> {
	const version = versionOf(opened.answer, connector.isSigned);
	const { length, ranges } = version;
	const reach = { first: 0, last: length ? length - 1 : undefined };
	let received = 0;
	let waitedMs = 0;
	let askedAt = clock.now();
	let ahead: PartsAhead | undefined;
	for await (const chunk of readSpan(connector, version, reach, opened)) {
		// Not in a separate generator: each one costs time for every chunk.
		checksum?.update(chunk);
		received += chunk.length;
		waitedMs += clock.now() - askedAt;
		yield chunk;
		askedAt = clock.now();
		if (ahead || !length || !ranges || connector.spareConnections < 1) continue;
		if (!isWorthParts(received, waitedMs, length - received)) continue;
		// This connection reads one more part while the others fetch what follows.
		reach.last = received + PART_BYTES - 1;
		ahead = new PartsAhead(connector, { ...version, length }, reach.last + 1);
	}
	for await (const chunk of ahead?.inOrder() ?? []) {
		checksum?.update(chunk);
		yield chunk;
	}
	if (checksum?.matches() === false) {
		await connector.overcome(corrupt(connector.host), connector.attempt());
	}
}
