import fc from 'fast-check';
import { asObject, asObjects, asText, plainText } from '../../nodes/NotionFiles/json';

describe('what is not of the kind that is needed counts as not there', () => {
	test.each([null, undefined, 'x', 7, true, [], [{ a: 1 }], () => {}])(
		'%p is no object',
		(value) => {
			expect(asObject(value)).toEqual({});
		},
	);

	test.each([null, undefined, '', 7, true, [], ['x'], {}])('%p is no text', (value) => {
		expect(asText(value)).toBeUndefined();
	});

	test.each([null, undefined, 'x', 7, {}, { length: 1 }])('%p is no list', (value) => {
		expect(asObjects(value)).toEqual([]);
	});
});

test('what is of that kind is taken as it is', () => {
	const object = { a: 1 };
	expect(asObject(object)).toBe(object);
	expect(asObjects([object, null, 'x'])).toEqual([object, {}, {}]);
	expect(asText(' x ')).toBe(' x ');
});

test('what is missing can be changed by nobody', () => {
	expect(() => Object.assign(asObject(undefined), { a: 1 })).toThrow(TypeError);
	expect(asObject(null)).toEqual({});
});

test.each<[string, unknown, string]>([
	['its plain text', [{ plain_text: 'a ' }, { plain_text: 'b' }], 'a b'],
	['its content, where there is no plain text', [{ text: { content: 'a' } }], 'a'],
	['nothing for parts without words', [{ type: 'mention' }, { plain_text: 'b' }, null, 7], 'b'],
	['nothing for no list', { plain_text: 'a' }, ''],
	['nothing for nothing', undefined, ''],
])('rich text is read as %s', (_, richText, expected) => {
	expect(plainText(richText)).toBe(expected);
});

test('rich text of any shape is a text', () => {
	fc.assert(
		fc.property(fc.oneof(fc.anything(), fc.array(fc.object())), (value) => {
			expect(typeof plainText(value)).toBe('string');
		}),
		{ numRuns: 300 },
	);
});
