import type { Obstacle } from '../../../nodes/NotionFiles/download/obstacles';
import {
	nextStep,
	type RetryState,
	type NextStep,
} from '../../../nodes/NotionFiles/download/retryPolicy';
import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { LONGEST_WAIT_MS } from '../../../nodes/NotionFiles/http/retries';

const error = new NotionFilesError({ code: 'hostUnavailable', message: 'A fault' });
const NOTHING_YET: RetryState = { failures: 0, renewals: 0, restarts: 0, waitedMs: 0 };
const GIVE_UP = { kind: 'giveUp' };

function step(
	obstacle: Obstacle,
	state: Partial<RetryState> = {},
	retries = 5,
	random = 1,
): NextStep {
	return nextStep(obstacle, { ...NOTHING_YET, ...state }, retries, random);
}

const passing = (afterMs?: number): Obstacle => ({ kind: 'passing', error, afterMs });

test('a final obstacle is final', () => {
	expect(step({ kind: 'final', error })).toEqual(GIVE_UP);
});

test.each([
	[0, 'renew'],
	[1, 'renew'],
	[2, 'giveUp'],
	[3, 'giveUp'],
])('a link that expired after %d renewals: %s', (renewals, kind) => {
	expect(step({ kind: 'expired', error }, { renewals }, 0)).toEqual({ kind });
});

test.each([
	[0, 'restart'],
	[2, 'restart'],
	[3, 'giveUp'],
])('a file that changed after %d restarts: %s', (restarts, kind) => {
	expect(step({ kind: 'changed', error }, { restarts }, 0)).toMatchObject({ kind });
});

test('an interrupted download that cannot be resumed starts over as many times as there are retries', () => {
	const lost = (restarts: number) => step({ kind: 'lost', error }, { restarts }, 2, 0.5);
	expect([0, 1, 2].map(lost)).toEqual([
		{ kind: 'restart', ms: 500 },
		{ kind: 'restart', ms: 1_000 },
		GIVE_UP,
	]);
});

describe('a temporary fault', () => {
	test.each([
		[0, 1_000],
		[1, 2_000],
		[4, 16_000],
		[9, 30_000],
	])('is waited for after %d failures, for at most %d ms', (failures, ms) => {
		expect(step(passing(), { failures }, 20)).toEqual({ kind: 'wait', ms });
		expect(step(passing(), { failures }, 20, 0.5)).toEqual({ kind: 'wait', ms: ms / 2 });
	});

	test.each([
		[0, 0],
		[1, 1],
		[5, 5],
		[20, 20],
	])('with %d retries ends the download after %d failures', (retries, failures) => {
		expect(step(passing(), { failures }, retries)).toEqual(GIVE_UP);
		if (failures > 0)
			expect(step(passing(), { failures: failures - 1 }, retries).kind).toBe('wait');
	});

	test('is waited for exactly as long as the host says', () => {
		expect(step(passing(45_000), {}, 5, 0)).toEqual({ kind: 'wait', ms: 45_000 });
		expect(step(passing(LONGEST_WAIT_MS)).kind).toBe('wait');
	});

	test('ends the download if the host asks to wait too long', () => {
		expect(step(passing(LONGEST_WAIT_MS + 1))).toEqual(GIVE_UP);
	});

	test('does not use up the retries at once if the host wrongly says that it is over', () => {
		const waits = [0, 1, 2, 3, 4].map((failures) => step(passing(0), { failures }));
		const waited = waits.map((next) => (next.kind === 'wait' ? next.ms : 0));
		expect(waited.reduce((sum, ms) => sum + ms)).toBeGreaterThan(1_000);
	});

	test('ends the download when one file has delayed the workflow long enough', () => {
		const quarter = 15 * 60_000;
		expect(step(passing(60_000), { waitedMs: quarter - 60_000 }).kind).toBe('wait');
		expect(step(passing(60_000), { waitedMs: quarter - 59_999 })).toEqual(GIVE_UP);
	});
});

test('what has been spent on one kind of obstacle does not count against another', () => {
	const spent: RetryState = { failures: 5, renewals: 2, restarts: 0, waitedMs: 14 * 60_000 };
	expect(step({ kind: 'changed', error }, spent)).toEqual({ kind: 'restart', ms: 0 });
	expect(step({ kind: 'expired', error }, { ...spent, renewals: 1 })).toEqual({ kind: 'renew' });
	expect(step(passing(), { ...spent, failures: 4 }).kind).toBe('wait');
});
