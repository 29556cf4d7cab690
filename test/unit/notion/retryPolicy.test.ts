import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import {
	MAXIMUM_ATTEMPTS,
	MAXIMUM_LIMITED_ATTEMPTS,
	next,
} from '../../../nodes/NotionFiles/notion/retryPolicy';
import { LONGEST_WAIT_MS } from '../../../nodes/NotionFiles/http/retries';

const error = new NotionFilesError({ code: 'notionUnavailable', message: 'A fault' });
const final = { kind: 'final', error } as const;
const passing = { kind: 'passing', error } as const;
const limited = (afterMs?: number) => ({ kind: 'limited', error, afterMs }) as const;
const GIVE_UP = { kind: 'giveUp' };

test('a final answer is final', () => {
	expect(next(final, 1, 1)).toEqual(GIVE_UP);
});

describe('a temporary fault', () => {
	test.each([
		[1, 1_000],
		[2, 2_000],
		[3, 4_000],
		[4, 8_000],
		[5, 16_000],
	])('is waited for after attempt %d, for at most %d ms, by this request only', (attempt, ms) => {
		expect(next(passing, attempt, 1)).toEqual({ kind: 'wait', ms, closesGate: false });
		expect(next(passing, attempt, 0.25)).toMatchObject({ ms: ms / 4 });
	});

	test('that does not go away is given up', () => {
		expect(next(passing, MAXIMUM_ATTEMPTS - 1, 1).kind).toBe('wait');
		expect(next(passing, MAXIMUM_ATTEMPTS, 1)).toEqual(GIVE_UP);
		expect(next(passing, MAXIMUM_ATTEMPTS + 1, 1)).toEqual(GIVE_UP);
	});
});

describe('the limit', () => {
	test.each([1_000, 59_000, LONGEST_WAIT_MS])(
		'closes the gate for exactly the %d ms that Notion says',
		(ms) => {
			expect(next(limited(ms), 1, 0)).toEqual({ kind: 'wait', ms, closesGate: true });
			expect(next(limited(ms), 9, 1)).toEqual({ kind: 'wait', ms, closesGate: true });
		},
	);

	test('without Notion’s word closes the gate for a guess', () => {
		expect(next(limited(), 3, 0.5)).toEqual({ kind: 'wait', ms: 2_000, closesGate: true });
	});

	test('that Notion wrongly says is over is not tried again and again', () => {
		const waits = [1, 2, 3, 4, 5].map((attempt) => next(limited(0), attempt, 1));
		const waited = waits.map((step) => (step.kind === 'wait' ? step.ms : 0));
		expect(waited.reduce((sum, ms) => sum + ms)).toBeGreaterThan(1_000);
	});

	test('that lasts too long is given up at once, with its length', () => {
		const tooLong = LONGEST_WAIT_MS + 1;
		expect(next(limited(tooLong), 1, 0)).toEqual({ kind: 'giveUp', tooLong });
	});

	test('may be met many times, but not forever', () => {
		expect(next(limited(1_000), MAXIMUM_LIMITED_ATTEMPTS - 1, 0).kind).toBe('wait');
		expect(next(limited(1_000), MAXIMUM_LIMITED_ATTEMPTS, 0)).toEqual(GIVE_UP);
	});
});
