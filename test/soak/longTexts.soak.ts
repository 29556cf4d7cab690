import { expectWithinLimit } from './figure';
import { much, readers } from '../unit/longTexts';

// `test/unit/longTexts.test.ts` counts the steps of our own code; how long a regular expression or another
// built-in function takes for one of them can only be measured.

const SHORT = 25_000;
const TIMES_LONGER = 8;

/** Less than this says nothing: a garbage collection may take as long. */
const LEAST_MS = 20;

/** The best of three counts, since a collection or a compilation may fall into one. */
function growth(read: (length: number) => void): number {
	const growths = [1, 2, 3].map(() => {
		const short = processorMsOf(() => read(SHORT));
		return processorMsOf(() => read(SHORT * TIMES_LONGER)) / Math.max(LEAST_MS, short);
	});
	return Math.min(...growths);
}

/** Of the processor, since what else a machine has to do says nothing. */
function processorMsOf(action: () => void): number {
	const before = process.cpuUsage();
	action();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

describe.each(readers)('the time for long $what', ({ pieces, read }) => {
	test.each(pieces)('grows no faster than the length: %j', (piece) => {
		expectWithinLimit(
			'growth',
			growth((length) => read(much(piece, length))),
		);
	});
});
