import { stepsOf } from './steps';
import { decodeDataUrl } from '../../nodes/NotionFiles/files/dataUrls';
import { much, readers } from './longTexts';

/** Longer than a name may be: what is cut takes more steps. */
const SHORT = 500;
const TIMES_LONGER = 8;

/** Steps that are taken once, whatever the length, and the last turn of a loop. */
const LEEWAY = 1.1;

/** Eight where the steps grow with the length, 64 where they grow with its square. */
function growth(read: (length: number) => void): number {
	const short = stepsOf(() => read(SHORT));
	return stepsOf(() => read(SHORT * TIMES_LONGER)) / short;
}

describe.each(readers)('the steps over long $what', ({ pieces, read }) => {
	test.each(pieces)('grow no faster than the length: %j', (piece) => {
		expect(growth((length) => read(much(piece, length)))).toBeLessThan(TIMES_LONGER * LEEWAY);
	});
});

test('that they grow with the square of the length would be seen', () => {
	const all = (length: number): void => {
		for (let n = 0; n < length; n += 50) decodeDataUrl(`data:,${'%41'.repeat(n)}`);
	};
	expect(growth(all)).toBeGreaterThan(TIMES_LONGER * 4);
});
