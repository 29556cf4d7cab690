import type { Socket } from 'node:net';
import { WaitingPieces } from './WaitingPieces';

const inlets = new WeakMap<Socket, Inlet>();

export function inletOf(socket: Socket): Inlet {
	const inlet = inlets.get(socket) ?? new Inlet(socket);
	inlets.set(socket, inlet);
	return inlet;
}

/**
 * Pushes what was read into a socket, and never a piece beside another: undici asks a socket for all that it
 * holds, and a stream copies what it holds into one piece. TLS brings as many as came at once, whether or not
 * anybody reads.
 */
class Inlet {
	private readonly waiting = new WaitingPieces();

	private readonly push: (chunk: unknown) => boolean;

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
			if (this.waiting.bytes > 0) process.nextTick(() => this.pushNext());
			return held;
		};
	}

	/** Returns whether more is wanted. */
	add(piece: Buffer): boolean {
		this.waiting.add(piece);
		return this.pushNext();
	}

	private pushNext(): boolean {
		const { destroyed, readableLength } = this.socket;
		const next = destroyed || readableLength > 0 ? undefined : this.waiting.take();
		return next !== undefined && this.push(next);
	}
}
