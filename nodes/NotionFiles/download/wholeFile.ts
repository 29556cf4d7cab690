import type { Connected, Connector } from './Connector';
import { Pace } from './Pace';
import { PART_BYTES, PartsAhead } from './PartsAhead';
import { readSpan } from './readSpan';
import { versionOf, type Version } from './Version';

/**
 * All bytes of a file, in order, as many as announced.
 *
 * @throws StartAnew, or NotionFilesError when nothing more can be tried
 */
export function wholeFile(
	connector: Connector,
	opened: Connected,
	pace = new Pace(),
): AsyncGenerator<Uint8Array, void, undefined> {
	const version = versionOf(opened.answer, connector.isSigned);
	return hasLength(version)
		? atBestSpeed(connector, version, opened, pace)
		: readSpan(connector, version, { first: 0, last: undefined }, opened);
}

/** Over one connection, or over several from where one proves slow. */
async function* atBestSpeed(
	connector: Connector,
	version: Version & { length: number },
	opened: Connected,
	pace: Pace,
): AsyncGenerator<Uint8Array, void, undefined> {
	const { length, ranges } = version;
	const reach = { first: 0, last: length - 1 };
	let received = 0;
	let ahead: PartsAhead | undefined;
	for await (const chunk of readSpan(connector, version, reach, opened)) {
		received += chunk.length;
		pace.arrived(chunk.length);
		yield chunk;
		pace.asked();
		const rest = length - received;
		if (ahead || !ranges || rest < 2 * PART_BYTES || connector.spareConnections < 1) continue;
		if (!pace.isSlowFor(rest)) continue;
		// This connection brings one more part while the others fetch what comes after.
		reach.last = received + PART_BYTES - 1;
		ahead = new PartsAhead(connector, version, reach.last + 1);
	}
	if (ahead) yield* ahead.inOrder();
}

function hasLength(version: Version): version is Version & { length: number } {
	return version.length !== undefined && version.length > 0;
}
