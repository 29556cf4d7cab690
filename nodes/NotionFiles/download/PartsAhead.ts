import type { Connector } from './Connector';
import { readSpan } from './readSpan';
import type { Span, Version } from './answerHead';

/** Kept in memory until its turn, so with MOST_PARTS it bounds the memory of one file. */
export const PART_BYTES = 2 * 1024 * 1024;

const MOST_PARTS = 8;

/**
 * The rest of a file over several connections, for hosts that limit the speed of each connection. A
 * window of parts is fetched ahead and returned in order; each part is resumed, renewed and pinned to
 * the version as a whole file would be.
 */
export class PartsAhead {
	private readonly window: Array<Promise<Uint8Array[]>> = [];

	constructor(
		private readonly connector: Connector,
		private readonly version: Version & { length: number },
		private next: number,
		private readonly atOnce = Math.min(MOST_PARTS, connector.spareConnections),
	) {
		this.fill();
	}

	async *inOrder(): AsyncGenerator<Uint8Array, void, undefined> {
		for (let part = this.window.shift(); part; part = this.window.shift()) {
			this.fill();
			yield* await part;
		}
	}

	private fill(): void {
		const { version } = this;
		while (this.window.length < this.atOnce && this.next < version.length) {
			const last = Math.min(this.next + PART_BYTES, version.length) - 1;
			const part = this.fetch({ first: this.next, last });
			// If another part fails, nobody awaits this one, and its rejection must not count as unhandled.
			part.catch(() => {});
			this.window.push(part);
			this.next = last + 1;
		}
	}

	private async fetch(span: Span): Promise<Uint8Array[]> {
		const chunks: Uint8Array[] = [];
		for await (const chunk of readSpan(this.connector, this.version, span)) chunks.push(chunk);
		return chunks;
	}
}

/** A shorter time shows the slow start of a connection rather than the speed of the host. */
const TRIAL_MS = 250;

/** A connection this fast is not limited: more of them would not help. */
const FAST_BYTES_PER_MS = 100_000;

/** A part for each connection. */
const WORTH_BYTES = MOST_PARTS * PART_BYTES;

/**
 * The rule for parts: once the host has kept us waiting for a quarter of a second and has sent less than 100 MB/s
 * in that time, the rest of the file is downloaded over all spare connections, if it is at least 16 MB.
 *
 * @param waitedMs for the host only: a slow store needs no more connections
 */
export function isWorthParts(received: number, waitedMs: number, rest: number): boolean {
	return waitedMs >= TRIAL_MS && received < waitedMs * FAST_BYTES_PER_MS && rest >= WORTH_BYTES;
}
