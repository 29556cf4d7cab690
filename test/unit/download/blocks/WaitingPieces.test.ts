import fc from 'fast-check';
import { WaitingPieces } from '../../../../nodes/NotionFiles/download/blocks/piecesOf';

function taken(waiting: WaitingPieces): Buffer[] {
	const pieces: Buffer[] = [];
	for (let piece = waiting.take(); piece; piece = waiting.take()) pieces.push(piece);
	return pieces;
}

test('neighbors in memory are joined, in the very same memory', () => {
	const memory = Buffer.from('abcdefgh');
	const waiting = new WaitingPieces();
	for (const [from, to] of [
		[0, 2],
		[2, 5],
		[6, 7],
		[7, 8],
	])
		waiting.add(memory.subarray(from, to));
	expect(waiting.bytes).toBe(7);
	const pieces = taken(waiting);
	expect(pieces.map(String)).toEqual(['abcde', 'gh']);
	expect(pieces.every(({ buffer }) => buffer === memory.buffer)).toBe(true);
	expect(waiting.bytes).toBe(0);
});

test('a piece that was taken no longer grows', () => {
	const memory = Buffer.from('abcd');
	const waiting = new WaitingPieces();
	waiting.add(memory.subarray(0, 2));
	const first = waiting.take();
	waiting.add(memory.subarray(2, 4));
	expect([first, waiting.take()].map(String)).toEqual(['ab', 'cd']);
});

test('every byte is returned once and in order, whatever is adjacent in memory', () => {
	const memory = [Buffer.from('abcdefghijklm'), Buffer.from('nopqrstuvwxyz')];
	const piece = fc
		.tuple(fc.constantFrom(...memory), fc.nat(13), fc.nat(13))
		.map(([from, a, b]) => from.subarray(Math.min(a, b), Math.max(a, b)));
	fc.assert(
		fc.property(fc.array(fc.oneof(piece, fc.constant(undefined))), (steps) => {
			const waiting = new WaitingPieces();
			const [added, came]: [Buffer[], Buffer[]] = [[], []];
			for (const step of steps) {
				if (step === undefined) came.push(waiting.take() ?? Buffer.alloc(0));
				else {
					added.push(step);
					waiting.add(step);
				}
			}
			came.push(...taken(waiting));
			expect(Buffer.concat(came).toString()).toBe(Buffer.concat(added).toString());
		}),
	);
});

test('crumbs are joined: each piece costs more than its bytes', () => {
	const crumbs = Array.from({ length: 100_000 }, (_, n) => Buffer.from([n]));
	const waiting = new WaitingPieces();
	for (const crumb of crumbs) waiting.add(crumb);
	waiting.add(Buffer.alloc(10_000, 'x'));
	expect(waiting.bytes).toBe(110_000);
	const pieces = taken(waiting);
	expect(pieces.map(({ length }) => length)).toEqual([65_536, 34_464, 10_000]);
	expect(Buffer.concat(pieces).equals(Buffer.concat([...crumbs, Buffer.alloc(10_000, 'x')]))).toBe(
		true,
	);
	expect(waiting.bytes).toBe(0);
});
