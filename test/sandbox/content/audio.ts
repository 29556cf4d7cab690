/** An MP3 of silence: MPEG-1 Layer III, 32 kbit/s, 44.1 kHz, mono, with a title. */
export function mp3(seconds: number, title = 'Silence'): Buffer {
	const frame = Buffer.alloc(Math.floor((144 * 32_000) / 44_100));
	// With empty side information a frame decodes to nothing but zeros.
	frame.set([0xff, 0xfb, 0x10, 0xc4]);
	const frames = Array.from({ length: Math.ceil((seconds * 44_100) / 1152) }, () => frame);
	return Buffer.concat([id3Title(title), ...frames]);
}

/** A WAV of tones, one after the other: 8 kHz, 16 bit, mono. */
export function wav(tones: readonly { hertz: number; seconds: number }[]): Buffer {
	const rate = 8_000;
	const samples = tones.flatMap(({ hertz, seconds }) => {
		const length = Math.round(seconds * rate);
		return Array.from({ length }, (_, index) => {
			// Fading out keeps the end of a tone from clicking.
			const loudness = 9_000 * (1 - index / length);
			return Math.round(loudness * Math.sin((2 * Math.PI * hertz * index) / rate));
		});
	});
	const data = Buffer.alloc(samples.length * 2);
	for (const [index, sample] of samples.entries()) data.writeInt16LE(sample, index * 2);
	return Buffer.concat([wavHeader(rate, data.length), data]);
}

function wavHeader(rate: number, dataLength: number): Buffer {
	const header = Buffer.alloc(44);
	header.write('RIFF', 0, 'latin1');
	header.writeUInt32LE(36 + dataLength, 4);
	header.write('WAVEfmt ', 8, 'latin1');
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(rate, 24);
	header.writeUInt32LE(rate * 2, 28);
	header.writeUInt16LE(2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36, 'latin1');
	header.writeUInt32LE(dataLength, 40);
	return header;
}

function id3Title(title: string): Buffer {
	const text = Buffer.concat([Buffer.from([3]), Buffer.from(title, 'utf8')]);
	const frame = Buffer.alloc(10);
	frame.write('TIT2', 0, 'latin1');
	frame.writeUInt32BE(text.length, 4);
	const size = frame.length + text.length;
	// Sizes of the tag have seven bits to a byte.
	const head = [
		0x49,
		0x44,
		0x33,
		4,
		0,
		0,
		size >> 21,
		(size >> 14) & 0x7f,
		(size >> 7) & 0x7f,
		size & 0x7f,
	];
	return Buffer.concat([Buffer.from(head), frame, text]);
}
