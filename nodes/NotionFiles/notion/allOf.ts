import { NotionFilesError } from '../errors';
import type { Json } from '../json';
import { groupOf, LONGEST_LIST, partsOf } from './rowFilter';

/** The list of a combined filter leaves room for the conditions that a listing adds later. */
const MOST_PARTS = LONGEST_LIST - 6;

/** Conditions of which one has to hold. */
type Alternatives = readonly Json[];

/** Conditions that hold together, in a filter that needs only one such group to hold. */
type Together = readonly Json[];

/**
 * A filter that matches what all of these match; undefined if everything matches. Notion allows two levels
 * of `and` and `or`, so where a filter is an `or` of `and`s, either all are written as an `and` of `or`s, or
 * all as an `or` of `and`s.
 *
 * @throws NotionFilesError `invalidParameter` if both get longer than Notion accepts
 */
export function allOf(filters: readonly Json[]): Json | undefined {
	const [first, ...others] = filters;
	if (others.length === 0) return first;
	const parts = filters.flatMap((filter) => partsOf(filter, 'and'));
	const flat = parts.flatMap((part) => partsOf(part, 'and'));
	if (flat.length === 0) return undefined;
	const nested = flat.filter(isNested);
	const plain = flat.filter((part) => !isNested(part));
	const choices = plain.map((part) => partsOf(part, 'or').flatMap((one) => partsOf(one, 'or')));
	const groups = nested.map(groupsOf);
	const isSimple = nested.length === 1 && plain.every((part) => groupOf(part) === undefined);
	const all = isSimple
		? (anyOf(choices, groups) ?? everyOf(choices, groups))
		: (everyOf(choices, groups) ?? anyOf(choices, groups));
	if (all === undefined) throw tooComplex();
	return all;
}

/** Whether it is an `or` with an `and` in it. */
function isNested(part: Json): boolean {
	return partsOf(part, 'or').some((one) => groupOf(one)?.by === 'and');
}

function groupsOf(nested: Json): Together[] {
	return partsOf(nested, 'or')
		.flatMap((one) => partsOf(one, 'or'))
		.map((one) => partsOf(one, 'and'));
}

/** As an `and` of `or`s: a group of an `or` contributes each of its conditions once to each combination. */
function everyOf(choices: Alternatives[], nested: Together[][]): Json | undefined {
	const size = nested.reduce((sum, groups) => sum + combinations(groups), choices.length);
	if (size > MOST_PARTS * LONGEST_LIST) return undefined;
	const clauses = [...choices, ...nested.flatMap(product)];
	const singles = clauses.flatMap((clause) => (clause.length === 1 ? clause : []));
	const ors = clauses.filter(({ length }) => length !== 1);
	const isLong = singles.length + ors.length > MOST_PARTS;
	const parts = [
		...(isLong ? inGroups(singles) : singles),
		...ors.map((alternatives) => ({ or: [...alternatives] })),
	];
	if (parts.length > MOST_PARTS || ors.some(isTooLong)) return undefined;
	return { and: parts };
}

/** As an `or` of `and`s. */
function anyOf(choices: Alternatives[], nested: Together[][]): Json | undefined {
	const options = [...nested, ...choices.map((choice) => choice.map((one) => [one]))];
	if (combinations(options) > LONGEST_LIST) return undefined;
	const groups = product(options).map((together) => together.flat());
	if (groups.some(({ length }) => length > MOST_PARTS)) return undefined;
	return { or: groups.map((together) => ({ and: together })) };
}

function combinations(lists: ReadonlyArray<readonly unknown[]>): number {
	return lists.reduce((number, { length }) => number * length, 1);
}

/** Every way to take one of each list. */
function product<T>(lists: ReadonlyArray<readonly T[]>): T[][] {
	if (lists.some(({ length }) => length === 0)) return [];
	return lists.reduce<T[][]>(
		(all, list) => all.flatMap((taken) => list.map((one) => [...taken, one])),
		[[]],
	);
}

function inGroups(singles: Json[]): Json[] {
	const groups: Json[] = [];
	for (let start = 0; start < singles.length; start += LONGEST_LIST) {
		groups.push({ and: singles.slice(start, start + LONGEST_LIST) });
	}
	return groups;
}

function isTooLong({ length }: Alternatives): boolean {
	return length > LONGEST_LIST;
}

function tooComplex(): NotionFilesError {
	return new NotionFilesError({
		code: 'invalidParameter',
		message: 'The filter of the view and the row filter are too complex for one request to Notion',
		remedy: 'Simplify the row filter, or use several nodes, each with a part of it.',
	});
}
