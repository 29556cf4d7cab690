import { type DataSource } from '../workspace/nodes';
import { type PropertyType } from '../workspace/properties';
import { validationError } from './errors';
import { dateTests, isDate, valueTests } from './filter';

type Condition = Readonly<Record<string, unknown>>;

/** Notion takes groups in a group, and no groups in those. */
const DEEPEST_GROUP = 2;

/** Of any list in a request. */
const LONGEST_LIST = 100;

/** Refuses what Notion refuses before it looks at any row: the form of a filter, and what it names. */
export function checkFilter(
	filter: unknown,
	source: DataSource,
	path = 'body.filter',
	level = 1,
): void {
	if (!isObject(filter)) throw undefinedFilter(path);
	const by = (['and', 'or'] as const).find((key) => filter[key] !== undefined);
	if (by === undefined) return checkCondition(filter, source, path);
	const parts = filter[by];
	if (!Array.isArray(parts) || Object.keys(filter).length > 1) throw undefinedFilter(path);
	if (level > DEEPEST_GROUP) {
		throw validationError(
			`body failed validation: ${path}.${by} should be not present, instead was \`[...]\`.`,
		);
	}
	if (parts.length > LONGEST_LIST) {
		throw validationError(
			`body failed validation: ${path}.${by}.length should be ≤ \`${LONGEST_LIST}\`, instead was \`${parts.length}\`.`,
		);
	}
	parts.forEach((part, index) => checkFilter(part, source, `${path}.${by}[${index}]`, level + 1));
}

function checkCondition(filter: Condition, source: DataSource, path: string): void {
	const { timestamp, property } = filter;
	if (timestamp === 'created_time' || timestamp === 'last_edited_time') {
		return checkOperators(filter[timestamp], 'date', `${path}.${timestamp}`);
	}
	if (typeof property !== 'string') throw undefinedFilter(path);
	const type = typeOf(property, source);
	const key = Object.keys(filter).find((name) => name !== 'property' && name !== 'type') ?? '';
	if (type !== key) {
		throw validationError(`database property ${type} does not match filter ${key}`);
	}
	checkOperators(filter[key], key, `${path}.${key}`);
	if (key === 'status') checkStatus(filter.status as Condition, source);
}

/** A query knows the options of a status, and not the groups that they are in. */
function checkStatus({ equals, does_not_equal: other }: Condition, { statuses }: DataSource): void {
	const options = Object.values(statuses).flat();
	for (const wanted of [equals, other].flat().filter((one) => one !== undefined)) {
		if (options.length === 0 || options.includes(String(wanted))) continue;
		throw validationError(
			`status option "${String(wanted)}" not found. Available options: ${options.map((one) => `"${one}"`).join(', ')}.`,
		);
	}
}

/** What a filter or a sort may mean by a name or an ID. */
export function typeOf(wanted: string, source: DataSource): PropertyType | 'title' {
	if (wanted === 'Name' || wanted === 'title') return 'title';
	const found = [...source.schema].find(
		([name, { id }]) => name === wanted || id === wanted || decodeURIComponent(id) === wanted,
	);
	if (found) return found[1].type;
	throw validationError(`Could not find property with name or id: ${wanted}`);
}

function checkOperators(condition: unknown, type: string, path: string): void {
	if (!isObject(condition)) {
		throw validationError(
			`body failed validation: ${path} should be defined, instead was \`undefined\`.`,
		);
	}
	const tests = isDate(type) ? dateTests : valueTests;
	for (const [operator, operand] of Object.entries(condition)) {
		if (operator === 'is_empty' || operator === 'is_not_empty') continue;
		if (!(operator in tests)) {
			throw validationError(`body failed validation: unknown filter operator \`${operator}\`.`);
		}
		if (isDate(type) && Number.isNaN(Date.parse(String(operand)))) {
			throw validationError(
				`body failed validation: ${path}.${operator} should be a valid ISO 8601 date string, instead was \`${JSON.stringify(operand)}\`.`,
			);
		}
	}
}

function isObject(value: unknown): value is Condition {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function undefinedFilter(path: string) {
	return validationError(
		`body failed validation: ${path} should be defined as one of the filter objects.`,
	);
}
