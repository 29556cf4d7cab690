import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import fc from 'fast-check';
import { giveBack } from '../../../../nodes/NotionFiles/download/blocks/Block';
import { Blocks } from '../../../../nodes/NotionFiles/download/blocks/Blocks';
import { certificateFor } from '../../../faults/scene/certificates';

const KIB = 1024;
const MIB = 1024 * KIB;
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

	/** Connects one guest after the other, so that each gets what was meant for it. */
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
			if (this.lingers) await wait(30);
		}
		if (!this.lingers) socket.end();
	}
}

/** Takes what the socket holds, as undici does, and has other work to do in between. */
async function* readOut(socket: Socket): AsyncGenerator<Buffer, void, undefined> {
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

/** Keeps every piece until the end. */
async function keptOf(socket: Socket): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of readOut(socket)) pieces.push(piece);
	return Buffer.concat(pieces);
}

/** Is done with each piece before it takes the next one. */
async function copiedFrom(socket: Socket): Promise<Buffer> {
	const copies: Buffer[] = [];
	for await (const piece of readOut(socket)) {
		copies.push(Buffer.from(piece));
		giveBack(piece);
	}
	return Buffer.concat(copies);
}

async function flowingFrom(socket: Socket): Promise<Buffer> {
	const pieces: Buffer[] = [];
	socket.on('data', (piece: Buffer) => pieces.push(piece));
	await once(socket, 'end');
	return Buffer.concat(pieces);
}

describe.each([
	['TCP', false],
	['TLS', true],
])('sockets over %s', (_, isSecure) => {
	test('get what was sent, whoever reads beside them and however, and however it was cut', async () => {
		const piece = fc.integer({ min: 1, max: 300 * KIB }).map((size) => randomBytes(size));
		const toOne = fc.array(piece, { minLength: 1, maxLength: 6 });
		const reader = fc.constantFrom(keptOf, copiedFrom, copiedFrom, flowingFrom);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(toOne, reader), { minLength: 1, maxLength: 4 }),
				async (guests) => {
					const sent = guests.map(([pieces]) => pieces);
					const sockets = await (await new Host(isSecure, sent).open()).guestsOfAll();
					const came = await Promise.all(
						sockets.map(async (socket, n) => await guests[n]![1](socket)),
					);
					came.forEach((all, n) => expect(all.equals(Buffer.concat(sent[n]!))).toBe(true));
				},
			),
			{ numRuns: 30 },
		);
	});

	test('wait for their reader', async () => {
		const sent = [Array.from({ length: 64 }, () => randomBytes(256 * KIB))];
		const [socket] = await (await new Host(isSecure, sent).open()).guestsOfAll();
		socket!.once('readable', () => {});
		await wait(100);
		expect(socket!.readableLength).toBeLessThanOrEqual(256 * KIB);
		expect((await keptOf(socket!)).equals(Buffer.concat(sent[0]!))).toBe(true);
	});

	test('get what waits for them, though nothing more comes', async () => {
		const sent = Array.from({ length: 3 }, () => randomBytes(10 * KIB));
		const host = await new Host(isSecure, [sent], true).open();
		const [socket] = await host.guestsOfAll();
		socket!.once('readable', () => {});
		await wait(150);
		const pieces: Buffer[] = [];
		for await (const piece of readOut(socket!)) {
			pieces.push(piece);
			if (Buffer.concat(pieces).length === 30 * KIB) break;
		}
		expect(Buffer.concat(pieces).equals(Buffer.concat(sent))).toBe(true);
	});

	test('read a large file into a handful of blocks, where each piece is given back', async () => {
		const sent = [Array.from({ length: 32 }, () => randomBytes(MIB))];
		const [socket] = await (await new Host(isSecure, sent).open()).guestsOfAll();
		const memory = new Set<ArrayBufferLike>();
		let bytes = 0;
		for await (const piece of readOut(socket!)) {
			memory.add(piece.buffer);
			bytes += piece.length;
			// As a store is slower than the network.
			await wait(1);
			giveBack(piece);
		}
		expect(bytes).toBe(32 * MIB);
		expect(memory.size).toBeLessThanOrEqual(6);
	});

	test('have new memory for every byte that nobody gives back', async () => {
		const sent = [Array.from({ length: 8 }, () => randomBytes(MIB))];
		const [socket] = await (await new Host(isSecure, sent).open()).guestsOfAll();
		const memory = new Set<ArrayBufferLike>();
		for await (const piece of readOut(socket!)) memory.add(piece.buffer);
		const bytes = [...memory].reduce((sum, { byteLength }) => sum + byteLength, 0);
		expect(bytes).toBeGreaterThanOrEqual(8 * MIB);
	});
});

test('a large file is read in larger pieces than Node’s own', async () => {
	const [socket] = await (await new Host(false, [[randomBytes(8 * MIB)]]).open()).guestsOfAll();
	const lengths: number[] = [];
	for await (const piece of readOut(socket!)) {
		lengths.push(piece.length);
		// So that there is more to be had.
		await wait(5);
	}
	expect(Math.max(...lengths)).toBeGreaterThan(NODES_OWN);
});
