import { asObjects, type Json } from '../json';

/** For any list in a request (docs/notion-api.md#request-size). */
export const LONGEST_LIST = 100;

/** A condition on when rows were created or last edited; Notion keeps both to the minute. */
export function when(
	timestamp: 'created_time' | 'last_edited_time',
	operator: 'on_or_after' | 'before',
	time: string,
): Json {
	return { timestamp, [timestamp]: { [operator]: time } };
}

/**
 * A filter that matches what both `filter` and the conditions match. Notion allows two levels of `and` and
 * `or` (the SDK's `GroupFilterOperatorArray`), so the conditions go into an `and`, and into every alternative
 * of an `or` that contains groups: no filter gets deeper than Notion accepts.
 */
export function withConditions(
	filter: Json | undefined,
	conditions: readonly Json[],
): Json | undefined {
	const [first, ...more] = conditions;
	if (first === undefined) return filter;
	if (filter === undefined) return more.length === 0 ? first : { and: [...conditions] };
	const group = groupOf(filter);
	if (group === undefined) return { and: [filter, ...conditions] };
	if (group.by === 'and') return { and: withRoom(group.parts, conditions) };
	const alternatives = group.parts.flatMap((part) => partsOf(part, 'or'));
	if (!alternatives.some(groupOf)) return { and: [{ or: alternatives }, ...conditions] };
	return { or: alternatives.map((one) => ({ and: [...partsOf(one, 'and'), ...conditions] })) };
}

/** If a list gets too long, its single conditions become one group: that is not too deep for Notion. */
function withRoom(parts: readonly Json[], conditions: readonly Json[]): Json[] {
	const all = [...parts, ...conditions];
	if (all.length <= LONGEST_LIST) return all;
	const singles = parts.filter((part) => groupOf(part) === undefined);
	const groups = parts.filter((part) => groupOf(part) !== undefined);
	return [...(singles.length > 0 ? [{ and: singles }] : []), ...groups, ...conditions];
}

export interface Group {
	by: 'and' | 'or';
	parts: Json[];
}

/** The parts of an `and` or `or`. With other keys beside it, it is not a group, and Notion will refuse it. */
export function groupOf(filter: Json): Group | undefined {
	const [key, ...others] = Object.keys(filter);
	if ((key !== 'and' && key !== 'or') || others.length > 0) return undefined;
	const parts = filter[key];
	return isListOfObjects(parts) ? { by: key, parts: asObjects(parts) } : undefined;
}

export function partsOf(filter: Json, by: Group['by']): Json[] {
	const group = groupOf(filter);
	return group?.by === by ? group.parts : [filter];
}

function isListOfObjects(value: unknown): boolean {
	return (
		Array.isArray(value) &&
		value.every((part) => typeof part === 'object' && part !== null && !Array.isArray(part))
	);
}
