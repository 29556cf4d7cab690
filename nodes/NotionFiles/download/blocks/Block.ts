/** Into less room than this part of a block nothing is read: it would be a small piece. */
const LEAST_ROOM = 1 / 4;

/** Pieces are cut, joined and passed on along their way; the memory below them says whose they are. */
const blockOf = new WeakMap<ArrayBufferLike, Block>();

/**
 * Says that nobody will look at these bytes again: to be called once for each. Bytes that lie in no block
 * are left to the garbage collector.
 */
export function giveBack(piece: Uint8Array): void {
	blockOf.get(piece.buffer)?.giveBack(piece.length);
}

/**
 * Memory that one socket fills from front to back. It may be filled anew when every byte that was read into
 * it has been given back. Where some never are, as those of an answer's head, the garbage collector finds it.
 */
export class Block {
	private readonly bytes: Buffer;

	private filled = 0;

	private givenBack = 0;

	private isClosed = false;

	/** @param emptied told when it may be filled anew, where anybody wants to know */
	constructor(
		length: number,
		private readonly emptied?: (block: Block) => void,
	) {
		this.bytes = Buffer.allocUnsafeSlow(length);
		blockOf.set(this.bytes.buffer, this);
	}

	/** The block that has given this room. */
	static around(room: Uint8Array): Block {
		return blockOf.get(room.buffer) as Block;
	}

	get room(): Buffer {
		return this.bytes.subarray(this.filled);
	}

	get isWorthReadingInto(): boolean {
		return this.room.length >= this.bytes.length * LEAST_ROOM;
	}

	/** The piece of so many bytes that have been read into its room. */
	fill(length: number): Buffer {
		const piece = this.room.subarray(0, length);
		this.filled += length;
		return piece;
	}

	/** Nothing more is read into it, until it is empty. */
	close(): void {
		this.isClosed = true;
		this.emptyWhenDone();
	}

	giveBack(length: number): void {
		this.givenBack += length;
		this.emptyWhenDone();
	}

	private emptyWhenDone(): void {
		if (!this.isClosed || this.givenBack !== this.filled) return;
		this.filled = 0;
		this.givenBack = 0;
		this.isClosed = false;
		this.emptied?.(this);
	}
}
