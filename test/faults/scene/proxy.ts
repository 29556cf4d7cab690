import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:http';

/** A proxy as in a company's network: for any host, it leads to the same one. */
export interface Proxy {
	readonly origin: string;
	/** Hosts with ports, as requested. */
	readonly asked: string[];
	close(): Promise<void>;
}

export async function startProxy(target: string): Promise<Proxy> {
	const { hostname, port } = new URL(target);
	const asked: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((_, response) => void response.writeHead(501).end());
	server.on('connect', ({ url = '' }, socket: Socket) => {
		asked.push(url);
		const inside = connect(Number(port), hostname, () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			socket.pipe(inside).pipe(socket);
		});
		for (const one of [socket, inside]) {
			sockets.add(one);
			one.on('error', () => one.destroy());
			one.on('close', () => [socket, inside].forEach((other) => other.destroy()));
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		async close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}
