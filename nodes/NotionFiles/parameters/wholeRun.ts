import type { IExecuteFunctions } from 'n8n-workflow';
import { inWords } from '../json';
import { invalid } from './ItemParameters';

/**
 * How many input items to ask for parameters that hold for the whole run: one, unless an expression may
 * give another value for each.
 */
export function itemsToAsk(context: IExecuteFunctions, parameters: readonly string[]): number {
	const given = context.getNode().parameters;
	// n8n marks an expression by “=” as the first character of a text.
	const mayDiffer = parameters.some((name) => JSON.stringify(given[name])?.includes('"='));
	const { length } = context.getInputData();
	return mayDiffer ? length : Math.min(length, 1);
}

/** @throws NotionFilesError `invalidParameter` where a value that holds for the whole run is another one for this item */
export function requireSame(label: string, first: unknown, value: unknown, index: number): void {
	if (value === first) return;
	throw invalid(
		`“${label}” is ${inWords(first)} for the items before, but ${inWords(value)} for item ${index}`,
		'This setting applies to the whole run. Use an expression that gives the same value for every item, or run this node in a loop (Loop Over Items), once for each value.',
	);
}

/** The one value of a parameter that holds for the whole run. */
export function oneForAll<T>(
	context: IExecuteFunctions,
	parameter: string,
	label: string,
	read: (itemIndex: number) => T,
): T {
	const first = read(0);
	for (let index = 1; index < itemsToAsk(context, [parameter]); index++) {
		requireSame(label, first, read(index), index);
	}
	return first;
}
