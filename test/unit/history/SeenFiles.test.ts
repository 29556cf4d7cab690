import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { SeenFiles } from '../../../nodes/NotionFiles/history/SeenFiles';

test('what was seen is known again after it was stored, and nothing else', () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.string()), fc.string(), (keys, other) => {
			const seen = new SeenFiles(undefined);
			keys.forEach((key) => seen.add(key));
			const again = new SeenFiles(seen.toStore());
			expect(keys.every((key) => again.has(key))).toBe(true);
			expect(again.has(other)).toBe(keys.includes(other));
		}),
	);
});

test('nothing is stored again if nothing new was seen', () => {
	const seen = new SeenFiles(undefined);
	expect(seen.toStore()).toBeUndefined();
	seen.add('a');
	const again = new SeenFiles(seen.toStore());
	again.add('a');
	expect(again.toStore()).toBeUndefined();
});

test('a file takes thirteen bytes, a third more as text', () => {
	const seen = new SeenFiles(undefined);
	for (let i = 0; i < 999; i++) seen.add(`page file ${i}`);
	expect(seen.toStore()).toHaveLength('v2:'.length + (999 * 13 * 4) / 3);
});

test('whatever n8n returns, nothing is thrown', () => {
	fc.assert(
		fc.property(fc.anything(), (anything) => {
			expect(new SeenFiles(anything).has('a')).toBe(false);
		}),
	);
});

test('what was stored without pages is known as well', () => {
	const [hash] = [createHash('sha256').update('a').digest().subarray(0, 8)];
	const seen = new SeenFiles(hash.toString('base64'));
	expect([seen.has('a'), seen.has('b')]).toEqual([true, false]);
	expect(seen.toStore()).toBeUndefined();
});

describe('what is no longer there', () => {
	const DAY_MS = 24 * 60 * 60_000;

	/** One look a day at a page with the file; n8n keeps the result in between. */
	function look(days: number, steps: Look[]): boolean {
		let stored: unknown;
		let day = 20_000;
		const seen = new SeenFiles(undefined, () => day * DAY_MS);
		seen.find('file', 'page');
		seen.add('file');
		stored = seen.toStore();
		const step = (one: Look): void => {
			const again = new SeenFiles(stored, () => day * DAY_MS);
			if (one === 'found') again.find('file', 'page');
			again.foundAll({
				read: one === 'found' || one === 'readWithout' ? ['page'] : ['other'],
				unread: one === 'unread' ? ['page'] : [],
			});
			stored = again.toStore() ?? stored;
			day += 1;
		};
		steps.slice(0, -1).forEach(step);
		for (let n = 0; n < days; n++) step(steps.at(-1)!);
		return new SeenFiles(stored).has('file');
	}

	type Look = 'found' | 'readWithout' | 'unread' | 'withoutPage';

	test.each<[string, number, Look[], boolean]>([
		['a file is known as long as it is there', 100, ['found'], true],
		['or as long as its page is not read', 100, ['unread'], true],
		['one that is gone is known for thirty days', 30, ['readWithout'], true],
		['and forgotten after that', 31, ['readWithout'], false],
		['also where its page is not read any more', 31, ['readWithout', 'unread'], false],
		['one that went with its page is forgotten as late', 30, ['withoutPage'], true],
		['and as soon', 31, ['withoutPage'], false],
		['but not when the page is back', 100, ['withoutPage', 'unread'], true],
		[
			'one that is back is there from the beginning',
			30,
			['readWithout', 'found', 'readWithout'],
			true,
		],
	])('%s', (_, days, looks, isKnown) => {
		expect(look(days, looks)).toBe(isKnown);
	});
});
