import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { Blocks } from '../../../../nodes/NotionFiles/download/blocks/Blocks';
import { certificateFor } from '../../../faults/scene/certificates';

/** What a host sends to each client in turn, in these pieces. */
export type Sent = ReadonlyArray<readonly Buffer[]>;

const hosts: Host[] = [];

/** Closes all of them, and their connections. */
export function closeHosts(): void {
	for (const host of hosts.splice(0)) host.close();
}

/** A host on its own port. */
export class Host {
	/** Whether everything it has to send was passed to the network. */
	hasSentAll = false;

	private readonly server: Server;

	private guests = 0;

	private readonly sockets: Socket[] = [];

	constructor(
		private readonly isSecure: boolean,
		private readonly sent: Sent,
		/** Sends piece by piece, and does not end. */
		private readonly lingers = false,
	) {
		const serve = (socket: Socket): void => void this.serve(socket);
		hosts.push(this);
		this.server = isSecure
			? createTlsServer(certificateFor('127.0.0.1', 'good'), serve)
			: createServer(serve);
	}

	async open(): Promise<this> {
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		return this;
	}

	/** Connects one client after the other, so that each gets what was meant for it. */
	async guestsOfAll(): Promise<Socket[]> {
		const { port } = this.server.address() as AddressInfo;
		// One for all, as a run has it.
		const { onread } = new Blocks();
		const sockets: Socket[] = [];
		while (sockets.length < this.sent.length) {
			const to = { port, host: '127.0.0.1', onread };
			const socket = this.isSecure ? connectTls({ ...to, rejectUnauthorized: false }) : connect(to);
			await once(socket, this.isSecure ? 'secureConnect' : 'connect');
			sockets.push(socket);
			this.sockets.push(socket);
		}
		return sockets;
	}

	close(): void {
		this.server.close();
		for (const socket of this.sockets) socket.destroy();
	}

	private async serve(socket: Socket): Promise<void> {
		this.sockets.push(socket.on('error', () => {}));
		for (const piece of this.sent[this.guests++] ?? []) {
			if (!socket.write(piece)) await once(socket, 'drain');
			if (this.lingers) await turn();
		}
		this.hasSentAll = true;
		if (!this.lingers) socket.end();
	}
}

/** Takes what the socket has, as undici does, and does other work in between. */
export async function* readOut(socket: Socket): AsyncGenerator<Buffer, void, undefined> {
	let isOver = false;
	socket.once('end', () => {
		isOver = true;
	});
	while (!isOver) {
		const piece = socket.read() as Buffer | null;
		if (piece) yield piece;
		else await Promise.race([once(socket, 'readable'), once(socket, 'end')]);
		await turn();
	}
}
