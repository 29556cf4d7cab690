import fc from 'fast-check';
import { Block, giveBack } from '../../../../nodes/NotionFiles/download/blocks/Block';

const LENGTH = 1_000;

function blockOf(
	pieces: readonly number[],
	length = LENGTH,
): {
	block: Block;
	pieces: Buffer[];
	emptied: jest.Mock;
} {
	const emptied = jest.fn();
	const block = new Block(length, emptied);
	return { block, pieces: pieces.map((bytes) => block.fill(bytes)), emptied };
}

test('is filled from front to back', () => {
	const { block, pieces } = blockOf([300, 200]);
	expect(pieces.map(({ length }) => length)).toEqual([300, 200]);
	expect(pieces[1]!.byteOffset).toBe(pieces[0]!.byteOffset + 300);
	expect(block.room.byteOffset).toBe(pieces[0]!.byteOffset + 500);
	expect(block.room).toHaveLength(500);
});

test.each([
	[0, true],
	[83_616, true],
	[83_617, false],
	[100_000, false],
])('with %i of 100,000 bytes filled is worth reading into: %s', (filled, isWorthIt) => {
	expect(blockOf([filled], 100_000).block.isWorthReadingInto).toBe(isWorthIt);
});

test('is empty when it is closed and every byte is given back, in any order and pieces', () => {
	const lengths = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 10 });
	fc.assert(
		fc.property(lengths, fc.infiniteStream(fc.nat()), (filled, random) => {
			const { block, pieces, emptied } = blockOf(filled);
			const halves = pieces.flatMap((piece) => {
				const cut = random.next().value % (piece.length + 1);
				return [piece.subarray(0, cut), piece.subarray(cut)];
			});
			const steps = [
				() => block.close(),
				...halves.filter(({ length }) => length > 0).map((half) => () => giveBack(half)),
			];
			while (steps.length > 0) {
				expect(emptied).not.toHaveBeenCalled();
				steps.splice(random.next().value % steps.length, 1)[0]!();
			}
			expect(emptied).toHaveBeenCalledTimes(1);
			expect(emptied).toHaveBeenCalledWith(block);
			expect(block.room).toHaveLength(LENGTH);
		}),
	);
});

test('is not empty while a byte is missing', () => {
	const { block, pieces, emptied } = blockOf([10, 10]);
	block.close();
	giveBack(pieces[0]!);
	giveBack(pieces[1]!.subarray(1));
	expect(emptied).not.toHaveBeenCalled();
});

test('can be filled and emptied again and again', () => {
	const { block, emptied } = blockOf([]);
	for (let round = 1; round <= 3; round++) {
		const piece = block.fill(900);
		block.close();
		giveBack(piece);
		expect(emptied).toHaveBeenCalledTimes(round);
	}
});

test('giving back bytes outside any block does nothing', () => {
	const { emptied } = blockOf([10]);
	expect(() => giveBack(Buffer.alloc(10))).not.toThrow();
	expect(emptied).not.toHaveBeenCalled();
});
