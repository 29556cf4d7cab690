import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Gate } from '../../../nodes/NotionFiles/flow/Gate';
import { isPending } from '../promises';

/** Timers may fire a little early, and the machine may be busy. */
const EARLY_MS = 5;

async function timeOf(work: Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work;
	return performance.now() - start;
}

test('an open gate lets everybody through at once', async () => {
	const gate = new Gate();
	const passing = Promise.all([gate.pass(undefined), gate.pass(new AbortController().signal)]);
	expect(await isPending(passing)).toBe(false);
});

test('a closed gate opens by itself', async () => {
	const gate = new Gate();
	gate.close(60);
	expect(await timeOf(gate.pass(undefined))).toBeGreaterThan(60 - EARLY_MS);
	expect(await isPending(gate.pass(undefined))).toBe(false);
});

test('closing for longer holds up those who already wait', async () => {
	const gate = new Gate();
	gate.close(30);
	const waiting = timeOf(Promise.all([gate.pass(undefined), gate.pass(undefined)]));
	await wait(10);
	gate.close(120);
	expect(await waiting).toBeGreaterThan(125 - EARLY_MS);
});

test('closing for shorter opens it no earlier', async () => {
	const gate = new Gate();
	gate.close(100);
	gate.close(1);
	expect(await timeOf(gate.pass(undefined))).toBeGreaterThan(100 - EARLY_MS);
});

test('whoever is aborted waits no longer, and the others go on waiting', async () => {
	const gate = new Gate();
	gate.close(60_000);
	const [abort, abortOther] = [new AbortController(), new AbortController()];
	setMaxListeners(0, abort.signal);
	const aborted = Array.from({ length: 20 }, async () => await gate.pass(abort.signal));
	const other = gate.pass(abortOther.signal);
	abort.abort();
	const results = await Promise.allSettled(aborted);
	expect(results.map(({ status }) => status)).toEqual(aborted.map(() => 'rejected'));
	expect(await isPending(other)).toBe(true);
	abortOther.abort();
	await expect(other).rejects.toThrow('aborted');
});

test('closing tells by how much later the gate opens', () => {
	const gate = new Gate();
	expect(gate.close(1_000)).toBe(1_000);
	expect(gate.close(1)).toBe(0);
	const later = gate.close(1_500);
	expect(later).toBeGreaterThan(499);
	expect(later).toBeLessThan(1_500);
});
