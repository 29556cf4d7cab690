import { ALL_SOURCES, readDatabase, readListed } from '../locate/databases';
import { PageWalk } from '../locate/PageWalk';
import { when, withConditions } from '../notion/rowFilter';
import { databaseLocator } from '../parameters/locators';
import type { FilesOperation } from './Operation';
import { readPageParameters } from '../parameters/pageParameters';

const show = { operation: ['getDatabaseFiles'] };

export const getDatabaseFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Database Files',
		value: 'getDatabaseFiles',
		action: 'Get database files',
		description: 'Get the files of every row of a database, or of those that pass a filter',
	},
	properties: [
		databaseLocator(show.operation),
		{
			displayName: 'Data Source Name or ID',
			name: 'dataSource',
			type: 'options',
			typeOptions: {
				loadOptionsMethod: 'getDataSources',
				loadOptionsDependsOn: ['databaseId.value'],
			},
			default: ALL_SOURCES,
			description:
				'For databases that hold several. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: { show },
		},
		{
			displayName: 'Row Filter (JSON)',
			name: 'filter',
			type: 'json',
			default: '',
			placeholder: 'e.g. {"property": "Status", "status": {"equals": "Done"}}',
			description:
				'Only rows that pass this filter, in <a href="https://developers.notion.com/reference/filter-data-source-entries">Notion’s own form</a>',
			displayOptions: { show },
		},
		{
			displayName: 'Edited After',
			name: 'editedAfter',
			type: 'dateTime',
			default: '',
			description:
				'Only rows that were edited at this time or later. Notion keeps times to the minute; edits of the pages below a row are no edits of the row.',
			displayOptions: { show },
		},
	],
	locate(parameters, reader, resting) {
		const databaseId = parameters.id('databaseId', 'Database', 'database');
		const read = parameters.isFromList('databaseId') ? readListed : readDatabase;
		const source = parameters.text('dataSource', 'Data Source Name or ID');
		const filter = parameters.jsonObject('filter', 'Row Filter (JSON)');
		const editedAfter = parameters.minute('editedAfter', 'Edited After');
		const { plan, childPages } = readPageParameters(parameters);
		const edited = [editedAfter, resting?.rowsEditedSince]
			.filter((time) => time !== undefined)
			.map((time) => when('last_edited_time', 'on_or_after', time));
		// Who picks some rows does not want a picture beside them, or where no row passes.
		const itself = filter === undefined && editedAfter === undefined;
		const rows = { source, filter: withConditions(filter, edited), itself };
		return new PageWalk(reader, plan, resting).database(databaseId, childPages, rows, read);
	},
};
