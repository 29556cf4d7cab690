import { Allowance } from '../../../nodes/NotionFiles/flow/Allowance';
import { isPending, rejectionOf } from '../promises';

const { signal } = new AbortController();

test('as much is let in as fits, and the rest when something is given back', async () => {
	const allowance = new Allowance(100);
	const giveBack = await allowance.take(60, signal);
	await allowance.take(40, signal);
	const third = allowance.take(1, signal);
	expect(await isPending(third)).toBe(true);
	giveBack();
	expect(await isPending(third)).toBe(false);
});

test('first come, first served: a small one does not slip past a large one', async () => {
	const allowance = new Allowance(100);
	const giveBack = await allowance.take(60, signal);
	const [large, small] = [allowance.take(90, signal), allowance.take(10, signal)];
	expect([await isPending(large), await isPending(small)]).toEqual([true, true]);
	giveBack();
	await Promise.all([large, small]);
	expect(await isPending(allowance.take(1, signal))).toBe(true);
});

test('what is larger than the total goes alone', async () => {
	const allowance = new Allowance(100);
	const giveBack = await allowance.take(1_000_000, signal);
	const next = allowance.take(1, signal);
	expect(await isPending(next)).toBe(true);
	giveBack();
	const giveNextBack = await next;
	giveNextBack();
	expect(await isPending(allowance.take(100, signal))).toBe(false);
});

test('a total that changes holds for whoever comes or waits', async () => {
	let whole = 2;
	const allowance = new Allowance(() => whole);
	const leave = await allowance.take();
	await allowance.take();
	whole = 1;
	const third = allowance.take();
	leave();
	expect(await isPending(third)).toBe(true);
	whole = 3;
	await allowance.take();
	expect(await isPending(third)).toBe(false);
	expect(await isPending(allowance.take())).toBe(true);
});

test('giving back twice gives back once', async () => {
	const allowance = new Allowance(100);
	const giveBack = await allowance.take(50, signal);
	await allowance.take(50, signal);
	giveBack();
	giveBack();
	await allowance.take(50, signal);
	expect(await isPending(allowance.take(1, signal))).toBe(true);
});

describe('whoever is aborted', () => {
	test('waits no longer, and no longer stands in the way of the others', async () => {
		const allowance = new Allowance(100);
		await allowance.take(60, signal);
		const abort = new AbortController();
		const large = allowance.take(90, abort.signal);
		const small = allowance.take(10, signal);
		const reason = new Error('cancelled');
		abort.abort(reason);
		expect(await rejectionOf(large)).toBe(reason);
		expect(await isPending(small)).toBe(false);
	});

	test('before asking does not wait', async () => {
		const allowance = new Allowance(100);
		await allowance.take(100, signal);
		const reason = new Error('cancelled');
		const asking = allowance.take(1, AbortSignal.abort(reason));
		expect(await isPending(asking.catch(() => {}))).toBe(false);
	});

	test('after being let in still has to give back', async () => {
		const allowance = new Allowance(100);
		const abort = new AbortController();
		const giveBack = await allowance.take(100, abort.signal);
		abort.abort();
		const next = allowance.take(1, signal);
		expect(await isPending(next)).toBe(true);
		giveBack();
		expect(await isPending(next)).toBe(false);
	});
});
