import { createCipheriv, createHash } from 'node:crypto';

/** Bytes that are computed where they are needed, so that a gigabyte costs no memory. */
export interface GeneratedContent {
	readonly size: number;
	readonly seed: string | number;
}

/**
 * The same bytes over and over. They cost nothing to make: where two processors serve and are measured, a
 * host that computes takes its time from whoever it serves.
 */
export interface RepeatedContent {
	readonly size: number;
	readonly block: Buffer;
}

export type Content = Buffer | GeneratedContent | RepeatedContent;

/** What the builders accept: text stands for its UTF-8 bytes. */
export type ContentLike = Content | Uint8Array | string;

/** A part of a content, end exclusive. */
export interface ContentSlice {
	readonly content: Content;
	readonly start: number;
	readonly end: number;
}

const CHUNK = 64 * 1024;
const REPEATED = 1024 * 1024;
const AES_BLOCK = 16;

/** Deterministic pseudo-random bytes of the given size. */
export function generatedContent(size: number, seed: string | number = 'sandbox'): Content {
	return { size, seed };
}

/** Pseudo-random bytes that begin anew after each mebibyte. */
export function repeatedContent(size: number, seed: string | number = 'sandbox'): Content {
	const block = bytesOf(generatedContent(Math.min(size, REPEATED), seed));
	return size <= REPEATED ? block : { size, block };
}

export function toContent(content: ContentLike): Content {
	if (typeof content === 'string') return Buffer.from(content, 'utf8');
	if (content instanceof Uint8Array) return Buffer.from(content);
	return content;
}

export function sizeOf(content: Content): number {
	return Buffer.isBuffer(content) ? content.length : content.size;
}

export function wholeOf(content: ContentLike): ContentSlice {
	const held = toContent(content);
	return { content: held, start: 0, end: sizeOf(held) };
}

export function lengthOf(slice: ContentSlice): number {
	return slice.end - slice.start;
}

/** The bytes from start to end (exclusive), of either kind of content. */
export function bytesOf(content: Content, start = 0, end = sizeOf(content)): Buffer {
	if (Buffer.isBuffer(content)) return content.subarray(start, end);
	const last = Math.min(end, content.size);
	return 'block' in content
		? repeatBytes(content, start, last)
		: generateBytes(content, start, last);
}

/** The slice in order, in chunks small enough to hold many at once. */
export function* chunksOf(
	slice: ContentSlice,
	chunkSize = 'block' in slice.content ? slice.content.block.length : CHUNK,
): Generator<Buffer> {
	for (let at = slice.start; at < slice.end; at += chunkSize) {
		yield bytesOf(slice.content, at, Math.min(at + chunkSize, slice.end));
	}
}

/** Hex SHA-256 of a whole content, generated ones included. */
export function sha256Of(content: ContentLike): string {
	const hash = createHash('sha256');
	for (const chunk of chunksOf(wholeOf(content), 16 * CHUNK)) hash.update(chunk);
	return hash.digest('hex');
}

function repeatBytes({ block }: RepeatedContent, start: number, end: number): Buffer {
	const pieces: Buffer[] = [];
	for (let at = start; at < end; at += pieces.at(-1)!.length) {
		const from = at % block.length;
		pieces.push(block.subarray(from, from + end - at));
	}
	return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}

// AES in counter mode gives random access: the counter is the position.
function generateBytes(content: GeneratedContent, start: number, end: number): Buffer {
	if (end <= start) return Buffer.alloc(0);
	const key = createHash('sha256').update(String(content.seed)).digest().subarray(0, AES_BLOCK);
	const counter = Buffer.alloc(AES_BLOCK);
	const firstBlock = Math.floor(start / AES_BLOCK);
	counter.writeBigUInt64BE(BigInt(firstBlock), 8);
	const skip = start - firstBlock * AES_BLOCK;
	const stream = createCipheriv('aes-128-ctr', key, counter).update(
		Buffer.alloc(skip + end - start),
	);
	return stream.subarray(skip);
}
