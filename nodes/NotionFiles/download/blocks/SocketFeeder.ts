import type { Socket } from 'node:net';
import { WaitingPieces } from './piecesOf';

/**
 * Read ahead before the reader asks for more: a block. With the 64 KiB that Node reads ahead of TCP, or the 16 KiB that
 * undici sets for TLS, the pieces are smaller, and each takes a write of its own.
 */
const MOST_AHEAD_BYTES = 256 * 1024;

const feeders = new WeakMap<Socket, SocketFeeder>();

export function feederOf(socket: Socket): SocketFeeder {
	const feeder = feeders.get(socket) ?? new SocketFeeder(socket);
	feeders.set(socket, feeder);
	return feeder;
}

/**
 * Pushes what was read into a socket: once per turn of the event loop, as TLS delivers at most 16 KiB at once,
 * but several times per turn, and whether or not anybody reads. And never a second piece while the socket has
 * one: undici asks a socket for everything it has, and a stream copies all of that into one piece.
 */
class SocketFeeder {
	private readonly waiting = new WaitingPieces();

	private readonly push: (chunk: unknown) => boolean;

	private isDue = false;

	constructor(private readonly socket: Socket) {
		this.push = socket.push.bind(socket);
		socket.push = (chunk: unknown) => {
			// The end must not overtake what waits.
			for (let piece = this.waiting.take(); piece; piece = this.waiting.take()) this.push(piece);
			return this.push(chunk);
		};
		const read = socket.read.bind(socket) as (size?: number) => unknown;
		socket.read = (size?: number) => {
			const held = read(size);
			// The reader has just got what the socket had, and gets what waits without another turn.
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
