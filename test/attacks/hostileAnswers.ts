import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** Draws the same numbers for the same seed. */
export class Dice {
	constructor(private state: number) {}

	/** From 0 to below `limit`. */
	below(limit: number): number {
		// Mulberry32.
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
	}

	oneOf<T>(values: readonly T[]): T {
		return values[this.below(values.length)] as T;
	}

	bytes(length: number): Buffer {
		const bytes = Buffer.alloc(length);
		for (let at = 0; at < length; at++) bytes[at] = this.below(256);
		return bytes;
	}
}

/** What a host does with a request, in order; after that it waits for the client to go. */
export type Step =
	| { do: 'send'; bytes: Buffer }
	/** Lets the client take what was sent. */
	| { do: 'pause' }
	| { do: 'end' | 'reset' };

export interface HostileAnswer {
	name: string;
	/** The file that should arrive, or nothing. */
	file: Buffer;
	/** As the file goes over the wire, if it is compressed. */
	body: Buffer;
	steps: Step[];
}

const SIZES = [0, 1, 100, 100, 5_000, 5_000, 70_000, 70_000, 70_000, 600_000];
const LINE = '\r\n';

/** Made once: drawing the bytes of each file would be most of the work. */
const NOISE = new Dice(20_261_126).bytes(1_000_000);

/** A good answer, and one thing that is wrong with it. */
export function hostileAnswer(dice: Dice): HostileAnswer {
	const [from, size] = [dice.below(1_000), dice.oneOf(SIZES)];
	const file = NOISE.subarray(from, from + size);
	const isCompressed = dice.below(4) === 0;
	const body = isCompressed ? gzipSync(file, { level: 1 }) : file;
	const isChunked = dice.below(3) === 0;
	const head = [
		'HTTP/1.1 200 OK',
		'content-type: application/octet-stream',
		isChunked ? 'transfer-encoding: chunked' : `content-length: ${body.length}`,
		...(isCompressed ? ['content-encoding: gzip'] : []),
		...(dice.below(2) === 0 ? ['etag: "1"', 'accept-ranges: bytes'] : []),
		// Without it, nobody could detect a body whose bytes were changed.
		`x-amz-checksum-sha256: ${createHash('sha256').update(body).digest('base64')}`,
	];
	const [name, spoil] = dice.oneOf(SPOILS);
	const sent = isChunked ? chunked(body, dice) : [body];
	return { name, file, body, steps: spoil({ head, sent, body, isChunked }, dice) };
}

function chunked(body: Buffer, dice: Dice): Buffer[] {
	const parts: Buffer[] = [];
	for (let at = 0; at < body.length;) {
		const part = body.subarray(at, at + 1 + dice.below(100_000));
		parts.push(Buffer.from(part.length.toString(16) + LINE), part, Buffer.from(LINE));
		at += part.length;
	}
	return [...parts, Buffer.from(`0${LINE}${LINE}`)];
}

interface Good {
	head: string[];
	sent: Buffer[];
	body: Buffer;
	isChunked: boolean;
}

type Spoil = (good: Good, dice: Dice) => Step[];

const headOf = (lines: readonly string[]): Buffer => Buffer.from([...lines, '', ''].join(LINE));
const send = (...all: Buffer[]): Step[] => all.map((bytes) => ({ do: 'send', bytes }));
const wholeOf = ({ head, sent }: Good): Buffer => Buffer.concat([headOf(head), ...sent]);

/** Changes only the head, line by line. */
const inHead =
	(change: (lines: string[], dice: Dice, good: Good) => string[]): Spoil =>
	(good, dice) =>
		send(headOf(change([...good.head], dice, good)), ...good.sent);

const withLength = (length: (body: Buffer, dice: Dice) => unknown): Spoil =>
	inHead((lines, dice, { body }) =>
		lines.map((line) =>
			/^(content-length|transfer-encoding)/.test(line)
				? `content-length: ${String(length(body, dice))}`
				: line,
		),
	);

