import fc from 'fast-check';
import { SeenFiles } from '../../../nodes/NotionFiles/memory/SeenFiles';

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

test('nothing is stored anew when nothing new was seen', () => {
	const seen = new SeenFiles(undefined);
	expect(seen.toStore()).toBeUndefined();
	seen.add('a');
	const again = new SeenFiles(seen.toStore());
	again.add('a');
	expect(again.toStore()).toBeUndefined();
});

test('a file takes eight bytes, a third more as text', () => {
	const seen = new SeenFiles(undefined);
	for (let i = 0; i < 999; i++) seen.add(`page file ${i}`);
	expect(seen.toStore()).toHaveLength((999 * 8 * 4) / 3);
});

test('whatever n8n gives back, nothing is thrown', () => {
	fc.assert(
		fc.property(fc.anything(), (anything) => {
			expect(new SeenFiles(anything).has('a')).toBe(false);
		}),
	);
});
