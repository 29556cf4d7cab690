import { once } from 'node:events';
import { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { FileHosts, type FileRequest } from '../../../nodes/NotionFiles/download/FileHosts';
import { endingInOrder } from '../../../nodes/NotionFiles/download/orderlyEnds';
import { RawHost } from '../../attacks/rawHost';
import { startProxy } from '../../faults/scene/proxy';
import { collect, deferred, quiet } from '../promises';

const PIECE = Buffer.alloc(16 * 1024, 'piece of a file ');

/** From those that nothing has to wait for to those that the reader leaves in the socket. */
const PIECES = Array.from({ length: 40 }, (_, index) => index + 1);

const FRAMES = [
	['with a length', (length: number) => `Content-Length: ${length}\r\n`],
	['without a length', () => ''],
] as const;

const WAYS = ['direct', 'through a proxy'] as const;

const fileHosts = (): FileHosts =>
	new FileHosts({
		connections: 1,
		stallTimeoutMs: 60_000,
		allowPrivateNetworks: true,
		egressFilter: undefined,
	});

const requestTo = (host: RawHost): FileRequest => ({
	url: host.url('/'),
	trusted: true,
	headers: {},
	signal: new AbortController().signal,
});

interface Sent {
	way?: (typeof WAYS)[number];
	head?: string;
	pieces: number;
	end: (socket: Socket) => unknown;
}

/** What a reader gets who comes late: when the connection has ended. */
async function readLate({ way = 'direct', head = '', pieces, end }: Sent): Promise<Buffer> {
	const { promise: isOver, resolve: over } = deferred();
	const send = async (socket: Socket): Promise<void> => {
		socket.write(`HTTP/1.1 200 OK\r\nConnection: close\r\n${head}\r\n`);
		for (let sent = 0; sent < pieces; sent++) {
			await new Promise((written) => socket.write(PIECE, written));
			// One after the other, so that the client's parser stops behind any of them.
			for (let turns = 0; turns < 5; turns++) await turn();
		}
		end(socket);
		over();
	};
	const host = new RawHost((socket) => void send(socket));
	await host.open();
	const proxy = way === 'direct' ? undefined : await startProxy(host.url('/'));
	if (proxy) process.env.http_proxy = proxy.origin;
	const hosts = fileHosts();
	delete process.env.http_proxy;
	try {
		const answer = await hosts.get(requestTo(host));
		await isOver;
		await quiet();
		return Buffer.concat(await collect(answer.body));
	} finally {
		await hosts.close();
		await proxy?.close();
		await host.close();
	}
}

describe.each(WAYS)('a connection that ends while the reader is busy, %s', (way) => {
	test.each(FRAMES)('by closing, after a file %s', async (_, headOf) => {
		for (const pieces of PIECES) {
			const length = pieces * PIECE.length;
			const end = (socket: Socket): unknown => socket.end();
			expect(await readLate({ way, head: headOf(length), pieces, end })).toHaveLength(length);
		}
	});

	test.each(['end', 'resetAndDestroy'] as const)('too early (%s)', async (how) => {
		for (const pieces of PIECES) {
			const [, headOf] = FRAMES[0];
			const head = headOf((pieces + 1) * PIECE.length);
			const end = (socket: Socket): unknown => socket[how]();
			await expect(readLate({ way, head, pieces, end })).rejects.toThrow();
		}
	});
});

test('a reset is not the end of a file', async () => {
	const { promise, resolve } = deferred<Socket>();
	const host = new RawHost((socket) => {
		socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n');
		socket.write(PIECE, () => resolve(socket));
	});
	await host.open();
	const hosts = fileHosts();
	try {
		const { body } = await hosts.get(requestTo(host));
		const pieces = body[Symbol.asyncIterator]();
		for (let bytes = 0; bytes < PIECE.length;) bytes += (await pieces.next()).value.length;
		(await promise).resetAndDestroy();
		await expect(pieces.next()).rejects.toThrow('ECONNRESET');
	} finally {
		await hosts.close();
		await host.close();
	}
});

test('a socket that is destroyed with bytes in it has failed', async () => {
	const socket = endingInOrder(new Socket());
	const failed = once(socket, 'error');
	socket.push(PIECE);
	socket.destroy();
	expect(await failed).toEqual([new Error('the connection was closed')]);
});
