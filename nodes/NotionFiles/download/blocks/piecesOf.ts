import { finished, type Readable } from 'node:stream';
import { clock } from '../../flow/clock';
import { LeastSpeed } from '../hostLimits';
import { giveBack } from './Block';

/** This much may wait for the reader before the sender has to wait. */
const MOST_WAITING_BYTES = 256 * 1024;

/**
 * The pieces of a body. While they wait for the reader, those that are adjacent in memory are joined: TLS
 * delivers at most 16 KiB at once, and each piece costs more than its bytes. A stream's own iterator would copy
 * what waits into new memory instead, and drop it if the body breaks before anybody has asked for it: so this one
 * takes pieces from the body from the start.
 *
 * @throws what breaks the body, once all that arrived before it was read; Error if the body is as good as silent
 */
export function piecesOf(body: Readable): AsyncGenerator<Uint8Array, void, undefined> {
	const waiting = new WaitingPieces();
	let isOver = false;
	let failure: Error | null | undefined;
	let wake = (): void => {};
	body.on('data', (piece: Buffer) => {
		waiting.add(piece);
		if (waiting.bytes >= MOST_WAITING_BYTES) body.pause();
		wake();
	});
	finished(body, (error) => {
		isOver = true;
		failure = error;
		wake();
	});
	async function* read(): AsyncGenerator<Uint8Array, void, undefined> {
		const speed = new LeastSpeed();
		let waitedMs = 0;
		try {
			for (;;) {
				const piece = waiting.take();
				if (piece) {
					speed.arrived(piece.length, waitedMs);
					waitedMs = 0;
					body.resume();
					yield piece;
				} else if (isOver) {
					if (failure) throw failure;
					return;
				} else {
					const from = clock.now();
					await new Promise<void>((awake) => {
						wake = awake;
					});
					waitedMs += clock.now() - from;
				}
			}
		} finally {
			body.destroy();
		}
	}
	return read();
}

/** If this many wait, the small ones are not worth a write each. */
const MANY = 64;
const CRUMB_BYTES = 1024;
const MOST_JOINED_BYTES = 64 * 1024;

/**
 * Pieces that wait for their reader. Those that are adjacent in memory are joined, since each piece costs
 * more than its bytes; a stream would copy what waits into new memory instead. Only crumbs are copied: a host
 * may send its bytes one by one.
 */
export class WaitingPieces {
	bytes = 0;

	/** Never shifted: that would take time for every piece. */
	private pieces: Array<Buffer | undefined> = [];

	/** Index of the first piece that waits; those before it are gone. */
	private first = 0;

	add(piece: Buffer): void {
		this.bytes += piece.length;
		const last = this.pieces.at(-1);
		const both = last && asOne(last, piece);
		if (both) this.pieces[this.pieces.length - 1] = both;
		else this.pieces.push(piece);
	}

	take(): Buffer | undefined {
		const areMany = this.pieces.length - this.first >= MANY;
		return areMany && isCrumb(this.pieces[this.first]) ? this.crumbs() : this.next();
	}

	private crumbs(): Buffer {
		const crumbs: Buffer[] = [];
		for (let bytes = 0; bytes < MOST_JOINED_BYTES && isCrumb(this.pieces[this.first]);) {
			const crumb = this.next() as Buffer;
			crumbs.push(crumb);
			bytes += crumb.length;
		}
		const joined = Buffer.concat(crumbs);
		for (const crumb of crumbs) giveBack(crumb);
		return joined;
	}

	private next(): Buffer | undefined {
		const piece = this.pieces[this.first];
		if (piece === undefined) return undefined;
		this.bytes -= piece.length;
		this.pieces[this.first++] = undefined;
		if (this.first * 2 >= this.pieces.length) {
			this.pieces = this.pieces.slice(this.first);
			this.first = 0;
		}
		return piece;
	}
}

function isCrumb(piece: Buffer | undefined): boolean {
	return piece !== undefined && piece.length <= CRUMB_BYTES;
}

function asOne(one: Buffer, other: Buffer): Buffer | undefined {
	const areNeighbours =
		one.buffer === other.buffer && one.byteOffset + one.length === other.byteOffset;
	if (!areNeighbours) return undefined;
	return Buffer.from(one.buffer, one.byteOffset, one.length + other.length);
}
