import type { Connected } from './Attempt';
import type { Connector } from './Connector';
import type { HostAnswer } from './answerHead';
import { corrupt, endedEarly, judgeBreak, lost, type Obstacle } from './obstacles';
import type { Version } from './answerHead';

/**
 * Bytes to read: to the last one, or to the end if that is unknown. The last one may be
 * lowered while they are read.
 */
export interface Reach {
	first: number;
	last: number | undefined;
}

/**
 * A stretch of a file, over as many connections as it takes: one that breaks is resumed at the byte
 * where it stopped, and only while the host still has the very same version.
 *
 * @param opened a connection whose body begins at the first byte, if there is one already; if its body
 * goes on past the last byte, it is closed there
 * @throws StartAnew, or NotionFilesError if nothing more can be tried
 */
export async function* readSpan(
	connector: Connector,
	version: Version,
	reach: Reach,
	opened?: Connected,
): AsyncGenerator<Uint8Array, void, undefined> {
	const reading = new Reading(connector, version, reach);
	for (let connected = opened; ; connected = undefined) {
		connected ??= await reading.connect();
		const obstacle = yield* reading.readOut(connected.answer);
		if (obstacle === undefined) return;
		await connector.overcome(obstacle, connected.attempt);
	}
}

class Reading {
	private next: number;

	/** The last byte of the body being read. */
	private bodyLast: number;

	constructor(
		private readonly connector: Connector,
		private readonly version: Version,
		private readonly reach: Reach,
	) {
		this.next = reach.first;
		this.bodyLast = (version.length ?? Infinity) - 1;
	}

	async connect(): Promise<Connected> {
		const { connector, version, next } = this;
		if (next === 0 || this.reach.last === undefined)
			return await connector.connect({ kind: 'all' });
		const span = { first: next, last: this.reach.last };
		this.bodyLast = span.last;
		return await connector.connect({ kind: 'span', version, span });
	}

	/** Returns what prevents reading the rest; undefined if nothing is missing. */
	async *readOut(answer: HostAnswer): AsyncGenerator<Uint8Array, Obstacle | undefined, undefined> {
		const { connector } = this;
		try {
			for await (const chunk of answer.body) {
				const wanted = chunk.subarray(0, this.missing);
				this.next += wanted.length;
				connector.progress(wanted.length);
				yield wanted;
				// If the reach was shortened, a body that goes on past it is closed here. Any other ends by
				// itself, and its connection stays open.
				if (this.next > (this.reach.last ?? Infinity) && this.next <= this.bodyLast)
					return undefined;
				if (wanted.length < chunk.length) return corrupt(connector.host);
			}
		} catch (thrown) {
			connector.signal.throwIfAborted();
			return this.orLost(judgeBreak(thrown, connector.host));
		} finally {
			answer.discard();
		}
		if (this.reach.last === undefined || this.missing === 0) return undefined;
		return this.orLost(endedEarly(this.next, this.missing, connector.host));
	}

	/** Bytes up to the last one. */
	private get missing(): number {
		const { last = Infinity } = this.reach;
		return Math.max(0, last + 1 - this.next);
	}

	private orLost(obstacle: Obstacle): Obstacle {
		const canGoOn = this.next === 0 || this.version.resumable;
		return canGoOn || obstacle.kind === 'final' ? obstacle : lost(this.connector.host);
	}
}
