import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { giveBack } from '../../nodes/NotionFiles/download/blocks/Block';
import { expectWithinLimit } from './figure';
import { closeHosts, Host, readOut } from '../unit/download/blocks/host';

const MIB = 1024 * 1024;

afterEach(closeHosts);

// How many blocks are filled at a time hangs on how much comes before the reader has its turn.
test.each([
	['TCP', false, 'blocksOverTcp'],
	['TLS', true, 'blocksOverTls'],
] as const)(
	'over %s a large file is read into a handful of blocks',
	async (_, isSecure, figure) => {
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
		expectWithinLimit(figure, memory.size);
	},
);
