import { finished, type Readable } from 'node:stream';
import { clock } from '../../flow/clock';
import { LeastSpeed } from '../leastSpeed';
import { WaitingPieces } from './WaitingPieces';

/** As much may wait for the reader before the sender is asked to. */
const MOST_WAITING_BYTES = 256 * 1024;

/**
 * The pieces of a body. Those that lie side by side in memory come as one, where they wait for the reader:
 * TLS brings at most 16 KiB at once, and each piece costs more than its bytes. A stream's own iterator would
 * copy what waits into new memory instead.
 *
 * @throws what breaks the body, when all that came before it was given; Error where it is as good as silent
 */
export async function* piecesOf(body: Readable): AsyncGenerator<Uint8Array, void, undefined> {
	const waiting = new WaitingPieces();
	const speed = new LeastSpeed();
	let waitedMs = 0;
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
