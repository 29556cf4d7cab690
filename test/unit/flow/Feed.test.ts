import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { Feed } from '../../../nodes/NotionFiles/flow/Feed';
import { collect, isPending, quiet } from '../promises';

test('entries are read in the order in which they were pushed', async () => {
	const feed = new Feed<number>();
	feed.push(1, 2);
	feed.push();
	feed.push(3);
	feed.close();
	expect(await collect(feed)).toEqual([1, 2, 3]);
});

test('a reader gets what is there at once, and waits for what is not', async () => {
	const feed = new Feed<string>();
	const reader = feed[Symbol.asyncIterator]();
	feed.push('first');
	expect(await reader.next()).toEqual({ value: 'first', done: false });
	const second = reader.next();
	expect(await isPending(second)).toBe(true);
	feed.push('second');
	expect(await second).toEqual({ value: 'second', done: false });
});

test('closing lets go all who are waiting, and those who come late', async () => {
	const feed = new Feed<string>();
	const waiting = [collect(feed), collect(feed)];
	await quiet();
	feed.close();
	expect(await Promise.all([...waiting, collect(feed)])).toEqual([[], [], []]);
});

test('every reader begins at the start, and none takes anything from another', async () => {
	const feed = new Feed<number>();
	const early = collect(feed);
	feed.push(1);
	await quiet();
	const late = collect(feed);
	feed.push(2);
	await quiet();
	feed.close();
	expect(await early).toEqual([1, 2]);
	expect(await late).toEqual([1, 2]);
});

test('a reader that stops does not stop the others', async () => {
	const feed = new Feed<number>();
	const all = collect(feed);
	feed.push(1, 2);
	for await (const value of feed) if (value === 1) break;
	feed.push(3);
	feed.close();
	expect(await all).toEqual([1, 2, 3]);
});

test('a writer learns when all that is there has been read', async () => {
	const feed = new Feed<number>();
	const reader = feed[Symbol.asyncIterator]();
	const awaited = feed.whenAwaited();
	feed.push(1, 2);
	await reader.next();
	expect(await isPending(awaited)).toBe(true);
	expect(reader.unread()).toEqual({ entries: [2], isAll: false });
	await reader.next();
	expect(await isPending(awaited)).toBe(true);
	const third = reader.next();
	await awaited;
	feed.push(3);
	expect(await third).toEqual({ value: 3, done: false });
	expect(await isPending(feed.whenAwaited())).toBe(true);
});

test('undefined is an entry like any other', async () => {
	const feed = new Feed<undefined>();
	feed.push(undefined, undefined);
	feed.close();
	expect(await collect(feed)).toEqual([undefined, undefined]);
});

test('nothing is lost or doubled, however pushes and reads meet', async () => {
	const batches = fc.array(fc.array(fc.integer(), { maxLength: 4 }), { maxLength: 12 });
	await fc.assert(
		fc.asyncProperty(batches, fc.array(fc.boolean()), async (parts, pauses) => {
			const feed = new Feed<number>();
			const readers = [collect(feed), collect(feed)];
			for (const [index, part] of parts.entries()) {
				feed.push(...part);
				if (pauses[index]) await turn();
			}
			feed.close();
			for (const reader of readers) expect(await reader).toEqual(parts.flat());
		}),
	);
});
