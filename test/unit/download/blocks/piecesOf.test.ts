import { PassThrough, Readable } from 'node:stream';
import { piecesOf } from '../../../../nodes/NotionFiles/download/blocks/piecesOf';
import { collect, isPending, quiet, rejectionOf } from '../../promises';

const KIB = 1024;
const MOST_WAITING = 256 * KIB;

test('a body arrives complete and in order', async () => {
	const pieces = Array.from({ length: 500 }, (_, n) => Buffer.alloc(1 + ((n * 7919) % 5_000), n));
	const came = await collect(piecesOf(Readable.from(pieces, { objectMode: false })));
	expect(Buffer.concat(came).equals(Buffer.concat(pieces))).toBe(true);
});

test('the sender waits for the reader', async () => {
	let sent = 0;
	const body = Readable.from(
		(function* () {
			for (; sent < 1_000; sent++) yield Buffer.alloc(10 * KIB);
		})(),
		{ objectMode: false, highWaterMark: 10 * KIB },
	);
	const pieces = piecesOf(body);
	await pieces.next();
	await quiet();
	expect(sent * 10 * KIB).toBeLessThanOrEqual(2 * MOST_WAITING);
	expect(Buffer.concat(await collect(pieces)).length).toBe(1_000 * 10 * KIB - 10 * KIB);
});

test('the reader waits for the sender', async () => {
	const body = new PassThrough();
	const pieces = piecesOf(body);
	const first = pieces.next();
	expect(await isPending(first)).toBe(true);
	body.write('abc');
	expect(String((await first).value)).toBe('abc');
	const second = pieces.next();
	expect(await isPending(second)).toBe(true);
	body.end();
	expect(await second).toEqual({ done: true, value: undefined });
});

test('a body that breaks before anybody reads it returns what arrived before, and then the reason', async () => {
	const body = new PassThrough();
	const pieces = piecesOf(body);
	body.write('abc');
	await quiet();
	body.destroy(new Error('It broke'));
	await quiet();
	expect(String((await pieces.next()).value)).toBe('abc');
	expect(await rejectionOf(pieces.next())).toMatchObject({ message: 'It broke' });
});

test('a body that breaks returns what arrived before, and then the reason', async () => {
	const body = new PassThrough();
	const pieces = piecesOf(body);
	const first = pieces.next();
	body.write('abc');
	body.write('def');
	await first;
	await quiet();
	body.destroy(new Error('It broke'));
	await quiet();
	expect(String((await pieces.next()).value)).toBe('def');
	expect(await rejectionOf(pieces.next())).toMatchObject({ message: 'It broke' });
});

test('a body that is closed without an end is broken', async () => {
	const body = new PassThrough();
	const pieces = piecesOf(body);
	const first = pieces.next();
	body.destroy();
	expect(await rejectionOf(first)).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
});

test('a body that broke before anybody looked tells the reason', async () => {
	const body = new PassThrough();
	body.on('error', () => {}).destroy(new Error('It broke'));
	await quiet();
	expect(await rejectionOf(piecesOf(body).next())).toMatchObject({ message: 'It broke' });
});

test('a reader that stops early leaves no body open', async () => {
	const body = new PassThrough();
	body.write('abc');
	for await (const piece of piecesOf(body)) {
		expect(String(piece)).toBe('abc');
		break;
	}
	expect(body.destroyed).toBe(true);
});
