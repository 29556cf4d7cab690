import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { cannotBe, invalid, parameter, type Parameter } from '../Parameter';

type Choice<V extends string> = INodePropertyOptions & { value: V };

interface OneOf<V extends string> extends INodeProperties {
	type: 'options';
	options: Array<Choice<V>>;
	default: NoInfer<V>;
}

interface AnyOf<V extends string> extends INodeProperties {
	type: 'multiOptions';
	options: Array<Choice<V>>;
	default: Array<NoInfer<V>>;
}

/** One of the options that the property offers. */
export function oneOf<V extends string>(property: OneOf<V>): Parameter<V> {
	const allowed = property.options.map(({ value }) => value);
	return parameter(property, (value, label) => readOneOf(value, label, allowed));
}

/** Any of the options that the property offers, as a list or separated by commas. */
export function anyOf<V extends string>(property: AnyOf<V>): Parameter<ReadonlySet<V>> {
	const allowed = property.options.map(({ value }) => value);
	return parameter(property, (value, label) => readAnyOf(value, label, allowed));
}

interface Switch extends INodeProperties {
	type: 'boolean';
	default: boolean;
}

/**
 * A switch; one that an expression leaves empty is as it is by default.
 *
 * @param absent what counts where a user has not added it to its collection
 */
export function boolean(property: Switch, absent = property.default): Parameter<boolean> {
	return parameter(
		property,
		(value, label) => (isEmpty(value) ? property.default : readBoolean(value, label)),
		absent,
	);
}

export function readOneOf<V extends string>(
	value: unknown,
	label: string,
	allowed: readonly V[],
): V {
	const found = allowed.find((one) => one === value);
	if (found !== undefined) return found;
	throw cannotBe(value, label, `Use one of: ${allowed.join(', ')}.`);
}

function readAnyOf<V extends string>(
	value: unknown,
	label: string,
	allowed: readonly V[],
): ReadonlySet<V> {
	const parts = typeof value === 'string' ? split(value) : value;
	if (Array.isArray(parts)) return new Set(parts.map((part) => readOneOf(part, label, allowed)));
	throw cannotBe(value, label, `Use any of: ${allowed.join(', ')}.`);
}

function split(text: string): string[] {
	return text
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === '' || value === null;
}

function readBoolean(value: unknown, label: string): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw invalid(`“${label}” is neither true nor false`, 'Check the expression.');
}
