import { keyFrame, pictureParameters, sequenceParameters, type TileColour } from './h264';

export interface Film {
	/** In tiles of 16 by 16 pixels. */
	tilesAcross: number;
	tilesDown: number;
	frames: number;
	framesPerSecond: number;
	colour: (tileX: number, tileY: number, frame: number) => TileColour;
}

/** An MP4 with one H.264 track. */
export function mp4(film: Film): Buffer {
	const samples = Array.from({ length: film.frames }, (_, frame) => sampleOf(film, frame));
	const type = box('ftyp', text('isom'), u32(0x200), text('isomiso2avc1mp41'));
	// The table of offsets needs to know where the samples begin, which depends on its own size only.
	const begin = type.length + movie(film, samples, 0).length + 8;
	return Buffer.concat([type, movie(film, samples, begin), box('mdat', ...samples)]);
}

/** A ball of light that crosses the picture. */
export function smallFilm(frames = 16): Buffer {
	const [tilesAcross, tilesDown] = [10, 6];
	return mp4({
		tilesAcross,
		tilesDown,
		frames,
		framesPerSecond: 8,
		colour: (x, y, frame) => {
			const ball = [(frame / frames) * tilesAcross, 2.5 + 2 * Math.sin(frame / 2)] as const;
			const near = Math.hypot(x - ball[0], y - ball[1]);
			return near < 1.5 ? [220, 90, 160] : [50 + y * 18, 150, 110];
		},
	});
}

function sampleOf({ tilesAcross, tilesDown, colour }: Film, frame: number): Buffer {
	const tiles = Array.from({ length: tilesAcross * tilesDown }, (_, index) =>
		colour(index % tilesAcross, Math.floor(index / tilesAcross), frame),
	);
	const unit = keyFrame(frame, tiles);
	return Buffer.concat([u32(unit.length), unit]);
}

function movie(film: Film, samples: readonly Buffer[], begin: number): Buffer {
	const { frames: duration, framesPerSecond: scale } = film;
	return box(
		'moov',
		full(
			'mvhd',
			u32(0, 0, scale, duration, 0x10000),
			u16(0x100, 0),
			u32(0, 0),
			MATRIX,
			zeros(24),
			u32(2),
		),
		box(
			'trak',
			full(
				'tkhd',
				u32(0, 0, 1, 0, duration),
				zeros(16),
				MATRIX,
				u32(widthOf(film) << 16, heightOf(film) << 16),
			),
			box(
				'mdia',
				full('mdhd', u32(0, 0, scale, duration), u16(0x55c4, 0)),
				full('hdlr', u32(0), text('vide'), zeros(12), text('VideoHandler\0')),
				box('minf', full('vmhd', zeros(8)), dataReference(), sampleTable(film, samples, begin)),
			),
		),
	);
}

function sampleTable(film: Film, samples: readonly Buffer[], begin: number): Buffer {
	const sizes = samples.map((sample) => sample.length);
	return box(
		'stbl',
		full('stsd', u32(1), sampleEntry(film)),
		full('stts', u32(1, samples.length, 1)),
		full('stsc', u32(1, 1, samples.length, 1)),
		full('stsz', u32(0, samples.length, ...sizes)),
		full('stco', u32(1, begin)),
	);
}

function sampleEntry(film: Film): Buffer {
	const sequence = sequenceParameters(film.tilesAcross, film.tilesDown);
	const picture = pictureParameters();
	return box(
		'avc1',
		zeros(6),
		u16(1),
		zeros(16),
		u16(widthOf(film), heightOf(film)),
		u32(0x480000, 0x480000, 0),
		u16(1),
		zeros(32),
		u16(24, 0xffff),
		box(
			'avcC',
			Buffer.from([1, 66, 0xc0, 30, 0xff, 0xe1]),
			u16(sequence.length),
			sequence,
			Buffer.from([1]),
			u16(picture.length),
			picture,
		),
	);
}

function dataReference(): Buffer {
	// The flag says that the samples are in this very file.
	return box('dinf', full('dref', u32(1), box('url ', u32(1))));
}

const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function widthOf({ tilesAcross }: Film): number {
	return tilesAcross * 16;
}

function heightOf({ tilesDown }: Film): number {
	return tilesDown * 16;
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
	const body = Buffer.concat(parts);
	return Buffer.concat([u32(body.length + 8), text(type), body]);
}

/** A box with a version and flags. The track's header has the flags "enabled" and "in the film". */
function full(type: string, ...parts: readonly Buffer[]): Buffer {
	const flags = type === 'tkhd' ? 3 : type === 'vmhd' ? 1 : 0;
	return box(type, u32(flags), ...parts);
}

function text(value: string): Buffer {
	return Buffer.from(value, 'latin1');
}

function zeros(length: number): Buffer {
	return Buffer.alloc(length);
}

function u16(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 2);
	for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
	return bytes;
}

function u32(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 4);
	for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4);
	return bytes;
}
