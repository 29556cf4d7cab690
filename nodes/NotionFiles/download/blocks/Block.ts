/**
 * With less room than this, nothing more is read into a block: the piece would be small. It is what TLS delivers at
 * once, so that a block is filled to its last byte, and the file is written in pieces that fit the system's pages.
 */
const LEAST_ROOM_BYTES = 16 * 1024;

/** Pieces are cut, joined and passed on; the memory under them tells which block they belong to. */
const blockOf = new WeakMap<ArrayBufferLike, Block>();

/**
 * Says that nobody will read these bytes again: call it once for each. Bytes outside any block are left to the
 * garbage collector.
 */
export function giveBack(piece: Uint8Array): void {
	blockOf.get(piece.buffer)?.giveBack(piece.length);
}

/**
 * Memory that one socket fills from front to back. It may be reused when every byte that was read into it
 * has been given back. If some never are, such as those of response headers, the garbage collector frees it.
 */
export class Block {
	private readonly bytes: Buffer;

	private filled = 0;

	private givenBack = 0;

	private isClosed = false;

	/** @param emptied called when it may be reused */
	constructor(
		length: number,
		private readonly emptied?: (block: Block) => void,
	) {
		this.bytes = Buffer.allocUnsafeSlow(length);
		blockOf.set(this.bytes.buffer, this);
	}

	/** The block that this room belongs to. */
	static around(room: Uint8Array): Block {
		return blockOf.get(room.buffer) as Block;
	}

	get room(): Buffer {
		return this.bytes.subarray(this.filled);
	}

	get isWorthReadingInto(): boolean {
		return this.room.length >= LEAST_ROOM_BYTES;
	}

	/** The piece of this many bytes that have been read into its room. */
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
