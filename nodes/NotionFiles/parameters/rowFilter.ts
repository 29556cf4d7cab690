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

export const rowFilterProperties = [kind.property, filter.property, chosenFilter];

/** Notion’s own filter; undefined for all rows. */
export function readRowFilter(parameters: ItemParameters): Json | undefined {
	const isOff = !parameters.isOlderThan(1.2) && kind.read(parameters) === 'none';
	return isOff ? undefined : filter.read(parameters);
}
