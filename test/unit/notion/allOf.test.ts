import fc from 'fast-check';
import type { Json } from '../../../nodes/NotionFiles/json';
import { allOf } from '../../../nodes/NotionFiles/notion/allOf';
import { when, withConditions } from '../../../nodes/NotionFiles/notion/rowFilter';

const [A, B, C, D, E, F] = [...'abcdef'].map((property): Json => ({ property })) as [
	Json,
	Json,
	Json,
	Json,
	Json,
	Json,
];

test.each<[string, Json[], Json | undefined]>([
	['none', [], undefined],
	['one, as it is', [{ or: [{ and: [] }] }], { or: [{ and: [] }] }],
	['conditions', [A, B], { and: [A, B] }],
	['“and”s', [{ and: [A, { and: [B] }] }, { and: [C] }, D], { and: [A, B, C, D] }],
	['“or”s', [{ or: [A, B] }, { or: [C, { or: [D] }] }], { and: [{ or: [A, B] }, { or: [C, D] }] }],
	['what everything matches', [{ and: [] }, { and: [] }], undefined],
	[
		'an “or” of “and”s and conditions',
		[{ or: [A, { and: [B, C] }] }, D, E],
		{ or: [{ and: [A, D, E] }, { and: [B, C, D, E] }] },
	],
	[
		'an “or” of “and”s and an “or”',
		[{ or: [A, { and: [B, C] }] }, { or: [D, E] }],
		{ and: [{ or: [D, E] }, { or: [A, B] }, { or: [A, C] }] },
	],
])('%s become one filter', (_, filters, expected) => {
	expect(allOf(filters)).toEqual(expected);
});

const many = (prefix: string, count: number): Json[] =>
	Array.from({ length: count }, (_, n) => ({ property: `${prefix}${n}` }));

test('more conditions than Notion takes in one list are put into groups', () => {
	expect(allOf([{ and: many('a', 90) }, { and: many('b', 60) }])).toEqual({
		and: [{ and: [...many('a', 90), ...many('b', 10)] }, { and: many('b', 60).slice(10) }],
	});
});

test('what is too long in one form is sent in the other', () => {
	const pairs = many('x', 9).map((x) => ({ and: [x, A] }));
	expect(allOf([{ or: pairs }, { or: [B, C] }])).toEqual({
		or: pairs.flatMap(({ and }) => [{ and: [...and, B] }, { and: [...and, C] }]),
	});
});

test('filters that fit into neither form are refused in a sentence', () => {
	const pairs = many('x', 30).map((x) => ({ and: [x, A] }));
	expect(() => allOf([{ or: pairs }, { or: [{ and: [A, B] }, { and: [C, D] }, E, F] }])).toThrow(
		'The filter of the view and the row filter are too complex for one request to Notion',
	);
});

const leaf = fc.constantFrom(A, B, C, D, E, F);
const group = (part: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
	fc
		.tuple(fc.constantFrom('and', 'or'), fc.array(part, { maxLength: 3 }))
		.map(([by, parts]) => ({ [by]: parts }));
/** Every form that Notion accepts. */
const filters = fc.array(fc.oneof(leaf, group(fc.oneof(leaf, group(leaf)))), { maxLength: 3 });

function passes(filter: Json | undefined, truths: ReadonlySet<unknown>): boolean {
	const { and, or, property, timestamp } = (filter ?? { and: [] }) as Record<string, Json[]>;
	if (and) return and.every((part) => passes(part, truths));
	if (or) return or.some((part) => passes(part, truths));
	return truths.has(property ?? timestamp);
}

function levelsOf(filter: Json | undefined): number {
	const { and, or } = (filter ?? {}) as { and?: Json[]; or?: Json[] };
	const parts = and ?? or;
	return parts === undefined ? 0 : 1 + Math.max(0, ...parts.map(levelsOf));
}

test('the filter matches exactly what all match, within two levels, also with further conditions', () => {
	const window = when('created_time', 'before', '2026-11-26');
	const sure = fc.subarray([...'abcdef']);
	fc.assert(
		fc.property(filters, sure, fc.boolean(), (given, properties, isInWindow) => {
			const truths = new Set([...properties, ...(isInWindow ? ['created_time'] : [])]);
			const one = allOf(given);
			const isWanted = given.every((filter) => passes(filter, truths));
			expect(passes(one, truths)).toBe(isWanted);
			const inWindow = withConditions(one, [window]);
			expect(passes(inWindow, truths)).toBe(isWanted && isInWindow);
			if (given.length > 1) expect(levelsOf(inWindow)).toBeLessThanOrEqual(2);
		}),
		{ numRuns: 1_000 },
	);
});

test('an “and” of nothing in an “or” matches everything, whatever stands beside it', () => {
	const ands = Array.from({ length: 12 }, (_, group): Json => ({
		and: Array.from({ length: 10 }, (_, n): Json => ({ property: `${group} ${n}` })),
	}));
	expect(allOf([{ or: [...ands, { and: [] }] }, { or: [A, B] }])).toEqual({
		and: [{ or: [A, B] }],
	});
});
