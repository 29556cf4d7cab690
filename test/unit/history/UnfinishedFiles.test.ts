import fc from 'fast-check';
import { UnfinishedFiles } from '../../../nodes/NotionFiles/history/UnfinishedFiles';

const HOUR_MS = 60 * 60_000;

let now = 0;

/** The memory of the next poll: what n8n has kept from this one. */
function afterwards(before: UnfinishedFiles): UnfinishedFiles {
	return new UnfinishedFiles(before.toStore(), () => now);
}

function outlasting(polls: number): UnfinishedFiles {
	let files = new UnfinishedFiles(undefined, () => now);
	for (let poll = 0; poll < polls; poll++) {
		files.outlasted('film');
		files = afterwards(files);
	}
	return files;
}

beforeEach(() => {
	now = 1_000 * HOUR_MS;
});

test.each([
	[0, 'usual', 0, false],
	[1, 'first', 1, false],
	[2, 'first', 1, false],
	[3, 'notNow', 0, true],
	[9, 'notNow', 0, true],
])('after %d polls its turn is “%s”, and %d is awaited', (polls, turn, awaited, isGivenUp) => {
	const files = outlasting(polls);
	expect(files.awaited).toBe(awaited);
	expect([files.turnOf('film'), files.isGivenUp('film')]).toEqual([turn, isGivenUp]);
	expect(files.awaited).toBe(0);
	expect(files.turnOf('other')).toBe('usual');
});

test('an hour after it was given up, it goes last, once', () => {
	const files = outlasting(3);
	now += HOUR_MS;
	expect(files.turnOf('film')).toBe('last');
	files.outlasted('film');
	expect(afterwards(files).turnOf('film')).toBe('notNow');
});

test('it is not left alone for years by a clock that was set back', () => {
	const files = outlasting(3);
	now -= 500 * HOUR_MS;
	expect(files.turnOf('film')).toBe('last');
});

test('what has ended, or is no longer there, is forgotten', () => {
	const ended = outlasting(2);
	ended.ended('film');
	const gone = outlasting(2);
	gone.foundAll();
	const there = outlasting(2);
	there.turnOf('film');
	there.foundAll();
	expect([ended.toStore(), gone.toStore(), there.toStore()]).toEqual(['', '', undefined]);
	expect(afterwards(ended).turnOf('film')).toBe('usual');
});

test('it stays small, and forgets the oldest', () => {
	const files = new UnfinishedFiles(undefined);
	for (let film = 0; film < 3_000; film++) files.outlasted(`film ${film}`);
	const stored = files.toStore() ?? '';
	expect(stored.length).toBeLessThan(20_000);
	const again = new UnfinishedFiles(stored);
	expect([again.turnOf('film 0'), again.turnOf('film 2999')]).toEqual(['usual', 'first']);
});

test('whatever n8n returns, nothing is thrown', () => {
	fc.assert(
		fc.property(fc.anything(), (anything) => {
			expect(new UnfinishedFiles(anything).turnOf('a')).toBe('usual');
		}),
	);
});
