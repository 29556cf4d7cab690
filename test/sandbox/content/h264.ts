/** Luminance and the two colour differences of a 16 by 16 tile, 16 to 235 each. */
export type TileColour = readonly [number, number, number];

/** Writes single bits and Exp-Golomb codes, as video streams are made of. */
class BitWriter {
	private readonly bytes: number[] = [];
	private current = 0;
	private filled = 0;

	bits(value: number, count: number): this {
		for (let bit = count - 1; bit >= 0; bit -= 1) {
			this.current = (this.current << 1) | ((value >> bit) & 1);
			this.filled += 1;
			if (this.filled === 8) this.flush();
		}
		return this;
	}

	/** Unsigned Exp-Golomb, "ue(v)" in the standard; 0 is also its signed form. */
	golomb(value: number): this {
		const length = Math.floor(Math.log2(value + 1));
		return this.bits(0, length).bits(value + 1, length + 1);
	}

	align(): this {
		return this.filled === 0 ? this : this.bits(0, 8 - this.filled);
	}

	append(bytes: Iterable<number>): this {
		for (const byte of bytes) this.bytes.push(byte);
		return this;
	}

	/** The unit with its closing bits, guarded against bytes that look like a start code. */
	unit(header: number): Buffer {
		this.bits(1, 1).align();
		const guarded = [header];
		for (const byte of this.bytes) {
			const zeros = guarded.at(-1) === 0 && guarded.at(-2) === 0;
			if (zeros && byte <= 3) guarded.push(3);
			guarded.push(byte);
		}
		return Buffer.from(guarded);
	}

	private flush(): void {
		this.bytes.push(this.current);
		this.current = 0;
		this.filled = 0;
	}
}

/** Baseline profile, level 3.0: the sequence parameters of a film of this many tiles. */
export function sequenceParameters(tilesAcross: number, tilesDown: number): Buffer {
	return new BitWriter()
		.append([66, 0xc0, 30])
		.golomb(0) // id
		.golomb(0) // frame numbers of four bits
		.golomb(2) // shown in the order of decoding
		.golomb(0) // no reference frames
		.bits(0, 1)
		.golomb(tilesAcross - 1)
		.golomb(tilesDown - 1)
		.bits(0b1100, 4) // whole frames, no cropping, no display hints
		.unit(0x67);
}

/** Picture parameters: no arithmetic coding, and control over deblocking. */
export function pictureParameters(): Buffer {
	return new BitWriter()
		.golomb(0)
		.golomb(0)
		.bits(0, 2)
		.golomb(0)
		.golomb(0)
		.golomb(0)
		.bits(0, 3)
		.golomb(0)
		.golomb(0)
		.golomb(0)
		.bits(0b100, 3)
		.unit(0x68);
}

/** A key frame of plain tiles: each is stored uncompressed (I_PCM), which every decoder knows. */
export function keyFrame(index: number, tiles: readonly TileColour[]): Buffer {
	const writer = new BitWriter()
		.golomb(0) // first tile
		.golomb(7) // intra only
		.golomb(0)
		.bits(0, 4) // frame number
		.golomb(index % 2) // neighbouring key frames need different ids
		.bits(0, 2)
		.golomb(0)
		.golomb(1); // no deblocking
	for (const [luminance, blue, red] of tiles) {
		writer
			.golomb(25) // I_PCM
			.align()
			.append(Buffer.alloc(256, luminance))
			.append(Buffer.alloc(64, blue))
			.append(Buffer.alloc(64, red));
	}
	return writer.unit(0x65);
}
