import type { OnReadOpts, Socket } from 'node:net';

/**
 * Into this every read of every socket goes: what was read is copied out before anything else can be read.
 * That holds on Windows, too: libuv asks there with an empty buffer first, and reads when there is something
 * (uv_active_tcp_streams_threshold in its win/tcp.c).
 */
const WIDE = Buffer.allocUnsafeSlow(256 * 1024);

/** As much as Node reads at once without all this. */
const NARROW = WIDE.subarray(0, 64 * 1024);

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
	return {
		buffer: () => (isAlone() ? WIDE : NARROW),
		callback(this: Socket, bytes: number, buffer: Uint8Array) {
			return this.push(Buffer.from(buffer.subarray(0, bytes)));
		},
	};
}
