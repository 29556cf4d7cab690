import { MemoryBudget } from '../../../nodes/NotionFiles/download/MemoryBudget';
import { isPending, rejectionOf } from '../promises';

const { signal } = new AbortController();

test('as much is let in as fits, and the rest when something is given back', async () => {
	const budget = new MemoryBudget(100);
	const giveBack = await budget.take(60, signal);
	await budget.take(40, signal);
	const third = budget.take(1, signal);
	expect(await isPending(third)).toBe(true);
	giveBack();
	expect(await isPending(third)).toBe(false);
});

test('first come, first served: a small file does not slip past a large one', async () => {
	const budget = new MemoryBudget(100);
	const giveBack = await budget.take(60, signal);
	const [large, small] = [budget.take(90, signal), budget.take(10, signal)];
	expect([await isPending(large), await isPending(small)]).toEqual([true, true]);
	giveBack();
	await Promise.all([large, small]);
	expect(await isPending(budget.take(1, signal))).toBe(true);
});

test('a file larger than the budget goes alone', async () => {
	const budget = new MemoryBudget(100);
	const giveBack = await budget.take(1_000_000, signal);
	const next = budget.take(1, signal);
	expect(await isPending(next)).toBe(true);
	giveBack();
	const giveNextBack = await next;
	giveNextBack();
	expect(await isPending(budget.take(100, signal))).toBe(false);
});

test('giving back twice gives back once', async () => {
	const budget = new MemoryBudget(100);
	const giveBack = await budget.take(50, signal);
	await budget.take(50, signal);
	giveBack();
	giveBack();
	await budget.take(50, signal);
	expect(await isPending(budget.take(1, signal))).toBe(true);
});

test('a file of unknown length takes its share, and an empty one nothing', async () => {
	const budget = new MemoryBudget(1);
	await budget.take(undefined, signal);
	expect(await isPending(budget.take(0, signal))).toBe(false);
	expect(await isPending(budget.take(1, signal))).toBe(true);
});

describe('whoever is aborted', () => {
	test('waits no longer, and no more stands in the way of the others', async () => {
		const budget = new MemoryBudget(100);
		await budget.take(60, signal);
		const abort = new AbortController();
		const large = budget.take(90, abort.signal);
		const small = budget.take(10, signal);
		const reason = new Error('cancelled');
		abort.abort(reason);
		expect(await rejectionOf(large)).toBe(reason);
		expect(await isPending(small)).toBe(false);
	});

	test('before he asks is not let to wait', async () => {
		const budget = new MemoryBudget(100);
		await budget.take(100, signal);
		const reason = new Error('cancelled');
		const asking = budget.take(1, AbortSignal.abort(reason));
		expect(await isPending(asking.catch(() => {}))).toBe(false);
	});

	test('when he has been let in still has to give back', async () => {
		const budget = new MemoryBudget(100);
		const abort = new AbortController();
		const giveBack = await budget.take(100, abort.signal);
		abort.abort();
		const next = budget.take(1, signal);
		expect(await isPending(next)).toBe(true);
		giveBack();
		expect(await isPending(next)).toBe(false);
	});
});

test('a budget that is lifted lets everybody in', async () => {
	const budget = new MemoryBudget(100);
	await budget.take(100, signal);
	const waiting = [budget.take(100, signal), budget.take(undefined, signal)];
	budget.lift();
	expect(await Promise.all(waiting)).toHaveLength(2);
	expect(await isPending(budget.take(1e12, signal))).toBe(false);
});
