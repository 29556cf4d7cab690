import { type Content, chunksOf, wholeOf } from './content';

/**
 * CRC-64/NVME of a content, in the Base64 of its big-endian bytes: what S3 computes by itself for every
 * object. Of our own, so that the library that the node computes it with is held against something else;
 * once for each content, as an answer must not wait for it.
 */
export function crc64Of(content: Content): string {
	const value = known.get(content) ?? computed(content);
	known.set(content, value);
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64BE(value);
	return bytes.toString('base64');
}

const known = new WeakMap<Content, bigint>();

function computed(content: Content): bigint {
	if (Buffer.isBuffer(content)) return crcOfBytes([content]);
	if (!('block' in content)) return crcOfBytes(chunksOf(wholeOf(content)));
	const { block, size } = content;
	const times = Math.floor(size / block.length);
	const rest = block.subarray(0, size % block.length);
	const whole = repeated(crcOfBytes([block]), block.length, times);
	return joined(whole, crcOfBytes([rest]), rest.length);
}

/** A gigabyte in some thirty steps. */
function repeated(crc: bigint, length: number, times: number): bigint {
	if (times === 0) return 0n;
	const half = Math.floor(times / 2);
	const crcOfHalf = repeated(crc, length, half);
	const both = joined(crcOfHalf, crcOfHalf, half * length);
	return times % 2 === 1 ? joined(both, crc, length) : both;
}

/** The CRC of two contents one after the other, of theirs and the length of the second. */
function joined(first: bigint, second: bigint, secondLength: number): bigint {
	return product(first, powerOfX(8 * secondLength)) ^ second;
}

/** Bits stand in reverse order, as in the CRC: the highest one is x⁰. */
const POLYNOMIAL = 0x9a6c9329ac4bc9b5n;
const ONE = 1n << 63n;
const X = 1n << 62n;

function powerOfX(exponent: number): bigint {
	let [power, square] = [ONE, X];
	for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
		if (rest % 2 === 1) power = product(power, square);
		square = product(square, square);
	}
	return power;
}

/** Modulo the polynomial. */
function product(one: bigint, other: bigint): bigint {
	let sum = 0n;
	for (let bit = ONE; bit > 0n; bit >>= 1n) {
		if (one & bit) sum ^= other;
		other = timesX(other);
	}
	return sum;
}

function timesX(value: bigint): bigint {
	return value & 1n ? (value >> 1n) ^ POLYNOMIAL : value >> 1n;
}

const table = Array.from({ length: 256 }, (_, byte) => {
	let value = BigInt(byte);
	for (let bit = 0; bit < 8; bit++) value = timesX(value);
	return value;
});
const HIGH = Uint32Array.from(table, (value) => Number(value >> 32n));
const LOW = Uint32Array.from(table, (value) => Number(value & 0xffffffffn));

/** In two halves: with BigInt for each byte it would take ten times as long. */
function crcOfBytes(chunks: Iterable<Buffer>): bigint {
	let [high, low] = [0xffffffff, 0xffffffff];
	for (const chunk of chunks) {
		for (let at = 0; at < chunk.length; at++) {
			const index = (low ^ chunk[at]!) & 0xff;
			low = ((low >>> 8) | (high << 24)) ^ LOW[index]!;
			high = (high >>> 8) ^ HIGH[index]!;
		}
	}
	return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0);
}
