import type { IExecuteFunctions } from 'n8n-workflow';
import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { ItemParameters } from '../../../nodes/NotionFiles/parameters/ItemParameters';
import type { Parameter } from '../../../nodes/NotionFiles/parameters/Parameter';
import { NEWEST_VERSION } from '../../../nodes/NotionFiles/parameters/versions';

/** The parameters of one item as n8n hands them out: what is not there is an error of its own. */
export function parametersOf(
	given: Record<string, unknown>,
	itemIndex = 0,
	typeVersion = NEWEST_VERSION,
): ItemParameters {
	const values: Record<string, unknown> = {
		onlyNewFiles: false,
		folders: 'page',
		returnAll: true,
		options: {},
		...given,
	};
	const context = {
		getNodeParameter(name: string, item: number): unknown {
			if (item !== itemIndex) throw new Error(`Item ${item} was asked for`);
			if (values[name] === undefined) throw new Error(`Could not get parameter “${name}”`);
			return values[name];
		},
		getTimezone: () => 'Europe/Berlin',
		getNode: () => ({ typeVersion }),
	};
	return new ItemParameters(context as unknown as IExecuteFunctions, itemIndex);
}

/** What a parameter makes of a value, such as an expression returns. */
export function readAs<T>(parameter: Parameter<T>, value: unknown, zone = 'Europe/Berlin'): T {
	return parameter.read({ value: () => value, timezone: () => zone });
}

/** What a reader throws; fails where it throws nothing, or something that is not ours. */
export function refusal(read: () => unknown): NotionFilesError {
	try {
		read();
	} catch (thrown) {
		if (thrown instanceof NotionFilesError) return thrown;
		throw thrown;
	}
	throw new Error('It was accepted');
}
