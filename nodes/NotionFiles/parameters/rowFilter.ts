import type { INodeProperties } from 'n8n-workflow';
import type { Json } from '../json';
import type { ItemParameters } from './ItemParameters';
import { oneOf } from './kinds/choices';
import { jsonObject } from './kinds/texts';
import { BEFORE_1_2, SINCE_1_2 } from './versions';

const operation = ['getDatabaseFiles'];

const kind = oneOf({
	displayName: 'Row Filter',
	name: 'rowFilter',
	type: 'options',
	options: [
		{ name: 'None', value: 'none' },
		{ name: 'JSON', value: 'json' },
	],
	default: 'none',
	description: 'Which rows to include, besides those that the view shows',
	displayOptions: { show: { operation, ...SINCE_1_2 } },
});

/** Until version 1.2, it is always there, and empty without a filter. */
const filter = jsonObject({
	displayName: 'Row Filter (JSON)',
	name: 'filter',
	type: 'json',
	default: '',
	placeholder: 'e.g. {"property": "Status", "status": {"equals": "Done"}}',
	description:
		'Only include rows that match this filter, in <a href="https://developers.notion.com/reference/filter-data-source-entries">Notion’s filter format</a>',
	displayOptions: { show: { operation, ...BEFORE_1_2 } },
});

const chosenFilter: INodeProperties = {
	...filter.property,
	default: '{}',
	hint: 'For example: {"property": "Status", "status": {"equals": "Done"}}',
	displayOptions: { show: { operation, rowFilter: ['json'], ...SINCE_1_2 } },
};

/** n8n drops what a node has no property for: without this, a filter of None could not be told from no filter. */
const unusedFilter: INodeProperties = {
	displayName: 'Row Filter (JSON)',
	name: 'filter',
	type: 'hidden',
	// As that of JSON: when it is chosen, the editor passes this on to it.
	default: '{}',
	displayOptions: { show: { operation, rowFilter: ['none'], ...SINCE_1_2 } },
};

export const rowFilterProperties = [kind.property, filter.property, chosenFilter, unusedFilter];

/** Notion’s own filter; undefined for all rows. */
export function readRowFilter(parameters: ItemParameters): Json | undefined {
	return isOff(parameters) ? undefined : filter.read(parameters);
}

/** Whether there is a filter that is not used: a workflow written by hand or by an AI may lack the choice. */
export function hasUnusedRowFilter(parameters: ItemParameters): boolean {
	if (!isOff(parameters)) return false;
	try {
		const unused = { value: () => parameters.valueIfAny(filter.property.name) };
		return filter.read({ ...unused, timezone: () => parameters.timezone() }) !== undefined;
	} catch {
		return true;
	}
}

function isOff(parameters: ItemParameters): boolean {
	return !parameters.isOlderThan(1.2) && kind.read(parameters) === 'none';
}
