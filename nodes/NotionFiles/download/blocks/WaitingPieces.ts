/**
 * Pieces that wait for their reader. Those that lie side by side in memory become one, since each piece costs
 * more than its bytes; a stream would copy what waits into new memory instead.
 */
export class WaitingPieces {
	bytes = 0;

	private readonly pieces: Buffer[] = [];

	add(piece: Buffer): void {
		this.bytes += piece.length;
		const last = this.pieces.at(-1);
		const both = last && asOne(last, piece);
		if (both) this.pieces[this.pieces.length - 1] = both;
		else this.pieces.push(piece);
	}

	take(): Buffer | undefined {
		const piece = this.pieces.shift();
		this.bytes -= piece?.length ?? 0;
		return piece;
	}
}

function asOne(one: Buffer, other: Buffer): Buffer | undefined {
	const areNeighbours =
		one.buffer === other.buffer && one.byteOffset + one.length === other.byteOffset;
	if (!areNeighbours) return undefined;
	return Buffer.from(one.buffer, one.byteOffset, one.length + other.length);
}
