import { MemoryBudget } from '../../../nodes/NotionFiles/download/MemoryBudget';
import { isPending } from '../promises';

const { signal } = new AbortController();

test('as many bytes are let in as fit, and the rest when they are given back', async () => {
	const budget = new MemoryBudget(100);
	const giveBack = await budget.take(60, signal);
	await budget.take(40, signal);
	const third = budget.take(1, signal);
	expect(await isPending(third)).toBe(true);
	giveBack();
	expect(await isPending(third)).toBe(false);
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

test('a file of unknown length takes its share, and an empty one nothing', async () => {
	const budget = new MemoryBudget(1);
	await budget.take(undefined, signal);
	expect(await isPending(budget.take(0, signal))).toBe(false);
	expect(await isPending(budget.take(1, signal))).toBe(true);
});

test('a budget that is lifted lets everybody in', async () => {
	const budget = new MemoryBudget(100);
	await budget.take(100, signal);
	const waiting = [budget.take(100, signal), budget.take(undefined, signal)];
	budget.lift();
	expect(await Promise.all(waiting)).toHaveLength(2);
	expect(await isPending(budget.take(1e12, signal))).toBe(false);
});
