import { announcedChecksum } from './checksums';
import type { Connected, Connector } from './Connector';
import { corrupt } from './obstacles';
import { PART_BYTES, PartsAhead } from './PartsAhead';
import { readSpan } from './readSpan';
import { versionOf, type Version } from './Version';

/** So much, in so long, tells the speed of a connection; in less, the mood of a moment. */
const PROBE_BYTES = 1024 * 1024;
const PROBE_MS = 100;

/** Nothing holds a connection that is as fast: more of them would cost and bring nothing. */
const FAST_BYTES_PER_MS = 100_000;

/**
 * Where the event loop is at work for more of the time than this, it is not the connection that is slow but
 * the machine, or this process is at other work: more of them would only be more to do.
 */
const BUSY = 0.7;

/** So many times in a row: a host that hiccups, or a machine that writes to its disk, is slow for once. */
const SLOW_STRETCHES = 3;

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
	opened: Connected,
): AsyncGenerator<Uint8Array, void, undefined> {
	const version = versionOf(opened.answer, connector.isSigned);
	const checksum = announcedChecksum(opened.answer.header);
	const bytes = hasLength(version)
		? atBestSpeed(connector, version, opened)
		: readSpan(connector, version, { first: 0, last: undefined }, opened);
	for await (const chunk of bytes) {
		checksum?.update(chunk);
		yield chunk;
	}
	if (checksum?.matches() === false) {
		await connector.overcome(corrupt(connector.host), connector.attempt());
	}
}

/** Over one connection, or over several from where one proves slow. */
async function* atBestSpeed(
	connector: Connector,
	version: Version & { length: number },
	opened: Connected,
): AsyncGenerator<Uint8Array, void, undefined> {
	const { length, ranges } = version;
	const reach = { first: 0, last: length - 1 };
	const pace = new Pace();
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

/** The speed of the last stretches. The host's time alone counts: a slow store needs no more connections. */
class Pace {
	private bytes = 0;

	private ms = 0;

	private msPerByte = 0;

	private slowStretches = 0;

	private loop = performance.eventLoopUtilization();

	private askedAt = performance.now();

	asked(): void {
		this.askedAt = performance.now();
	}

	arrived(bytes: number): void {
		this.bytes += bytes;
		this.ms += performance.now() - this.askedAt;
		if (this.bytes < PROBE_BYTES || this.ms < PROBE_MS) return;
		this.msPerByte = this.ms / this.bytes;
		const isBusy = performance.eventLoopUtilization(this.loop).utilization > BUSY;
		const isSlow = !isBusy && this.msPerByte > 1 / FAST_BYTES_PER_MS;
		this.slowStretches = isSlow ? this.slowStretches + 1 : 0;
		this.loop = performance.eventLoopUtilization();
		this.bytes = 0;
		this.ms = 0;
	}

	/** False while nothing is known. */
	isSlowFor(bytes: number): boolean {
		return this.slowStretches >= SLOW_STRETCHES && bytes * this.msPerByte >= WORTH_MS;
	}
}
