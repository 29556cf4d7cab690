import { clock } from '../../../nodes/NotionFiles/flow/clock';

test('tells whole milliseconds, so that the difference of two readings is exact', () => {
	const readings = Array.from({ length: 1_000 }, () => clock.now());
	expect(readings.filter((ms) => !Number.isInteger(ms))).toEqual([]);
	expect(readings).toEqual(readings.toSorted((a, b) => a - b));
});

test('a limit ends by itself, too', async () => {
	await expect(clock.limit(1)).resolves.toBeUndefined();
});

test('a wait ends by itself', async () => {
	await expect(clock.wait(1)).resolves.toBeUndefined();
});

test('a wait ends at once when it is aborted, and before it begins', async () => {
	const abort = new AbortController();
	const waiting = clock.wait(60_000, abort.signal);
	abort.abort(new Error('cancelled'));
	await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
	await expect(clock.wait(60_000, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
