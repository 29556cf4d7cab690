import { announcedChecksum } from './checksums';
import type { Connector } from './Connector';
import type { HostAnswer } from './FileHosts';
import { corrupt } from './obstacles';
import { PART_BYTES, PartsAhead } from './PartsAhead';
import { readSpan } from './readSpan';
import { versionOf, type Version } from './Version';

/** So much tells the speed of a connection. */
const PROBE_BYTES = 1024 * 1024;

/** What would take no longer over one connection is not worth opening more. */
const WORTH_MS = 1_000;

/**
 * All bytes of a file, in order, verified: as long as announced, and with the checksum that the store
 * announced, if it did.
 *
 * @throws StartAnew, or NotionFilesError when nothing more can be tried
 */
export async function* wholeFile(
	connector: Connector,
	opened: HostAnswer,
): AsyncGenerator<Uint8Array, void, undefined> {
	const version = versionOf(opened, connector.host.signed);
	const checksum = announcedChecksum(opened.header);
	const bytes = hasLength(version)
		? atBestSpeed(connector, version, opened)
		: readSpan(connector, version, { first: 0, last: undefined }, opened);
	for await (const chunk of bytes) {
		checksum?.update(chunk);
		yield chunk;
	}
	if (checksum?.matches() === false) await connector.overcome(corrupt(connector.host));
}

/** Over one connection, or over several from where one proves slow. */
async function* atBestSpeed(
	connector: Connector,
	version: Version & { length: number },
	opened: HostAnswer,
): AsyncGenerator<Uint8Array, void, undefined> {
	const { length, ranges } = version;
	const reach = { first: 0, last: length - 1 };
	let [received, waitedMs, askedAt] = [0, 0, performance.now()];
	let ahead: PartsAhead | undefined;
	for await (const chunk of readSpan(connector, version, reach, opened)) {
		received += chunk.length;
		// The host's time alone: a store that is slow is no reason for more connections.
		waitedMs += performance.now() - askedAt;
		yield chunk;
		askedAt = performance.now();
		if (ahead || !ranges || received < PROBE_BYTES) continue;
		const rest = length - received;
		const msForRest = (rest * waitedMs) / received;
		if (rest < 2 * PART_BYTES || msForRest < WORTH_MS || connector.spareConnections < 1) continue;
		// This connection brings one more part while the others fetch what comes after.
		reach.last = received + PART_BYTES - 1;
		ahead = new PartsAhead(connector, version, reach.last + 1);
	}
	if (ahead) yield* ahead.inOrder();
}

function hasLength(version: Version): version is Version & { length: number } {
	return version.length !== undefined && version.length > 0;
}
