import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificate } from '../../sandbox';

/** Encryption in front of a server that speaks plain HTTP. */
export interface TlsServer {
	readonly origin: string;
	close(): Promise<void>;
}

export async function startTls(target: string, certificate: Certificate): Promise<TlsServer> {
	const { port, hostname } = new URL(target);
	const sockets = new Set<Socket>();
	const server = createServer(certificate, (socket) => {
		const inside = connect(Number(port), hostname);
		for (const one of [socket, inside]) {
			one.on('error', () => one.destroy());
			one.on('close', () => [socket, inside].forEach((other) => other.destroy()));
		}
		socket.pipe(inside).pipe(socket);
	});
	// Including those that never complete a handshake.
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}
