import type { Connector } from './Connector';
import { readSpan } from './readSpan';
import type { Span, Version } from './answerHead';

/** Held in memory until its turn, so with MOST_PARTS it bounds what one file may take. */
export const PART_BYTES = 2 * 1024 * 1024;

export const MOST_PARTS = 8;

/**
 * The rest of a file over several connections, for hosts that hold each connection to a speed. A
 * window of parts is fetched ahead and given in order; each part is continued, renewed and pinned to
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
			// Its turn may never come, when another part fails; then nobody is to stumble over it.
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

/** In less, the slow start of a connection tells more than the host does. */
const TRIAL_MS = 250;

/** Nothing holds a connection that is as fast: more of them would bring nothing. */
const FAST_BYTES_PER_MS = 100_000;

/** A part for each connection. */
const WORTH_BYTES = MOST_PARTS * PART_BYTES;

/**
 * The rule for parts: once the host has kept us waiting for a quarter of a second and has sent less than 100 MB/s
 * in that time, what is left of the file is downloaded over all spare connections, if it is at least 16 MB.
 *
 * @param waitedMs for the host alone: a slow store needs no more connections
 */
export function isWorthParts(received: number, waitedMs: number, rest: number): boolean {
	return waitedMs >= TRIAL_MS && received < waitedMs * FAST_BYTES_PER_MS && rest >= WORTH_BYTES;
}
