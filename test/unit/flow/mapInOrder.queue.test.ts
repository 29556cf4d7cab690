import fc from 'fast-check';
import { Queue } from '../../../nodes/NotionFiles/flow/mapInOrder';
import { collect, isPending } from '../promises';

test('the reader waits if nothing is there yet', async () => {
	const queue = new Queue<string>();
	const values = queue[Symbol.asyncIterator]();
	const first = values.next();
	expect(await isPending(first)).toBe(true);
	queue.push('a');
	expect(await first).toEqual({ value: 'a', done: false });
	const end = values.next();
	expect(await isPending(end)).toBe(true);
	queue.close();
	expect((await end).done).toBe(true);
});

test('however writing and reading take turns, nothing is lost and the order stays', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 30 }), async (bursts) => {
			const queue = new Queue<number>();
			const read = collect(queue);
			let written = 0;
			for (const burst of bursts) {
				for (let n = 0; n < burst; n++) queue.push(written++);
				await Promise.resolve();
			}
			queue.close();
			expect(await read).toEqual([...new Array(written).keys()]);
		}),
	);
});
