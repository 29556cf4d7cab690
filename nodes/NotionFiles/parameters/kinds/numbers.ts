import type { INodeProperties } from 'n8n-workflow';
import { cannotBe, parameter, type Parameter } from '../Parameter';

interface WholeNumber extends INodeProperties {
	type: 'number';
	typeOptions: { minValue: number; maxValue?: number };
	default: number;
}

interface Megabytes extends INodeProperties {
	type: 'number';
	typeOptions: { minValue: 0 };
	default: number;
}

/** A whole number within the property's own bounds. */
export function wholeNumber(property: WholeNumber): Parameter<number> {
	const { minValue, maxValue = Infinity } = property.typeOptions;
	const range =
		maxValue === Infinity
			? `number, ${minValue} or more`
			: `number from ${minValue} to ${maxValue}`;
	return parameter(property, (value, label) => {
		const number = asNumber(value);
		const isWhole = typeof number === 'number' && Number.isInteger(number);
		if (isWhole && number >= minValue && number <= maxValue) return number;
		throw cannotBe(value, label, `Enter a whole ${range}.`);
	});
}

/** A whole number of seconds within the property's own bounds, read as milliseconds. */
export function seconds(property: WholeNumber): Parameter<number> {
	const whole = wholeNumber(property);
	return { ...whole, read: (values) => whole.read(values) * 1000 };
}

const BYTES_PER_MB = 1024 * 1024;

/** A size in megabytes, read as bytes; undefined where it is 0 or not set, and so limits nothing. */
export function megabytes(property: Megabytes): Parameter<number | undefined> {
	const parse = (value: unknown, label: string): number | undefined => {
		const number = asNumber(value);
		if (typeof number !== 'number' || !(number >= 0)) {
			throw cannotBe(value, label, 'Enter a number of megabytes, or 0.');
		}
		return number === 0 || number === Infinity ? undefined : Math.floor(number * BYTES_PER_MB);
	};
	return parameter(property, parse, 0);
}

function asNumber(value: unknown): unknown {
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}
