import { tryToParseDateTime } from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { asObject, inWords, type Json } from '../json';
import { redactUrl } from '../files/links';
import { parseNotionId, type IdTarget } from '../notion/ids';

/** Where parameters come from: n8n's context of an execution, or a trigger's. */
export interface ParameterSource {
	getNodeParameter(name: string, itemIndex: number, fallback?: null): unknown;
	getTimezone(): string;
}

/**
 * The parameters as they are for one input item. Expressions may put anything anywhere, so every
 * value is checked where it is read.
 */
export class ItemParameters {
	constructor(
		private readonly context: ParameterSource,
		readonly itemIndex: number,
	) {}

	/** A resource locator's ID; list, URL and ID modes are all read alike. */
	id(name: string, label: string, target: IdTarget): string {
		return readId(this.value(name), label, target);
	}

	/** Whether a resource locator's ID was chosen from its list. */
	isFromList(name: string): boolean {
		return isFromList(this.value(name));
	}

	text(name: string, label: string): string {
		const value = this.value(name);
		if (typeof value === 'string' && value.trim() !== '') return value.trim();
		throw invalid(`“${label}” is empty`, 'Choose one from the list, or check the expression.');
	}

	/** One of a fixed set of values. */
	oneOf<T extends string>(name: string, label: string, allowed: readonly T[]): T {
		return readOneOf(this.value(name), label, allowed);
	}

	/** Any of a fixed set of values, as a list or separated by commas. */
	anyOf<T extends string>(name: string, label: string, allowed: readonly T[]): ReadonlySet<T> {
		return readAnyOf(this.value(name), label, allowed);
	}

	/** A whole number within bounds. */
	wholeNumber(name: string, label: string, bounds: Bounds): number {
		return readWholeNumber(this.value(name), label, bounds);
	}

	boolean(name: string, label: string): boolean {
		return readBoolean(this.value(name), label);
	}

	/** The fields that a user has added to a collection. */
	collection(name: string): Readonly<Record<string, unknown>> {
		return asObject(this.value(name));
	}

	/** A text that differs when any of these parameters does; those that there are not count as well. */
	fingerprint(names: readonly string[]): string {
		const values = names.map((name) => this.context.getNodeParameter(name, this.itemIndex, null));
		return JSON.stringify(values);
	}

	/** A JSON object, written or given by an expression; undefined where there is nothing in it. */
	jsonObject(name: string, label: string): Json | undefined {
		return readJsonObject(this.value(name), label);
	}

	/** The minute of a time, in UTC; one without a zone is in that of the workflow. */
	minute(name: string, label: string): string | undefined {
		return readMinute(this.value(name), label, this.context.getTimezone());
	}

	private value(name: string): unknown {
		return this.context.getNodeParameter(name, this.itemIndex, undefined);
	}
}

export interface Bounds {
	from: number;
	to: number;
}

/** Whether what a resource locator holds was chosen from its list. */
export function isFromList(value: unknown): boolean {
	return asObject(value).mode === 'list';
}

/** Reads what a resource locator or an expression in its place holds. */
export function readId(value: unknown, label: string, target: IdTarget): string {
	// An expression may give the page itself, as other Notion nodes do.
	const { value: chosen, id: own } = asObject(value);
	const text = inWords(chosen ?? own ?? (typeof value === 'string' ? value : '')).trim();
	if (text === '') {
		throw invalid(`“${label}” is empty`, 'Choose one from the list, or paste its URL or ID.');
	}
	const id = parseNotionId(text, target);
	if (id !== undefined) return id;
	throw new NotionFilesError({
		code: 'invalidId',
		message: `“${shown(text)}” is not the URL or ID of a Notion ${target}`,
		remedy: `Copy the link in Notion (••• → Copy link), or give the 32 digits at its end.`,
	});
}

export function readOneOf<T extends string>(
	value: unknown,
	label: string,
	allowed: readonly T[],
): T {
	const found = allowed.find((one) => one === value);
	if (found !== undefined) return found;
	throw notAllowed(value, label, allowed);
}

export function readAnyOf<T extends string>(
	value: unknown,
	label: string,
	allowed: readonly T[],
): ReadonlySet<T> {
	const parts = typeof value === 'string' ? value.split(',').map(trimmed).filter(Boolean) : value;
	if (!Array.isArray(parts)) throw notAllowed(value, label, allowed);
	return new Set(parts.map((part) => readOneOf(part, label, allowed)));
}

export function readWholeNumber(value: unknown, label: string, bounds: Bounds): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (Number.isInteger(number)) {
		const whole = number as number;
		if (whole >= bounds.from && whole <= bounds.to) return whole;
	}
	throw invalid(
		`“${label}” cannot be “${shortened(inWords(value))}”`,
		`Give a whole number from ${bounds.from} to ${bounds.to}.`,
	);
}

export function readBoolean(value: unknown, label: string): boolean {
	if (value === undefined || value === '' || value === null) return false;
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw invalid(`“${label}” is neither true nor false`, 'Check the expression.');
}

export function readJsonObject(value: unknown, label: string): Json | undefined {
	const given = typeof value === 'string' ? parsed(value, label) : value;
	if (given === undefined || given === null) return undefined;
	const object = asObject(given);
	if (object !== given) {
		throw invalid(`“${label}” is not a JSON object`, 'It begins with { and ends with }.');
	}
	return Object.keys(object).length === 0 ? undefined : object;
}

function parsed(text: string, label: string): unknown {
	if (text.trim() === '') return undefined;
	try {
		return JSON.parse(text);
	} catch (thrown) {
		const reason = shortened((thrown as SyntaxError).message);
		throw invalid(`“${label}” is not JSON (${reason})`, 'Check its quotes, commas and brackets.');
	}
}

const MINUTE_MS = 60_000;

export function readMinute(value: unknown, label: string, timezone: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	try {
		// A number would be read as a year.
		const ms = tryToParseDateTime(typeof value === 'number' ? NaN : value, timezone).toMillis();
		return new Date(Math.floor(ms / MINUTE_MS) * MINUTE_MS).toISOString();
	} catch {
		const given = shortened(inWords(value));
		const remedy = 'Give a date and time, for example 2026-11-22T10:00.';
		throw invalid(`“${label}” cannot be “${given}”`, remedy);
	}
}

export function invalid(message: string, remedy: string): NotionFilesError {
	return new NotionFilesError({ code: 'invalidParameter', message, remedy });
}

function notAllowed(value: unknown, label: string, allowed: readonly string[]): NotionFilesError {
	const given = shortened(inWords(value));
	return invalid(`“${label}” cannot be “${given}”`, `Possible are: ${allowed.join(', ')}.`);
}

/** What a user pasted, but no secret that was pasted into the wrong field. */
function shown(text: string): string {
	if (/^(?:ntn_|secret_)/.test(text)) return 'a token';
	return shortened(/^[a-z]+:/i.test(text) ? redactUrl(text) : text);
}

function trimmed(text: string): string {
	return text.trim();
}

function shortened(text: string): string {
	return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
