import { isWorthParts } from '../../../nodes/NotionFiles/download/PartsAhead';

const [MB, MIB] = [1_000_000, 1024 * 1024];

test.each([
	['after a quarter of a second of slow arrival', 24 * MB, 250, 16 * MIB, true],
	['not before', 0, 249, 16 * MIB, false],
	['not if it arrived at 100 MB/s', 25 * MB, 250, 16 * MIB, false],
	['also if it became slow later on', 999 * MB, 10_000, 16 * MIB, true],
	['not for less than 16 MB', 0, 250, 16 * MIB - 1, false],
])('a file is worth parts %s', (_, received, waitedMs, rest, isWorth) => {
	expect(isWorthParts(received, waitedMs, rest)).toBe(isWorth);
});
