import { ALL_SOURCES } from '../locate/databases';
import type { ItemParameters } from './ItemParameters';
import { requiredText } from './kinds/texts';
import { BEFORE_1_2, SINCE_1_2 } from './versions';

const operation = ['getDatabaseFiles'];

/** Which data source of a database is wanted: beside it until version 1.2, which has it among the options. */
export const dataSource = requiredText({
	displayName: 'Data Source Name or ID',
	name: 'dataSource',
	type: 'options',
	typeOptions: {
		loadOptionsMethod: 'getDataSources',
		loadOptionsDependsOn: ['databaseId.value'],
	},
	default: ALL_SOURCES,
	description:
		'Only for databases with more than one data source. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: { show: { operation, ...BEFORE_1_2 } },
});

export const dataSourceOption = requiredText({
	...dataSource.property,
	displayOptions: { show: { '/operation': operation, ...SINCE_1_2 } },
});

/** @param options where the options of an item are read from */
export function readDataSource(
	parameters: ItemParameters,
	options: Parameters<typeof dataSourceOption.read>[0],
): string {
	return parameters.isOlderThan(1.2) ? dataSource.read(parameters) : dataSourceOption.read(options);
}
