import { ALL_SOURCES, readDatabase, readListed } from '../locate/databases';
import { when, withConditions } from '../notion/rowFilter';
import { jsonObject, minute, requiredText } from '../parameters/kinds/texts';
import { databaseLocator, isFromList } from '../parameters/locators';
import { readPageParameters } from '../parameters/pageParameters';
import { propertiesOf } from '../parameters/Parameter';
import type { FilesOperation } from './Operation';
import { walkFor } from './walkFor';

const show = { operation: ['getDatabaseFiles'] };

const database = databaseLocator(show.operation);

const dataSource = requiredText({
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
	displayOptions: { show },
});

const filter = jsonObject({
	displayName: 'Row Filter (JSON)',
	name: 'filter',
	type: 'json',
	default: '',
	placeholder: 'e.g. {"property": "Status", "status": {"equals": "Done"}}',
	description:
		'Only include rows that match this filter, in <a href="https://developers.notion.com/reference/filter-data-source-entries">Notion’s filter format</a>',
	displayOptions: { show },
});

const editedAfter = minute({
	displayName: 'Edited After',
	name: 'editedAfter',
	type: 'dateTime',
	default: '',
	description:
		'Only include rows edited at or after this time. Notion stores times to the minute. Editing a page inside a row does not count as editing the row.',
	displayOptions: { show },
});

export const getDatabaseFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Database Files',
		value: 'getDatabaseFiles',
		action: 'Get database files',
		description: 'Get files from every row of a database, or from the rows that match a filter',
	},
	properties: propertiesOf([database, dataSource, filter, editedAfter]),
	locate(parameters, reader) {
		const databaseId = database.read(parameters);
		const isListed = isFromList(parameters.value(database.property.name));
		const read = isListed ? readListed : readDatabase;
		const source = dataSource.read(parameters);
		const chosen = filter.read(parameters);
		const since = editedAfter.read(parameters);
		const wanted = readPageParameters(parameters);
		const edited = since === undefined ? [] : [when('last_edited_time', 'on_or_after', since)];
		// A user who picks rows does not want the database's own cover as well, nor if no row matches.
		const itself = chosen === undefined && since === undefined;
		const rows = { source, filter: withConditions(chosen, edited), itself };
		return walkFor(wanted, reader, (walk) =>
			walk.database(databaseId, wanted.childPages, rows, read),
		);
	},
};
