import { deflateSync } from 'node:zlib';
import { crc32 } from './crc32';

/** Red, green, blue, each 0 to 255. */
export type Colour = readonly [number, number, number];

/** The colour of each pixel. */
export type Painter = (x: number, y: number) => Colour;

/** An RGB PNG. */
export function png(width: number, height: number, paint: Painter): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(scanlines(width, height, paint))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function scanlines(width: number, height: number, paint: Painter): Buffer {
	const stride = 1 + width * 3;
	// The first byte of each line is its filter: none.
	const lines = Buffer.alloc(stride * height);
	for (let y = 0; y < height; y += 1) {
		let at = y * stride + 1;
		for (let x = 0; x < width; x += 1) {
			for (const channel of paint(x, y)) lines[at++] = channel;
		}
	}
	return lines;
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
