/** Where a byte is added when it is removed from a file: this many bytes after it, and at least a vector. */
export const DISTANCES = [531, 1090, 3675, 5546, 7147, 7751] as const;

/** From a byte to the furthest of these. */
export const WINDOW_BYTES = 7751;

/** The loop works on vectors of 128 bits. */
export const VECTOR_BYTES = 16;

/** Of 64 KiB. With more, a piece of a file would leave the second cache before it is written. */
const PAGES = 1;

/** The part of it that is used here: TypeScript describes WebAssembly for browsers only. */
declare const WebAssembly: {
	validate(bytes: Uint8Array): boolean;
	Module: new (bytes: Uint8Array) => object;
	Instance: new (module: object) => {
		exports: { memory: { buffer: ArrayBuffer }; fold(from: number, to: number): void };
	};
};

export interface Kernel {
	memory: Uint8Array;
	/** Adds to each byte, from the first on, those that precede it by one of the distances. In whole vectors. */
	fold(from: number, to: number): void;
}

let supported: boolean | undefined;

/** Very old processors do not have such vectors. */
export function isSupported(): boolean {
	supported ??= WebAssembly.validate(moduleBytes());
	return supported;
}

let compiled: object | undefined;

export function newKernel(): Kernel {
	compiled ??= new WebAssembly.Module(moduleBytes());
	const { memory, fold } = new WebAssembly.Instance(compiled).exports;
	return {
		memory: new Uint8Array(memory.buffer),
		fold: (from, to) => fold(from - WINDOW_BYTES, to - WINDOW_BYTES),
	};
}

// What follows writes the module, in the words of https://webassembly.github.io/spec/core/binary/.

const I32 = 0x7f;
const [AT, END] = [0, 1];
const GET_AT = [0x20, AT];
const GET_END = [0x20, END];
const TEE_AT = [0x22, AT];
const ADD = 0x6a;
const LESS_UNSIGNED = 0x49;
const XOR_VECTORS = [0xfd, 0x51];
const LOOP = [0x03, 0x40];
const AGAIN_IF = [0x0d, 0];
const END_OF_BLOCK = 0x0b;

/** `for (; at < end; at += 16) vector[at + window] ^= vector[at + window - distance] ^ …`, at least once. */
function loop(): number[] {
	return [
		...LOOP,
		...GET_AT,
		...load(WINDOW_BYTES),
		...DISTANCES.flatMap((bytes) => [...load(WINDOW_BYTES - bytes), ...XOR_VECTORS]),
		...store(WINDOW_BYTES),
		...[...GET_AT, ...constant(VECTOR_BYTES), ADD, ...TEE_AT],
		...[...GET_END, LESS_UNSIGNED, ...AGAIN_IF],
		END_OF_BLOCK,
	];
}

const load = (offset: number): number[] => [...GET_AT, 0xfd, 0x00, 0, ...unsigned(offset)];
const store = (offset: number): number[] => [0xfd, 0x0b, 0, ...unsigned(offset)];
/** Below 64, as it is a signed number in one byte. */
const constant = (value: number): number[] => [0x41, value];

function moduleBytes(): Uint8Array {
	const magic = [...Buffer.from('\0asm'), 1, 0, 0, 0];
	const types = list([[0x60, ...list([[I32], [I32]]), ...list([])]]);
	const functions = list([[0]]);
	const memories = list([[0, PAGES]]);
	const exported = list([
		[...name('memory'), 2, 0],
		[...name('fold'), 0, 0],
	]);
	const code = list([sized([...list([]), ...loop(), END_OF_BLOCK])]);
	return Uint8Array.from([
		...magic,
		...[1, ...sized(types)],
		...[3, ...sized(functions)],
		...[5, ...sized(memories)],
		...[7, ...sized(exported)],
		...[10, ...sized(code)],
	]);
}

const list = (entries: number[][]): number[] => [...unsigned(entries.length), ...entries.flat()];
const sized = (bytes: number[]): number[] => [...unsigned(bytes.length), ...bytes];
const name = (text: string): number[] => sized([...Buffer.from(text)]);

/** LEB128: seven bits in each byte, the lowest first. */
function unsigned(value: number): number[] {
	return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}
