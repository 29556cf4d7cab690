import { Branch, type Located } from '../locate/Branch';
import {
	ALL_SOURCES,
	readDatabase,
	readListed,
	withNames,
	type DatabaseRef,
} from '../locate/databases';
import { orLinked } from '../locate/linkedDatabases';
import type { RowChoice } from '../locate/WalkPlan';
import { when, withConditions } from '../notion/rowFilter';
import { dataSource, readDataSource } from '../parameters/dataSource';
import { minute } from '../parameters/kinds/texts';
import { databaseLocator, isFromList } from '../parameters/locators';
import { options } from '../parameters/options';
import { readPageParameters } from '../parameters/pageParameters';
import { propertiesOf } from '../parameters/Parameter';
import { hasUnusedRowFilter, readRowFilter, rowFilterProperties } from '../parameters/rowFilter';
import { chooseView, viewParameter, type ChosenView } from '../parameters/views';
import type { FilesOperation } from './Operation';
import { throughView } from './throughView';
import { walkFor } from './walkFor';

const show = { operation: ['getDatabaseFiles'] };

const database = databaseLocator(show.operation);

const view = viewParameter(show.operation);

const editedAfter = minute({
	displayName: 'Edited After',
	name: 'editedAfter',
	type: 'dateTime',
	default: '',
	description:
		'Only include rows edited at or after this time. Notion stores times to the minute. Editing a page inside a row does not count as editing the row.',
	displayOptions: { show },
});

const URL_NAMES_VIEW =
	'The URL of the database names a view (v=), whose filter is not applied because View is “All Rows”; choose “From the URL” to apply it';

const FILTER_IS_UNUSED =
	'This node has a row filter, which is not applied because Row Filter is “None”: choose “JSON” to apply it or to delete it';

export const getDatabaseFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Database Files',
		value: 'getDatabaseFiles',
		action: 'Get database files',
		description:
			'Get files from the rows of a database: all of them, those of a view, or those that match a filter',
	},
	properties: [
		...propertiesOf([database, view.first, view.newer, dataSource]),
		...rowFilterProperties,
		editedAfter.property,
	],
	locate(parameters, reader) {
		const databaseId = database.read(parameters);
		const locator = parameters.value(database.property.name);
		const chosenView = chooseView(view.read(parameters), locator);
		const source = readDataSource(parameters, options.fieldsIn(parameters));
		const chosen = readRowFilter(parameters);
		const since = editedAfter.read(parameters);
		const wanted = readPageParameters(parameters);
		const edited = since === undefined ? [] : [when('last_edited_time', 'on_or_after', since)];
		// A user who picks rows does not want the database's own cover as well, nor if no row matches.
		const itself = chosen === undefined && since === undefined;
		const all: RowChoice = { source, filter: withConditions(chosen, edited), itself };
		const shownBy = (one: ChosenView) => async (found: DatabaseRef) => {
			const shown = await throughView(one, found, { source, filter: chosen }, reader);
			const isWhole = itself && !shown.isFiltered;
			return { ...shown, filter: withConditions(shown.filter, edited), itself: isWhole };
		};
		const rows = chosenView.kind === 'none' ? all : shownBy(chosenView);
		const viewId = chosenView.kind === 'id' ? chosenView.id : undefined;
		const own = orLinked(isFromList(locator) ? readListed : readDatabase, viewId);
		const read = source === ALL_SOURCES ? own : withNames(own);
		const isLeftOut = chosenView.kind === 'none' && chosenView.isInUrl;
		const notes = [
			...(isLeftOut && !parameters.isOfFirstVersion ? [URL_NAMES_VIEW] : []),
			...(hasUnusedRowFilter(parameters) ? [FILTER_IS_UNUSED] : []),
		];
		return walkFor(wanted, reader, (walk) =>
			withNotes(notes, walk.database(databaseId, wanted.childPages, rows, read)),
		);
	},
};

function withNotes(messages: readonly string[], located: Located): Located {
	if (messages.length === 0) return located;
	return new Branch(async (branch) => {
		branch.add(messages.map((message) => ({ kind: 'note', message })));
		branch.addBranch(located);
	});
}
