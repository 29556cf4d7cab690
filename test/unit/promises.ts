import { setImmediate as turn } from 'node:timers/promises';

export interface Deferred<T> {
	promise: Promise<T>;
	resolve(value: T): void;
	reject(reason: unknown): void;
}

/** A promise that the test settles when it wants to. */
export function deferred<T = void>(): Deferred<T> {
	let resolve!: (value: T) => void;
	let reject!: (reason: unknown) => void;
	const promise = new Promise<T>((yes, no) => {
		resolve = yes;
		reject = no;
	});
	return { promise, resolve, reject };
}

/** Lets everything go on that needs no timer and no network. */
export async function quiet(): Promise<void> {
	for (let turns = 0; turns < 20; turns++) await turn();
}

/** Whether a promise is still open when all that needs no timer and no network has gone on. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
	let pending = true;
	const settle = (): void => {
		pending = false;
	};
	promise.then(settle, settle);
	await quiet();
	return pending;
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const value of source) all.push(value);
	return all;
}

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
	return await promise.then(
		(value) => Promise.reject(new Error(`It resolved with ${String(value)}`)),
		(thrown: unknown) => thrown,
	);
}

/** The numbers from 0, and how far they were asked for and whether anybody closed them. */
export class Numbers implements AsyncIterable<number> {
	asked = 0;

	closed = false;

	constructor(private readonly count: number) {}

	async *[Symbol.asyncIterator](): AsyncGenerator<number, void, undefined> {
		try {
			while (this.asked < this.count) yield this.asked++;
		} finally {
			this.closed = true;
		}
	}
}
