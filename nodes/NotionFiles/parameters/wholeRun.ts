import type { IExecuteFunctions } from 'n8n-workflow';
import { inWords } from '../json';
import { ItemParameters } from './ItemParameters';
import { invalid } from './Parameter';

/**
 * How many input items to ask for parameters that hold for the whole run: one, unless an expression may
 * return another value for each.
 */
export function itemsToAsk(context: IExecuteFunctions, parameters: readonly string[]): number {
	const given = context.getNode().parameters;
	// n8n marks an expression by “=” as the first character of a text.
	const mayDiffer = parameters.some((name) => JSON.stringify(given[name])?.includes('"='));
	const { length } = context.getInputData();
	return mayDiffer ? length : Math.min(length, 1);
}

/** @throws NotionFilesError `invalidParameter` where a value that holds for the whole run differs for this item */
export function requireSame(label: string, first: unknown, value: unknown, index: number): void {
	if (value === first) return;
	throw invalid(
		`“${label}” is ${inWords(first)} for the previous items, but ${inWords(value)} for item ${index}`,
		'This setting applies to the whole run. Use an expression that returns the same value for every item, or run this node in a loop (Loop Over Items), once for each value.',
	);
}

/**
 * The one value that holds for the whole run.
 *
 * @param name the top-level parameter that holds it
 * @throws NotionFilesError `invalidParameter` where it differs between items
 */
export function oneForAll<T>(
	context: IExecuteFunctions,
	name: string,
	label: string,
	read: (parameters: ItemParameters) => T,
): T {
	const valueFor = (index: number): T => read(new ItemParameters(context, index));
	const first = valueFor(0);
	for (let index = 1; index < itemsToAsk(context, [name]); index++) {
		requireSame(label, first, valueFor(index), index);
	}
	return first;
}
