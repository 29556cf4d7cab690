import { oneAhead } from '../../../nodes/NotionFiles/download/verified';
import { isPending, quiet } from '../promises';

const piece = (byte: number) => Uint8Array.of(byte);

test('the next piece is under way while the reader works on the one before it', async () => {
	let asked = 0;
	async function* pieces() {
		for (; asked < 3;) yield piece(++asked);
	}
	const read = oneAhead(pieces(), () => {});
	expect((await read.next()).value).toEqual(piece(1));
	await quiet();
	expect(asked).toBe(2);
	expect((await read.next()).value).toEqual(piece(2));
	expect((await read.next()).value).toEqual(piece(3));
	expect((await read.next()).done).toBe(true);
});

test('a failure comes after the pieces before it', async () => {
	async function* pieces() {
		yield piece(1);
		await Promise.reject(new Error('The host went away'));
	}
	const read = oneAhead(pieces(), () => {});
	expect((await read.next()).value).toEqual(piece(1));
	await quiet();
	await expect(read.next()).rejects.toThrow('The host went away');
});

test('a reader that stops early does not wait for a host that is silent', async () => {
	let cancel = () => {};
	let closed = false;
	async function* pieces() {
		try {
			yield piece(1);
			await new Promise((_, reject) => {
				cancel = () => reject(new Error('cancelled'));
			});
		} finally {
			closed = true;
		}
	}
	const read = oneAhead(pieces(), () => cancel());
	await read.next();
	await quiet();
	expect(await isPending(read.return())).toBe(false);
	expect(closed).toBe(true);
});
