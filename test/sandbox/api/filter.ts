import { type Page } from '../workspace/nodes';
import { type PropertyValue } from '../workspace/properties';
import { propertiesOf } from '../workspace/schema';
import { validationError } from './errors';

type Condition = Readonly<Record<string, unknown>>;

/**
 * Whether a row passes a query's filter: `and`, `or`, timestamps, and the simple property filters.
 * @param filter one that `checkFilter` admits
 */
export function passes(page: Page, filter: Condition): boolean {
	if (Array.isArray(filter.and)) return filter.and.every((part: Condition) => passes(page, part));
	if (Array.isArray(filter.or)) return filter.or.some((part: Condition) => passes(page, part));
	if (typeof filter.timestamp === 'string') {
		const time = filter.timestamp === 'created_time' ? page.createdTime : page.lastEditedTime;
		return matchesDate(time, filter[filter.timestamp] as Condition);
	}
	return passesProperty(page, String(filter.property), filter);
}

function passesProperty(page: Page, wanted: string, filter: Condition): boolean {
	if (filter.title !== undefined) return matchesValue(page.title, filter.title as Condition);
	const found = propertiesOf(page).find(({ name, entry }) =>
		[name, entry.id, decodeURIComponent(entry.id)].includes(wanted),
	);
	if (!found) throw new Error(`The row has no property “${wanted}”`);
	const { type } = found.entry;
	const value = comparable(found.value);
	const condition = filter[type] as Condition;
	return isDate(type)
		? matchesDate(value as string | null, condition)
		: matchesValue(value, condition);
}

export function isDate(type: string): boolean {
	return type === 'date' || type === 'created_time' || type === 'last_edited_time';
}

type Comparable = string | number | boolean | null | readonly string[];

function comparable(value: PropertyValue): Comparable {
	switch (value.type) {
		case 'files':
			return value.files.map(({ name }) => name);
		case 'url':
			return value.url;
		case 'email':
			return value.email;
		case 'number':
			return value.number;
		case 'select':
		case 'status':
			return value.option;
		case 'relation':
			return value.pages.map(({ id }) => id);
		default:
			throw validationError(`The sandbox has no filter for properties of type ${value.type}.`);
	}
}

function matchesDate(time: string | null, condition: Condition): boolean {
	return Object.entries(condition).every(([operator, operand]) => {
		if (operator === 'is_empty') return time === null;
		if (operator === 'is_not_empty') return time !== null;
		const distance = time === null ? NaN : Date.parse(time) - Date.parse(String(operand));
		return dateTests[operator]?.(distance) === true;
	});
}

/** By operator; the distance is in milliseconds, from what the filter names to what the row has. */
export const dateTests: Readonly<Record<string, (distance: number) => boolean>> = {
	equals: (distance) => distance === 0,
	before: (distance) => distance < 0,
	after: (distance) => distance > 0,
	on_or_before: (distance) => distance <= 0,
	on_or_after: (distance) => distance >= 0,
};

function matchesValue(value: Comparable, condition: Condition): boolean {
	return Object.entries(condition).every(
		([operator, operand]) => valueTests[operator]?.(value, operand) === true,
	);
}

const isEmpty = (value: Comparable) =>
	value === null || value === '' || (Array.isArray(value) && value.length === 0);
const has = (value: Comparable, operand: unknown) =>
	Array.isArray(value)
		? value.includes(String(operand))
		: String(value ?? '')
				.toLowerCase()
				.includes(String(operand).toLowerCase());

/** Options may be several. */
const isOne = (value: Comparable, operand: unknown) =>
	Array.isArray(operand) ? operand.includes(value) : value === operand;

export const valueTests: Readonly<
	Record<string, (value: Comparable, operand: unknown) => boolean>
> = {
	equals: isOne,
	does_not_equal: (value, operand) => !isOne(value, operand),
	contains: has,
	does_not_contain: (value, operand) => !has(value, operand),
	starts_with: (value, operand) => String(value ?? '').startsWith(String(operand)),
	ends_with: (value, operand) => String(value ?? '').endsWith(String(operand)),
	greater_than: (value, operand) => Number(value) > Number(operand),
	less_than: (value, operand) => Number(value) < Number(operand),
	is_empty: isEmpty,
	is_not_empty: (value) => !isEmpty(value),
};
