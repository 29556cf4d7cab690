import { asObject, asObjects, asText, type Json } from '../json';
import { groupOf } from './rowFilter';

const OPERATORS = ['equals', 'does_not_equal'] as const;

/** Whether a filter may name a group of statuses. */
export function mayNameGroups(filter: Json): boolean {
	const parts = groupOf(filter)?.parts;
	return parts ? parts.some(mayNameGroups) : OPERATORS.some((by) => by in asObject(filter.status));
}

/**
 * The filter of a view, as a query takes it: a view may ask for a group of statuses (“Complete”), for which
 * a query wants the options in it (docs/notion-api.md#views).
 * @param properties those of the data source
 */
export function withoutGroups(filter: Json, properties: Json): Json {
	const group = groupOf(filter);
	if (group) return { [group.by]: group.parts.map((part) => withoutGroups(part, properties)) };
	if (!mayNameGroups(filter)) return filter;
	const options = optionsByGroup(asText(filter.property) ?? '', properties);
	const conditions = Object.entries(asObject(filter.status)).map(([operator, value]) => {
		const isNamed = (OPERATORS as readonly string[]).includes(operator);
		return [operator, isNamed ? inOptions(value, options) : value];
	});
	return { ...filter, status: Object.fromEntries(conditions) as Json };
}

/** A group that has the name of an option is taken for that option, as a query does. */
function inOptions(value: unknown, options: ReadonlyMap<string, readonly string[]>): unknown {
	const wanted: unknown[] = Array.isArray(value) ? value : [value];
	const named = wanted.flatMap((one): unknown[] => [...(options.get(String(one)) ?? [one])]);
	return Array.isArray(value) || named.length !== 1 ? named : named[0];
}

/** The names of the options in each group, without groups that have none or the name of an option. */
function optionsByGroup(wanted: string, properties: Json): ReadonlyMap<string, string[]> {
	const [, found] =
		Object.entries(properties).find(([name, property]) => {
			const id = asText(asObject(property).id) ?? '';
			return [name, id, decoded(id)].includes(wanted);
		}) ?? [];
	const { options, groups } = asObject(asObject(found).status);
	const all = asObjects(options);
	const byGroup = asObjects(groups).map(({ name, option_ids: ids }): [string, string[]] => {
		const inGroup = all.filter(({ id }) => Array.isArray(ids) && ids.includes(id));
		return [String(name), inGroup.flatMap((option) => asText(option.name) ?? [])];
	});
	return new Map(
		byGroup.filter(([group, names]) => {
			return names.length > 0 && !all.some(({ name }) => name === group);
		}),
	);
}

function decoded(id: string): string {
	try {
		return decodeURIComponent(id);
	} catch {
		return id;
	}
}
