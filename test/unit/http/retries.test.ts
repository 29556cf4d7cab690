import fc from 'fast-check';
import { backoffMs, LONGEST_WAIT_MS, retryAfterMs } from '../../../nodes/NotionFiles/http/retries';

const NOW = Date.parse('2026-11-22T10:00:00Z');

describe('Retry-After', () => {
	test.each([
		['0', 0],
		['1', 1000],
		[' 60 ', 60_000],
		['1.25', 1250],
		['999999999', 999_999_999_000],
		[60, 60_000],
		['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
		['Sun, 22 Nov 2026 09:59:00 GMT', 0],
		['Sunday, 22-Nov-26 10:01:00 GMT', 60_000],
		['Sun Nov 22 10:01:00 2026 GMT', 60_000],
	])('%j means %d ms', (value, expected) => {
		expect(retryAfterMs(value, NOW)).toBe(expected);
	});

	test.each([
		undefined,
		null,
		'',
		'  ',
		'soon',
		'5s',
		'1e3',
		'NaN',
		'Infinity',
		NaN,
		Infinity,
		true,
		{},
		[],
		['5'],
		'-5',
		'+5',
		'.5',
		'1/2',
		'soon 5',
		'in 30',
	])('%j means nothing, rather than immediately', (value) => {
		expect(retryAfterMs(value, NOW)).toBeUndefined();
	});
});

describe('the wait after a failure', () => {
	test.each([
		[1, 1_000],
		[2, 2_000],
		[3, 4_000],
		[5, 16_000],
		[6, 30_000],
		[7, 30_000],
		[2_000, 30_000],
	])('after attempt %d is at most %d ms', (attempt, expected) => {
		expect(backoffMs(attempt, 1)).toBe(expected);
		expect(backoffMs(attempt, 0.5)).toBe(expected / 2);
		expect(backoffMs(attempt, 0)).toBe(0);
	});

	test('is never longer than the patience with Retry-After', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 1e6 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(attempt, random) => {
					const ms = backoffMs(attempt, random);
					expect(ms).toBeGreaterThanOrEqual(0);
					expect(ms).toBeLessThanOrEqual(LONGEST_WAIT_MS);
				},
			),
		);
	});
});
