import { giveBack } from './Block';

/** Of so many that wait, the small ones are not worth a write each. */
const MANY = 64;
const CRUMB_BYTES = 1024;
const MOST_JOINED_BYTES = 64 * 1024;

/**
 * Pieces that wait for their reader. Those that lie side by side in memory become one, since each piece costs
 * more than its bytes; a stream would copy what waits into new memory instead. Crumbs alone are copied: a host
 * may send its bytes one by one.
 */
export class WaitingPieces {
	bytes = 0;

	/** Never shifted: that takes as long as there are pieces. */
	private pieces: Array<Buffer | undefined> = [];

	/** Where the first piece is that waits; nothing is left before it. */
	private first = 0;

	add(piece: Buffer): void {
		this.bytes += piece.length;
		const last = this.pieces.at(-1);
		const both = last && asOne(last, piece);
		if (both) this.pieces[this.pieces.length - 1] = both;
		else this.pieces.push(piece);
	}

	take(): Buffer | undefined {
		const areMany = this.pieces.length - this.first >= MANY;
		return areMany && isCrumb(this.pieces[this.first]) ? this.crumbs() : this.next();
	}

	private crumbs(): Buffer {
		const crumbs: Buffer[] = [];
		for (let bytes = 0; bytes < MOST_JOINED_BYTES && isCrumb(this.pieces[this.first]);) {
			const crumb = this.next() as Buffer;
			crumbs.push(crumb);
			bytes += crumb.length;
		}
		const joined = Buffer.concat(crumbs);
		for (const crumb of crumbs) giveBack(crumb);
		return joined;
	}

	private next(): Buffer | undefined {
		const piece = this.pieces[this.first];
		if (piece === undefined) return undefined;
		this.bytes -= piece.length;
		this.pieces[this.first++] = undefined;
		if (this.first * 2 >= this.pieces.length) {
			this.pieces = this.pieces.slice(this.first);
			this.first = 0;
		}
		return piece;
	}
}

function isCrumb(piece: Buffer | undefined): boolean {
	return piece !== undefined && piece.length <= CRUMB_BYTES;
}

function asOne(one: Buffer, other: Buffer): Buffer | undefined {
	const areNeighbours =
		one.buffer === other.buffer && one.byteOffset + one.length === other.byteOffset;
	if (!areNeighbours) return undefined;
	return Buffer.from(one.buffer, one.byteOffset, one.length + other.length);
}
