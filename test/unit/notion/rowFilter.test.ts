import fc from 'fast-check';
import type { Json } from '../../../nodes/NotionFiles/json';
import { when, withConditions } from '../../../nodes/NotionFiles/notion/rowFilter';

const A: Json = { property: 'a' };
const B: Json = { property: 'b' };
const C: Json = { property: 'c' };
const D: Json = { property: 'd' };
const X: Json = { property: 'x' };
const Y: Json = { property: 'y' };

test.each<[string, Json | undefined, Json[], Json | undefined]>([
	['nothing to nothing', undefined, [], undefined],
	['nothing to a filter', { or: [A, { and: [B] }] }, [], { or: [A, { and: [B] }] }],
	['one condition to nothing', undefined, [X], X],
	['two conditions to nothing', undefined, [X, Y], { and: [X, Y] }],
	['to a single condition', A, [X], { and: [A, X] }],
	['to an “and”', { and: [A, { or: [B, C] }] }, [X, Y], { and: [A, { or: [B, C] }, X, Y] }],
	['to an empty “and”', { and: [] }, [X], { and: [X] }],
	['to a plain “or”', { or: [A, B] }, [X], { and: [{ or: [A, B] }, X] }],
	['to an “or” of “or”s', { or: [{ or: [A, B] }, C] }, [X], { and: [{ or: [A, B, C] }, X] }],
	[
		'to an “or” with an “and” in it',
		{ or: [A, { and: [B, C] }, { or: [D] }] },
		[X, Y],
		{ or: [{ and: [A, X, Y] }, { and: [B, C, X, Y] }, { and: [D, X, Y] }] },
	],
	[
		'to what only looks like a group',
		{ and: [A], property: 'a' },
		[X],
		{ and: [{ and: [A], property: 'a' }, X] },
	],
	['to a group of no list', { or: 'a' }, [X], { and: [{ or: 'a' }, X] }],
	['to a group of no filters', { or: [A, 7] }, [X], { and: [{ or: [A, 7] }, X] }],
])('conditions are added %s', (_, filter, conditions, expected) => {
	expect(withConditions(filter, conditions)).toEqual(expected);
});

const LONG = Array.from({ length: 99 }, (_, n): Json => ({ property: `${n}` }));

test.each<[string, Json, Json]>([
	['as long as they fit', { and: LONG }, { and: [...LONG, X] }],
	['to a full “and”', { and: [...LONG, A] }, { and: [{ and: [...LONG, A] }, X] }],
	[
		'to a full “and” with groups in it',
		{ and: [{ or: [A, B] }, ...LONG] },
		{ and: [{ and: LONG }, { or: [A, B] }, X] },
	],
	['to a full “or”', { or: [...LONG, A] }, { and: [{ or: [...LONG, A] }, X] }],
])('conditions are added within Notion’s hundred: %s', (_, filter, expected) => {
	expect(withConditions(filter, [X])).toEqual(expected);
});

test('further conditions fit beside those that were added to a full “and”', () => {
	const filter = withConditions({ and: [...LONG, A] }, [X]);
	expect(withConditions(filter, [Y, Y])).toEqual({ and: [{ and: [...LONG, A] }, X, Y, Y] });
});

test('a condition on a timestamp has Notion’s form', () => {
	expect(when('created_time', 'on_or_after', '2026-11-22T10:00:00.000Z')).toEqual({
		timestamp: 'created_time',
		created_time: { on_or_after: '2026-11-22T10:00:00.000Z' },
	});
});

const leaf = fc.constantFrom(A, B, C, D);
const group = (part: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
	fc
		.tuple(fc.constantFrom('and', 'or'), fc.array(part, { maxLength: 4 }))
		.map(([by, parts]) => ({ [by]: parts }));
/** Every form that Notion accepts. */
const filters = fc.oneof(leaf, group(fc.oneof(leaf, group(leaf))));
const conditions = fc.subarray([X, Y]);

function passes(filter: Json | undefined, truths: ReadonlySet<unknown>): boolean {
	if (filter === undefined) return true;
	const { and, or, property } = filter as { and?: Json[]; or?: Json[]; property?: string };
	if (and) return and.every((part) => passes(part, truths));
	if (or) return or.some((part) => passes(part, truths));
	return truths.has(property);
}

function levelsOf(filter: Json | undefined): number {
	const { and, or } = (filter ?? {}) as { and?: Json[]; or?: Json[] };
	const parts = and ?? or;
	return parts === undefined ? 0 : 1 + Math.max(0, ...parts.map(levelsOf));
}

test('a filter with conditions matches exactly what both match, within Notion’s two levels', () => {
	fc.assert(
		fc.property(filters, conditions, fc.subarray([...'abcdxy']), (filter, added, given) => {
			const truths = new Set<unknown>(given);
			const merged = withConditions(filter, added);
			const both = [filter, ...added].every((one) => passes(one, truths));
			expect(passes(merged, truths)).toBe(both);
			expect(levelsOf(merged)).toBeLessThanOrEqual(2);
		}),
		{ numRuns: 1_000 },
	);
});

test('conditions may be added in turn as well as at once', () => {
	fc.assert(
		fc.property(filters, fc.subarray([...'abcdxy']), (filter, given) => {
			const truths = new Set<unknown>(given);
			const inTurn = withConditions(withConditions(filter, [X]), [Y]);
			expect(passes(inTurn, truths)).toBe(passes(withConditions(filter, [X, Y]), truths));
			expect(levelsOf(inTurn)).toBeLessThanOrEqual(2);
		}),
	);
});
