import type { Socket } from 'node:net';
import { WaitingPieces } from './piecesOf';

/**
 * As much is read before its reader asks for more. As much as Node has for TCP; for TLS undici sets 16 KiB, a
 * single record of it.
 */
const MOST_AHEAD_BYTES = 64 * 1024;

const feeders = new WeakMap<Socket, SocketFeeder>();

export function feederOf(socket: Socket): SocketFeeder {
	const feeder = feeders.get(socket) ?? new SocketFeeder(socket);
	feeders.set(socket, feeder);
	return feeder;
}

/**
 * Pushes what was read into a socket: once in a turn of the event loop, as TLS brings at most 16 KiB at once,
 * but several times in a turn, and whether or not anybody reads. And never a piece beside another: undici
 * asks a socket for all that it holds, and a stream copies what it holds into one piece.
 */
class SocketFeeder {
	private readonly waiting = new WaitingPieces();

	private readonly push: (chunk: unknown) => boolean;

	private isDue = false;

	constructor(private readonly socket: Socket) {
		this.push = socket.push.bind(socket);
		socket.push = (chunk: unknown) => {
			// The end must not come before what waits.
			for (let piece = this.waiting.take(); piece; piece = this.waiting.take()) this.push(piece);
			return this.push(chunk);
		};
		const read = socket.read.bind(socket) as (size?: number) => unknown;
		socket.read = (size?: number) => {
			const held = read(size);
			// Who reads gets what waits for him without another turn; he has just been given what was held.
			if (this.waiting.bytes > 0) process.nextTick(() => this.pushNext());
			return held;
		};
	}

	/** Returns whether more is wanted. */
	add(piece: Buffer): boolean {
		this.waiting.add(piece);
		this.pushThisTurn();
		return this.socket.readableLength + this.waiting.bytes < MOST_AHEAD_BYTES;
	}

	private pushThisTurn(): void {
		if (this.isDue) return;
		this.isDue = true;
		setImmediate(() => {
			this.isDue = false;
			this.pushNext();
		});
	}

	private pushNext(): void {
		const { destroyed, readableLength } = this.socket;
		const next = destroyed || readableLength > 0 ? undefined : this.waiting.take();
		if (next) this.push(next);
	}
}
