import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface HostRequest {
	/** Without a query. */
	path: string;
	/** As sent by the client, line by line. */
	head: string;
	/** How many arrived before it. */
	index: number;
}

/** Answers in bytes: it knows nothing of HTTP that a client could rely on. */
export class RawHost {
	requests = 0;

	private readonly sockets = new Set<Socket>();

	private readonly server = createServer((socket) => {
		this.sockets.add(socket);
		socket.on('close', () => this.sockets.delete(socket));
		// Clients that are attacked hang up.
		socket.on('error', () => {});
		let head = '';
		socket.on('data', (bytes) => {
			head += bytes.toString('latin1');
			for (let end = head.indexOf('\r\n\r\n'); end >= 0; end = head.indexOf('\r\n\r\n')) {
				const path = /^\S+ ([^\s?]*)/.exec(head)?.[1] ?? '';
				this.answer(socket, { path, head: head.slice(0, end), index: this.requests++ });
				head = head.slice(end + 4);
			}
		});
	});

	/** @param answer called for each request */
	constructor(private readonly answer: (socket: Socket, request: HostRequest) => void) {}

	async open(): Promise<void> {
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
	}

	url(path: string): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
	}

	/** Resolves when no client has a connection anymore. */
	async deserted(): Promise<void> {
		const closed = [...this.sockets].map(
			async (socket) => await new Promise<void>((resolve) => socket.once('close', () => resolve())),
		);
		await Promise.all(closed);
	}

	async close(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		await new Promise((closed) => this.server.close(closed));
	}
}

/** Sends the same bytes again and again, as fast as they are taken, or once every so many milliseconds. */
export function repeat(
	socket: Socket,
	bytes: string | Uint8Array,
	sent: () => void = () => {},
): void {
	const next = (): void => {
		if (socket.destroyed) return;
		sent();
		if (socket.write(bytes)) setImmediate(next);
		else socket.once('drain', next);
	};
	next();
}
