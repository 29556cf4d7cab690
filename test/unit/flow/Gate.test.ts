import { setMaxListeners } from 'node:events';
import { Gate } from '../../../nodes/NotionFiles/flow/Gate';
import { turnClock } from '../../harness/turnClock';
import { isPending } from '../promises';

const clock = turnClock();

/** A closed gate, with somebody waiting in front of it. */
function closedFor(ms: number, signal?: AbortSignal): { gate: Gate; passing: Promise<void> } {
	clock().holdWaits();
	const gate = new Gate();
	gate.close(ms);
	return { gate, passing: gate.pass(signal) };
}

test('an open gate lets everybody through at once', async () => {
	const gate = new Gate();
	await Promise.all([gate.pass(undefined), gate.pass(new AbortController().signal)]);
	expect(clock().waits).toEqual([]);
});

test('a closed gate opens when its time has come, and not before', async () => {
	const { gate, passing } = closedFor(60);
	clock().advance(59);
	expect(await isPending(passing)).toBe(true);
	expect(gate.isOpen).toBe(false);
	clock().advance(1);
	await passing;
	expect(gate.isOpen).toBe(true);
});

test('closing for longer holds up those who are already waiting', async () => {
	const { gate, passing } = closedFor(30);
	clock().advance(10);
	gate.close(120);
	clock().advance(119);
	expect(await isPending(passing)).toBe(true);
	clock().advance(1);
	await passing;
});

test('closing for a shorter time opens it no earlier', async () => {
	const { gate, passing } = closedFor(100);
	gate.close(1);
	clock().advance(99);
	expect(await isPending(passing)).toBe(true);
	clock().advance(1);
	await passing;
});

test('whoever is aborted waits no longer, and the others go on waiting', async () => {
	const abort = new AbortController();
	setMaxListeners(0, abort.signal);
	const { gate, passing: other } = closedFor(60_000);
	const aborted = Array.from({ length: 20 }, async () => await gate.pass(abort.signal));
	abort.abort();
	const results = await Promise.allSettled(aborted);
	expect(results.map(({ status }) => status)).toEqual(aborted.map(() => 'rejected'));
	expect(await isPending(other)).toBe(true);
});

test('closing says by how much later the gate opens', () => {
	const gate = new Gate();
	expect(gate.close(1_000)).toBe(1_000);
	expect(gate.close(1)).toBe(0);
	expect(gate.close(1_500)).toBe(500);
});
