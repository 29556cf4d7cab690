import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { certificateFor, type CertificateKind } from './certificates';
import { startTls } from './tlsServer';
import { welcomes, type Welcome } from './welcomes';

/** A door in front of a server of the sandbox: what goes wrong there goes wrong before any HTTP. */
export interface Door {
	readonly origin: string;
	/** The server itself, past the door. */
	readonly behind: string;
	/** How many of those who came have not left yet. */
	readonly visitors: ReadonlySet<Socket>;
	/** How many came. */
	readonly arrivals: number;
	/** The next connections meet this instead of the server. */
	welcome(times: number, how: Welcome): void;
	/** From now on connections are refused. */
	shut(): Promise<void>;
}

/** @param certificate makes it an https door, which presents this one */
export async function openDoor(behind: string, certificate?: CertificateKind): Promise<Door> {
	const address = ownAddress();
	const tls = certificate && (await startTls(behind, certificateFor(address, certificate)));
	const { port, hostname } = new URL(tls?.origin ?? behind);
	const sockets = new Set<Socket>();
	const visitors = new Set<Socket>();
	let arrivals = 0;
	let left = 0;
	let how: Welcome = welcomes.close;

	const letIn = (socket: Socket): Socket => {
		const inside = connect(Number(port), hostname);
		keep(sockets, inside);
		socket.on('close', () => inside.destroy());
		inside.on('close', () => socket.destroy());
		socket.pipe(inside).pipe(socket);
		return inside;
	};
	const server = createServer((socket) => {
		keep(sockets, socket);
		keep(visitors, socket);
		arrivals += 1;
		if (left === 0) return void letIn(socket);
		left -= 1;
		// Without reading, a client is not seen to leave.
		socket.resume();
		how(socket, () => letIn(socket));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, address, resolve);
	});
	return {
		visitors,
		behind,
		origin: `${tls ? 'https' : 'http'}://${address}:${(server.address() as AddressInfo).port}`,
		get arrivals() {
			return arrivals;
		},
		welcome(times, next) {
			left = times;
			how = next;
		},
		async shut() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of sockets) socket.destroy();
			await Promise.all([closed, tls?.close()]);
		},
	};
}

let doors = 0;

/**
 * A loopback address for each door, where the system answers on all of them (Linux, Windows): the port
 * of a shut door is free for the next listener, and on a shared address that may be another door.
 */
export function ownAddress(): string {
	if (process.platform === 'darwin') return '127.0.0.1';
	doors += 1;
	return `127.1.${(process.pid % 254) + 1}.${(doors % 254) + 1}`;
}

function keep(sockets: Set<Socket>, socket: Socket): void {
	sockets.add(socket);
	socket.on('close', () => sockets.delete(socket));
	// Resets are part of the game.
	socket.on('error', () => socket.destroy());
}
