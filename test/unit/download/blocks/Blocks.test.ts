import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { giveBack } from '../../../../nodes/NotionFiles/download/blocks/Block';
import { quiet } from '../../promises';
import { until } from '../../../harness/until';
import { closeHosts, Host, readOut } from './host';

const KIB = 1024;
const MIB = 1024 * KIB;
const NODES_OWN = 64 * KIB;

afterEach(closeHosts);

/** Keeps every piece until the end. */
async function keptOf(socket: Socket): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of readOut(socket)) pieces.push(piece);
	return Buffer.concat(pieces);
}

/** Finishes each piece before it takes the next one. */
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
	test('get what was sent, whoever else reads, in any way, and however it was cut', async () => {
		const bytes = randomBytes(600 * KIB);
		const piece = fc
			.tuple(fc.nat(300 * KIB), fc.integer({ min: 1, max: 300 * KIB }))
			.map(([from, size]) => bytes.subarray(from, from + size));
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
			{ numRuns: 10 },
		);
	});

	test('wait for their reader', async () => {
		const sent = [Array.from({ length: 16 }, () => randomBytes(256 * KIB))];
		const [socket] = await (await new Host(isSecure, sent).open()).guestsOfAll();
		socket!.once('readable', () => {});
		await until(() => socket!.readableLength > 0);
		await quiet();
		expect(socket!.readableLength).toBeLessThanOrEqual(256 * KIB);
		expect((await keptOf(socket!)).equals(Buffer.concat(sent[0]!))).toBe(true);
	});

	test('get what waits for them, even if nothing more arrives', async () => {
		const sent = Array.from({ length: 3 }, () => randomBytes(10 * KIB));
		const host = await new Host(isSecure, [sent], true).open();
		const [socket] = await host.guestsOfAll();
		socket!.once('readable', () => {});
		await until(() => host.hasSentAll);
		await quiet();
		const pieces: Buffer[] = [];
		for await (const piece of readOut(socket!)) {
			pieces.push(piece);
			if (Buffer.concat(pieces).length === 30 * KIB) break;
		}
		expect(Buffer.concat(pieces).equals(Buffer.concat(sent))).toBe(true);
	});

	test('use new memory for every byte that nobody gives back', async () => {
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
		// So that there is more to read.
		await turn();
	}
	expect(Math.max(...lengths)).toBeGreaterThan(NODES_OWN);
});
