import type { OnReadOpts, Socket } from 'node:net';
import { Block } from './Block';
import { feederOf } from './SocketFeeder';

/** Node reads 64 KiB at once, and at full speed each piece costs more than its bytes. */
const BLOCK_BYTES = 256 * 1024;

/** Enough for response headers, or for small files: many connections receive nothing else. */
const FIRST_BLOCK_BYTES = 64 * 1024;

/**
 * The memory that sockets read into, reused when its bytes are in the store. Node takes new memory for
 * every piece, and after each 64 MB or so of it, V8 searches the whole heap for garbage
 * (kExternalAllocationSoftLimit): at full speed dozens of times a second, and the longer the more n8n has in
 * memory.
 */
export class Blocks {
	private readonly empty: Block[] = [];

	/**
	 * For sockets (`onread` of `net.connect`): Node reads into a buffer of ours and leaves the stream alone.
	 * What was read is pushed into it, so that the socket is a stream like any other.
	 */
	get onread(): OnReadOpts {
		// Node asks for a buffer when a socket opens, and right after each callback for that socket, with
		// nothing in between.
		let latest: Block | undefined;
		return {
			buffer: () => {
				const block = latest ? this.after(latest) : new Block(FIRST_BLOCK_BYTES);
				latest = undefined;
				return block.room;
			},
			callback(this: Socket, bytes: number, room: Uint8Array) {
				latest = Block.around(room);
				return feederOf(this).add(latest.fill(bytes));
			},
		};
	}

	private after(block: Block): Block {
		if (block.isWorthReadingInto) return block;
		block.close();
		return this.empty.pop() ?? new Block(BLOCK_BYTES, (emptied) => this.empty.push(emptied));
	}
}