/** One byte of the head becomes another; the checksum is left alone, since it says what is right. */
const flippedByte: Spoil = (good, dice) => {
	const head = headOf(good.head.slice(0, -1)).subarray(0, -2);
	const at = dice.below(head.length);
	head[at] = dice.below(256);
	return send(head, headOf(good.head.slice(-1)), ...good.sent);
};

const cut =
	(how: 'end' | 'reset' | undefined): Spoil =>
	(good, dice) => {
		const whole = wholeOf(good);
		const some = whole.subarray(0, dice.below(whole.length));
		return [...send(some), { do: 'pause' }, ...(how ? [{ do: how } as const] : [])];
	};

const changedBody: Spoil = (good, dice) => {
	const sent = Buffer.concat(good.sent);
	if (sent.length > 0) {
		const at = dice.below(sent.length);
		sent[at] = (sent[at] as number) ^ (1 + dice.below(255));
	}
	return [...send(headOf(good.head), sent), { do: 'end' }];
};

const inPieces: Spoil = (good, dice) => {
	const whole = wholeOf(good);
	const steps: Step[] = [];
	for (let at = 0; at < whole.length;) {
		const length = 1 + dice.below(whole.length / 3 + 1);
		steps.push(...send(whole.subarray(at, at + length)), { do: 'pause' });
		at += length;
	}
	return steps;
};

const before =
	(first: (dice: Dice) => string): Spoil =>
	(good, dice) =>
		send(Buffer.from(first(dice)), wholeOf(good));

const SPOILS: ReadonlyArray<[string, Spoil]> = [
	['nothing at all', (good) => send(wholeOf(good))],
	['arrives in pieces', inPieces],
	['one byte of the head is different', flippedByte],
	['one byte of the body is different', changedBody],
	['ends somewhere', cut('end')],
	['is reset somewhere', cut('reset')],
	['falls silent somewhere', cut(undefined)],
	['is longer than announced', withLength((body) => Math.max(0, body.length - 1))],
	[
		'is shorter than announced',
		(good, dice) => [...withLength((body) => body.length + 7)(good, dice), { do: 'end' }],
	],
	[
		'announces something that is not a length',
		withLength((_, dice) => dice.oneOf(['-1', '1e3', '0x10', '9'.repeat(30), ''])),
	],
	['announces more than there is in the world', withLength(() => 9e14)],
	['has two lengths', inHead((lines, dice) => [...lines, `content-length: ${dice.below(1_000)}`])],
	['has a length and chunks', inHead((lines) => [...lines, 'transfer-encoding: chunked'])],
	[
		'only claims to be compressed',
		inHead((lines, dice) => [
			...lines,
			`content-encoding: ${dice.oneOf(['gzip', 'br', 'deflate', 'zstd'])}`,
		]),
	],
	[
		'has a head without end',
		inHead((lines, dice) => [...lines, `x: ${'y'.repeat(10_000 + dice.below(50_000))}`]),
	],
	[
		'arrives after early hints',
		before((dice) => `HTTP/1.1 103 Early Hints${LINE}a: b${LINE}${LINE}`.repeat(dice.below(200))),
	],
	[
		'arrives after something that is not HTTP',
		before((dice) => dice.bytes(1 + dice.below(100)).toString('latin1')),
	],
	['arrives twice', (good) => send(wholeOf(good), wholeOf(good))],
	[
		'switches protocols',
		before(() => `HTTP/1.1 101 Switching Protocols${LINE}upgrade: x${LINE}${LINE}`),
	],
	[
		'has another status',
		inHead((lines, dice) => [
			`HTTP/1.1 ${dice.oneOf([202, 204, 206, 301, 304, 403, 404, 416, 429, 500, 999])} X`,
			...lines.slice(1),
		]),
	],
	[
		'leads elsewhere',
		inHead((lines, dice) => [
			'HTTP/1.1 302 Found',
			`location: ${dice.oneOf(['//', 'http://[', '/x', 'ftp://x', 'http://127.0.0.1:1/'])}`,
			...lines.slice(1),
		]),
	],
];
