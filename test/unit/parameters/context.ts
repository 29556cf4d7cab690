import type { IExecuteFunctions } from 'n8n-workflow';
import { ItemParameters } from '../../../nodes/NotionFiles/parameters/ItemParameters';

/** The parameters of one item as n8n hands them out: what is not there is an error of its own. */
export function parametersOf(given: Record<string, unknown>, itemIndex = 0): ItemParameters {
	const values: Record<string, unknown> = { onlyNewFiles: false, ...given };
	const context = {
		getNodeParameter(name: string, item: number): unknown {
			if (item !== itemIndex) throw new Error(`Item ${item} was asked for`);
			if (values[name] === undefined) throw new Error(`Could not get parameter “${name}”`);
			return values[name];
		},
		getTimezone: () => 'Europe/Berlin',
	};
	return new ItemParameters(context as unknown as IExecuteFunctions, itemIndex);
}
