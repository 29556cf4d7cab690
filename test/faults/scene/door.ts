import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What happens to a connection instead of being let through. */
export type Welcome = (socket: Socket) => void;

/** A door before a server of the sandbox: what goes wrong there goes wrong before any HTTP is spoken. */
export interface Door {
	readonly origin: string;
	/** Of those who came, how many have not gone yet. */
	readonly visitors: ReadonlySet<Socket>;
	/** The next connections meet this instead of the server. */
	welcome(times: number, how: Welcome): void;
	/** From now on connections are refused. */
	shut(): Promise<void>;
}

const HEAD_OF_CHUNKS =
	'HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nTransfer-Encoding: chunked\r\n\r\n';

export const welcomes = {
	reset: (socket: Socket) => void socket.resetAndDestroy(),
	close: (socket: Socket) => void socket.destroy(),
	/** Connected, and never a word. */
	silence: () => {},
	/** Another protocol, as behind a wrong port. */
	otherProtocol: (socket: Socket) => void socket.end('220 mail.example.com ESMTP\r\n'),
	/** Chunks without end, as fast as they are taken. */
	endlessBody: (socket: Socket) => {
		const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
		const fill = () => {
			while (!socket.destroyed && socket.write(chunk));
		};
		socket.on('drain', fill);
		socket.write(HEAD_OF_CHUNKS);
		fill();
	},
	/** Chunks of a hundred bytes without end, never silent for long. */
	trickle: (socket: Socket) => {
		socket.write(HEAD_OF_CHUNKS);
		const timer = setInterval(() => socket.write(`64\r\n${'x'.repeat(100)}\r\n`), 5);
		socket.on('close', () => clearInterval(timer));
	},
	/** A head that is longer than anybody's. */
	endlessHead: (socket: Socket) => {
		const line = `X-Padding: ${'x'.repeat(1000)}\r\n`;
		socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n${line.repeat(1000)}\r\nx`);
	},
} satisfies Record<string, Welcome>;

export async function openDoor(target: string): Promise<Door> {
	const { port, hostname } = new URL(target);
	const sockets = new Set<Socket>();
	const visitors = new Set<Socket>();
	let left = 0;
	let how: Welcome = welcomes.close;
	const server = createServer((socket) => {
		keep(sockets, socket);
		keep(visitors, socket);
		if (left > 0) {
			left -= 1;
			// Whoever is not read is not seen to go.
			socket.resume();
			how(socket);
			return;
		}
		const inside = connect(Number(port), hostname);
		keep(sockets, inside);
		socket.on('close', () => inside.destroy());
		inside.on('close', () => socket.destroy());
		socket.pipe(inside).pipe(socket);
	});
	const address = ownAddress();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, address, resolve);
	});
	return {
		visitors,
		origin: `http://${address}:${(server.address() as AddressInfo).port}`,
		welcome(times, next) {
			left = times;
			how = next;
		},
		async shut() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}

let doors = 0;

/**
 * A loopback address for each door, where the system answers on all of them (Linux, Windows): the port
 * of a shut door is free for whoever listens next, and on a shared address that may be another door.
 */
function ownAddress(): string {
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
