import type { INodeProperties } from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { redactUrl } from '../files/links';
import { inWords } from '../json';
import { shortName } from '../outward';

/** Where values are read from: the parameters of an input item, or the fields of a collection. */
export interface Values {
	/**
	 * Expressions can return anything, so every value is checked where it is read.
	 * @param absent what counts where a collection has no such field; every parameter has a value
	 */
	value(name: string, absent: unknown): unknown;
	/** That of the workflow. */
	timezone(): string;
}

/** A parameter of a node: what the editor shows, and how its value is read. */
export interface Parameter<T> {
	readonly property: INodeProperties;
	/** What error messages call it: its label without the part in parentheses. */
	readonly label: string;
	/** @throws NotionFilesError for a value that it cannot have */
	read(values: Values): T;
}

/**
 * Defines a parameter. The property is an object literal with its own `type` and `default`, since
 * n8n's lint rules see literals only.
 *
 * @param parse checks a value; it gets the label for its error message
 * @param absent what counts where a user has not added the field to its collection
 */
export function parameter<T>(
	property: INodeProperties,
	parse: (value: unknown, label: string, values: Values) => T,
	absent: unknown = property.default,
): Parameter<T> {
	const label = property.displayName.replace(/ \(.*\)$/, '');
	return {
		property,
		label,
		read: (values) => parse(values.value(property.name, absent), label, values),
	};
}

export function propertiesOf(parameters: ReadonlyArray<Parameter<unknown>>): INodeProperties[] {
	return parameters.map(({ property }) => property);
}

export function invalid(message: string, remedy: string): NotionFilesError {
	return new NotionFilesError({ code: 'invalidParameter', message, remedy });
}

export function cannotBe(value: unknown, label: string, remedy: string): NotionFilesError {
	return invalid(`“${label}” cannot be “${shortened(inWords(value))}”`, remedy);
}

/** An expression can return a whole book. */
export function shortened(text: string): string {
	return shortName(text, 101);
}

/** What a user pasted, unless it is a secret that was pasted into the wrong field. */
export function shown(text: string): string {
	if (/^(?:ntn_|secret_)/.test(text)) return 'A token';
	return `“${shortened(/^[a-z]+:/i.test(text) ? redactUrl(text) : text)}”`;
}
