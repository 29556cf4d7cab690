import { clock } from '../flow/clock';
import type { Connected, Connector } from './Connector';
import { isWorthParts, PART_BYTES, PartsAhead } from './PartsAhead';
import { readSpan } from './readSpan';
import { type Version, versionOf } from './answerHead';

/**
 * All bytes of a file, in order, as many as announced.
 *
 * @throws StartAnew, or NotionFilesError when nothing more can be tried
 */
export function wholeFile(
	connector: Connector,
	opened: Connected,
): AsyncGenerator<Uint8Array, void, undefined> {
	const version = versionOf(opened.answer, connector.isSigned);
	return hasLength(version)
		? atBestSpeed(connector, version, opened)
		: readSpan(connector, version, { first: 0, last: undefined }, opened);
}

/** Over one connection, or over several from where that is worth it. */
async function* atBestSpeed(
	connector: Connector,
	version: Version & { length: number },
	opened: Connected,
): AsyncGenerator<Uint8Array, void, undefined> {
	const { length, ranges } = version;
	const reach = { first: 0, last: length - 1 };
	let received = 0;
	let waitedMs = 0;
	let askedAt = clock.now();
	let ahead: PartsAhead | undefined;
	for await (const chunk of readSpan(connector, version, reach, opened)) {
		received += chunk.length;
		waitedMs += clock.now() - askedAt;
		yield chunk;
		askedAt = clock.now();
		if (ahead || !ranges || connector.spareConnections < 1) continue;
		if (!isWorthParts(received, waitedMs, length - received)) continue;
		// This connection brings one more part while the others fetch what comes after.
		reach.last = received + PART_BYTES - 1;
		ahead = new PartsAhead(connector, version, reach.last + 1);
	}
	if (ahead) yield* ahead.inOrder();
}

function hasLength(version: Version): version is Version & { length: number } {
	return version.length !== undefined && version.length > 0;
}
