import { tryToParseDateTime, type INodeProperties } from 'n8n-workflow';
import { asObject, type Json } from '../../json';
import { cannotBe, invalid, parameter, shortened, type Parameter } from '../Parameter';

/** A text without the space around it; undefined where it is empty. */
export function text(property: INodeProperties): Parameter<string | undefined> {
	return parameter(property, readText);
}

/** A text that cannot be empty, such as the ID of something chosen from a list. */
export function requiredText(property: INodeProperties): Parameter<string> {
	return parameter(property, (value, label) => {
		const given = readText(value, label);
		if (given !== undefined) return given;
		throw invalid(`“${label}” is empty`, 'Select one from the list, or check the expression.');
	});
}

export function readText(value: unknown, label: string): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string') return value.trim() || undefined;
	throw invalid(`“${label}” must be text`, 'Check the expression.');
}

/** A JSON object, typed in or returned by an expression; undefined where it is empty. */
export function jsonObject(
	property: INodeProperties & { type: 'json' },
): Parameter<Json | undefined> {
	return parameter(property, (value, label) => {
		const given = typeof value === 'string' ? parsed(value, label) : value;
		if (given === undefined || given === null) return undefined;
		const object = asObject(given);
		if (object !== given) {
			throw invalid(`“${label}” is not a JSON object`, 'Start it with { and end it with }.');
		}
		return Object.keys(object).length === 0 ? undefined : object;
	});
}

function parsed(json: string, label: string): unknown {
	if (json.trim() === '') return undefined;
	try {
		return JSON.parse(json);
	} catch (thrown) {
		const reason = shortened((thrown as SyntaxError).message);
		throw invalid(
			`“${label}” is not valid JSON (${reason})`,
			'Check its quotes, commas and brackets.',
		);
	}
}

const MINUTE_MS = 60_000;

/** The minute of a time, in UTC; a time without a zone is in that of the workflow. */
export function minute(
	property: INodeProperties & { type: 'dateTime' },
): Parameter<string | undefined> {
	return parameter(property, (value, label, values) => {
		if (value === undefined || value === null || value === '') return undefined;
		try {
			// A number would be read as a year.
			const time = typeof value === 'number' ? NaN : value;
			const ms = tryToParseDateTime(time, values.timezone()).toMillis();
			return new Date(Math.floor(ms / MINUTE_MS) * MINUTE_MS).toISOString();
		} catch {
			throw cannotBe(value, label, 'Enter a date and time, for example 2026-11-22T10:00.');
		}
	});
}
