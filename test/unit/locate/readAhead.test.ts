import { readAhead } from '../../../nodes/NotionFiles/locate/readAhead';
import { collect, deferred, isPending, Numbers, quiet, rejectionOf } from '../promises';

// Jest fails a test that leaves an unhandled rejection behind: time for it to show.
afterEach(quiet);

test.each([0, 1, 3, 8, 100])('values stay as they are, with %d asked for ahead', async (ahead) => {
	expect(await collect(readAhead(new Numbers(10), ahead))).toEqual([...new Array(10).keys()]);
});

test.each([0, 1, 3])(
	'no more than %d values are asked for before somebody wants them',
	async (ahead) => {
		const numbers = new Numbers(100);
		const stream = readAhead(numbers, ahead);
		await quiet();
		expect(numbers.asked).toBe(ahead);
		for (let taken = 1; taken <= 5; taken++) {
			await stream.next();
			await quiet();
			expect(numbers.asked).toBe(ahead + taken);
		}
	},
);

test('a value is yielded as soon as it is there, though later ones are not', async () => {
	const later = deferred();
	async function* source(): AsyncGenerator<string, void, undefined> {
		yield 'first';
		await later.promise;
		yield 'second';
	}
	const stream = readAhead(source(), 3);
	expect(await stream.next()).toEqual({ value: 'first', done: false });
	const second = stream.next();
	expect(await isPending(second)).toBe(true);
	later.resolve();
	expect((await second).value).toBe('second');
});

test('an error is thrown in its turn, after what was before it, and is not an unhandled rejection', async () => {
	const broken = new Error('broken');
	async function* source(): AsyncGenerator<number, void, undefined> {
		yield 1;
		yield 2;
		await Promise.reject(broken);
	}
	const stream = readAhead(source(), 8);
	await quiet();
	expect((await stream.next()).value).toBe(1);
	expect((await stream.next()).value).toBe(2);
	expect(await rejectionOf(stream.next())).toBe(broken);
	expect((await stream.next()).done).toBe(true);
});

test('the source is closed when the reader stops, and asked for nothing more', async () => {
	const numbers = new Numbers(100);
	for await (const value of readAhead(numbers, 3)) if (value === 1) break;
	expect(numbers).toMatchObject({ closed: true, asked: 5 });
});
