import type { OnReadOpts, Socket } from 'node:net';

const WIDE_BYTES = 256 * 1024;

/**
 * For whoever is not alone, as much as Node reads at once by itself. One for all sockets: what was read is
 * copied out before anything else can be read. That holds on Windows, too: libuv asks there with an empty
 * buffer first, and reads when there is something (uv_active_tcp_streams_threshold in its win/tcp.c).
 */
const NARROW = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * For sockets: a file that comes alone is read in larger pieces than Node's 64 KiB, since at full speed each
 * piece costs more than its bytes. Where several come, larger pieces would live longer, until only the
 * garbage collector's long way finds them, which costs more than they save.
 *
 * With `onread` of `net.connect`, Node fills a buffer of ours and leaves the stream alone. What was read is
 * pushed into it here, so that the socket is a stream as any other.
 *
 * @param isAlone whether just one file comes at the moment; false while none does, as many may be about to
 */
export function wideReads(isAlone: () => boolean): OnReadOpts {
	// Node calls both for a socket, the callback first, with nothing in between: so it is the same socket's.
	let again: Uint8Array | undefined;
	return {
		buffer() {
			const own = again;
			again = undefined;
			if (!isAlone()) return NARROW;
			return own ?? Buffer.allocUnsafeSlow(WIDE_BYTES);
		},
		callback(this: Socket, bytes: number, buffer: Uint8Array) {
			const read = buffer.subarray(0, bytes);
			// A wide one is the socket's own: it is given away when it is well filled, and used again if not.
			const isGiven = buffer !== NARROW && bytes >= WIDE_BYTES / 2;
			const wantsMore = this.push(isGiven ? read : Buffer.from(read));
			again = isGiven || buffer === NARROW ? undefined : buffer;
			return wantsMore;
		},
	};
}
