import { type Colour } from './png';

/** One frame of an animation: the palette's entry for each pixel. */
export type GifFrame = (x: number, y: number) => 0 | 1 | 2 | 3;

const CODE_SIZE = 2;
const CLEAR = 4;
const END = 5;

/** A GIF of four colours that runs for ever. */
export function gif(
	width: number,
	height: number,
	palette: readonly [Colour, Colour, Colour, Colour],
	frames: readonly GifFrame[],
): Buffer {
	return Buffer.concat([
		Buffer.from('GIF89a', 'latin1'),
		screen(width, height),
		Buffer.from(palette.flat()),
		Buffer.from('\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00', 'latin1'),
		...frames.flatMap((frame) => [
			// 20 hundredths of a second.
			Buffer.from([0x21, 0xf9, 4, 0, 20, 0, 0, 0]),
			Buffer.concat([Buffer.from([0x2c, 0, 0, 0, 0]), size(width, height), Buffer.from([0])]),
			imageData(width, height, frame),
		]),
		Buffer.from([0x3b]),
	]);
}

function screen(width: number, height: number): Buffer {
	// A global table of four colours.
	return Buffer.concat([size(width, height), Buffer.from([0x91, 0, 0])]);
}

function size(width: number, height: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt16LE(width, 0);
	bytes.writeUInt16LE(height, 2);
	return bytes;
}

// Codes stay three bits wide if the table is cleared before it grows: LZW without compression.
function imageData(width: number, height: number, frame: GifFrame): Buffer {
	const codes: number[] = [];
	for (let index = 0; index < width * height; index += 1) {
		if (index % 2 === 0) codes.push(CLEAR);
		codes.push(frame(index % width, Math.floor(index / width)));
	}
	codes.push(END);
	const packed = pack(codes, CODE_SIZE + 1);
	const blocks: Buffer[] = [Buffer.from([CODE_SIZE])];
	for (let at = 0; at < packed.length; at += 255) {
		const part = packed.subarray(at, at + 255);
		blocks.push(Buffer.from([part.length]), part);
	}
	return Buffer.concat([...blocks, Buffer.from([0])]);
}

function pack(codes: readonly number[], bits: number): Buffer {
	const packed = Buffer.alloc(Math.ceil((codes.length * bits) / 8));
	for (const [index, code] of codes.entries()) {
		for (let bit = 0; bit < bits; bit += 1) {
			const at = index * bits + bit;
			const byte = packed[at >> 3] ?? 0;
			packed[at >> 3] = byte | (((code >> bit) & 1) << (at & 7));
		}
	}
	return packed;
}
