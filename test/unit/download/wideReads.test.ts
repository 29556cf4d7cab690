import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import fc from 'fast-check';
import { wideReads } from '../../../nodes/NotionFiles/download/wideReads';
import { certificateFor } from '../../faults/scene/certificates';

const KIB = 1024;
const NODES_OWN = 64 * KIB;

/** What a host sends to each of those who connect, in turn, in these pieces. */
type Sent = ReadonlyArray<readonly Buffer[]>;

const hosts: Host[] = [];

afterEach(() => {
	for (const host of hosts.splice(0)) host.close();
});

class Host {
	private readonly server: Server;

	private guests = 0;

	private readonly sockets: Socket[] = [];

	constructor(
		private readonly isSecure: boolean,
		private readonly sent: Sent,
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

	/** Connects one guest after the other, so that each gets what was meant for it. */
	async guestsWith(isAlone: () => boolean): Promise<Socket[]> {
		const { port } = this.server.address() as AddressInfo;
		// One for all, as a run has it.
		const onread = wideReads(isAlone);
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
		}
		socket.end();
	}
}

async function piecesOf(socket: Socket): Promise<Buffer[]> {
	const pieces: Buffer[] = [];
	socket.on('data', (piece: Buffer) => pieces.push(piece));
	await once(socket, 'end');
	return pieces;
}

const longest = (pieces: readonly Buffer[]): number =>
	Math.max(...pieces.map(({ length }) => length));

describe.each([
	['TCP', false],
	['TLS', true],
])('sockets over %s', (_, isSecure) => {
	test('get what was sent, whoever reads beside them, and however it was cut', async () => {
		const piece = fc.integer({ min: 1, max: 300 * KIB }).map((size) => randomBytes(size));
		const toOne = fc.array(piece, { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(
				fc.array(toOne, { minLength: 1, maxLength: 4 }),
				fc.infiniteStream(fc.boolean()),
				async (sent, alone) => {
					const host = await new Host(isSecure, sent).open();
					const sockets = await host.guestsWith(() => alone.next().value === true);
					const came = await Promise.all(sockets.map(piecesOf));
					came.forEach((pieces, n) => {
						expect(Buffer.concat(pieces).equals(Buffer.concat(sent[n] ?? []))).toBe(true);
					});
				},
			),
			{ numRuns: 20 },
		);
	});

	test('wait for their reader', async () => {
		const sent = [Array.from({ length: 64 }, () => randomBytes(256 * KIB))];
		const host = await new Host(isSecure, sent).open();
		const [socket] = await host.guestsWith(() => true);
		socket!.once('readable', () => {});
		await wait(100);
		expect(socket!.readableLength).toBeLessThanOrEqual(512 * KIB);
		const pieces = await piecesOf(socket!);
		expect(Buffer.concat(pieces).equals(Buffer.concat(sent[0]!))).toBe(true);
	});
});

describe('a large file', () => {
	const largeFile = [[randomBytes(4 * KIB * KIB)]];

	async function comes(isAlone: boolean): Promise<Buffer[]> {
		const host = await new Host(false, largeFile).open();
		const [socket] = await host.guestsWith(() => isAlone);
		// So that there is more than one piece to be had.
		await wait(100);
		return await piecesOf(socket!);
	}

	test('is read in larger pieces than Node’s own when it comes alone', async () => {
		expect(longest(await comes(true))).toBeGreaterThan(NODES_OWN);
	});

	test('is read in pieces of Node’s own size when others come as well', async () => {
		expect(longest(await comes(false))).toBe(NODES_OWN);
	});
});
