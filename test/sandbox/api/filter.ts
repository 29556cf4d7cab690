import { plainText } from '../workspace/richText';
import { type Page } from '../workspace/nodes';
import { type PropertyValue } from '../workspace/properties';
import { propertiesOf } from '../workspace/schema';
import { validationError } from './errors';

type Condition = Readonly<Record<string, unknown>>;

/** Notion takes groups in a group, and no groups in those. */
const DEEPEST_GROUP = 2;

/** Of any list in a request. */
const LONGEST_LIST = 100;

/** Refuses what Notion refuses before it looks at any row: groups that nest too deep or are too long. */
export function checkForm(filter: unknown, path = 'body.filter', level = 1): void {
	if (typeof filter !== 'object' || filter === null) return;
	for (const by of ['and', 'or'] as const) {
		const parts = (filter as Condition)[by];
		if (!Array.isArray(parts)) continue;
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
		parts.forEach((part, index) => checkForm(part, `${path}.${by}[${index}]`, level + 1));
	}
}

/** Whether a row passes a query's filter: `and`, `or`, timestamps, and the simple property filters. */
export function passes(page: Page, filter: Condition): boolean {
	if (Array.isArray(filter.and)) return filter.and.every((part: Condition) => passes(page, part));
	if (Array.isArray(filter.or)) return filter.or.some((part: Condition) => passes(page, part));
	if (typeof filter.timestamp === 'string') {
		const time = filter.timestamp === 'created_time' ? page.createdTime : page.lastEditedTime;
		return matchesDate(time, conditionIn(filter, filter.timestamp));
	}
	if (typeof filter.property === 'string') return passesProperty(page, filter.property, filter);
	throw validationError(
		'body failed validation: body.filter should be defined as one of the filter objects.',
	);
}

function passesProperty(page: Page, wanted: string, filter: Condition): boolean {
	const key = Object.keys(filter).find((name) => name !== 'property' && name !== 'type') ?? '';
	const condition = conditionIn(filter, key);
	if (key === 'title') return matchesValue(page.title, condition);
	const found = propertiesOf(page).find(({ name, entry }) =>
		[name, entry.id, decodeURIComponent(entry.id)].includes(wanted),
	);
	if (!found) throw validationError(`Could not find property with name or id: ${wanted}`);
	if (found.entry.type !== key) {
		throw validationError(`database property ${found.entry.type} does not match filter ${key}`);
	}
	const value = comparable(found.value, page);
	return isDate(key)
		? matchesDate(value as string | null, condition)
		: matchesValue(value, condition);
}

function conditionIn(filter: Condition, key: string): Condition {
	const condition = filter[key];
	if (typeof condition === 'object' && condition !== null) return condition as Condition;
	throw validationError(
		`body failed validation: body.filter.${key} should be defined, instead was \`undefined\`.`,
	);
}

function isDate(key: string): boolean {
	return key === 'date' || key === 'created_time' || key === 'last_edited_time';
}

type Comparable = string | number | boolean | null | readonly string[];

function comparable(value: PropertyValue, page: Page): Comparable {
	switch (value.type) {
		case 'files':
			return value.files.map(({ name }) => name);
		case 'rich_text':
			return plainText(value.text);
		case 'url':
			return value.url;
		case 'email':
			return value.email;
		case 'phone_number':
			return value.phone;
		case 'number':
			return value.number;
		case 'checkbox':
			return value.checked;
		case 'select':
		case 'status':
			return value.option;
		case 'multi_select':
			return value.options;
		case 'date':
			return value.start;
		case 'people':
			return value.ids;
		case 'relation':
			return value.pages.map(({ id }) => id);
		case 'created_time':
			return page.createdTime;
		case 'last_edited_time':
			return page.lastEditedTime;
		default:
			throw validationError(`The sandbox has no filter for properties of type ${value.type}.`);
	}
}

function matchesDate(time: string | null, condition: Condition): boolean {
	return Object.entries(condition).every(([operator, operand]) => {
		if (operator === 'is_empty') return time === null;
		if (operator === 'is_not_empty') return time !== null;
		if (time === null) return false;
		const distance = Date.parse(time) - dateOperand(operand);
		const test = dateTests[operator];
		if (test) return test(distance);
		throw unknownOperator(operator);
	});
}

function dateOperand(operand: unknown): number {
	const time = Date.parse(String(operand));
	if (!Number.isNaN(time)) return time;
	throw validationError(
		`body failed validation: body.filter should be a valid ISO 8601 date string, instead was \`${JSON.stringify(operand)}\`.`,
	);
}

const dateTests: Readonly<Record<string, (distance: number) => boolean>> = {
	equals: (distance) => distance === 0,
	before: (distance) => distance < 0,
	after: (distance) => distance > 0,
	on_or_before: (distance) => distance <= 0,
	on_or_after: (distance) => distance >= 0,
};

function matchesValue(value: Comparable, condition: Condition): boolean {
	return Object.entries(condition).every(([operator, operand]) => {
		const test = valueTests[operator];
		if (test) return test(value, operand);
		throw unknownOperator(operator);
	});
}

const isEmpty = (value: Comparable) =>
	value === null || value === '' || (Array.isArray(value) && value.length === 0);
const has = (value: Comparable, operand: unknown) =>
	Array.isArray(value)
		? value.includes(String(operand))
		: String(value ?? '')
				.toLowerCase()
				.includes(String(operand).toLowerCase());

const valueTests: Readonly<Record<string, (value: Comparable, operand: unknown) => boolean>> = {
	equals: (value, operand) => value === operand,
	does_not_equal: (value, operand) => value !== operand,
	contains: has,
	does_not_contain: (value, operand) => !has(value, operand),
	starts_with: (value, operand) => String(value ?? '').startsWith(String(operand)),
	ends_with: (value, operand) => String(value ?? '').endsWith(String(operand)),
	greater_than: (value, operand) => Number(value) > Number(operand),
	less_than: (value, operand) => Number(value) < Number(operand),
	is_empty: isEmpty,
	is_not_empty: (value) => !isEmpty(value),
};

function unknownOperator(operator: string) {
	return validationError(`body failed validation: unknown filter operator \`${operator}\`.`);
}
