import type { IPollFunctions } from 'n8n-workflow';
import { fileKey, shortHash } from '../files/identity';
import type { NotionFile } from '../files/NotionFile';
import { asObject } from '../json';
import { getDatabaseFiles } from '../operations/getDatabaseFiles';
import { getPageFiles } from '../operations/getPageFiles';
import { getWorkspaceFiles } from '../operations/getWorkspaceFiles';
import { ItemParameters } from '../parameters/ItemParameters';
import { ALL_ROWS } from '../parameters/views';
import type { FilesOperation } from '../operations/Operation';
import { event, watch } from './ownParameters';

/** What can be watched, with the operation that gets its files. */
export const WATCHED = {
	page: getPageFiles,
	database: getDatabaseFiles,
	workspace: getWorkspaceFiles,
} as const;

/** The parameters that say what is looked for; missing ones count as well. */
const SOURCE = [
	'watch',
	'event',
	'pageId',
	'databaseId',
	'dataSource',
	'filter',
	'include',
	'childPages',
	'childDatabases',
];

export function parametersOf(context: IPollFunctions): ItemParameters {
	// The trigger itself answers what the operations ask their users.
	const answered: Record<string, unknown> = {
		editedAfter: '',
		onlyNewFiles: false,
		returnAll: true,
	};
	const source = {
		getNodeParameter: (name: string, _: number, fallback?: null) =>
			Object.hasOwn(answered, name) ? answered[name] : context.getNodeParameter(name, fallback),
		getTimezone: () => context.getTimezone(),
		getNode: () => context.getNode(),
	};
	return new ItemParameters(source, 0);
}

export function watchedIn(parameters: ItemParameters): FilesOperation {
	return WATCHED[watch.read(parameters)];
}

/** Of a workspace, these as well. Elsewhere, they would make all triggers of earlier versions start over. */
const SOURCE_IN_WORKSPACE = ['alsoInclude', 'leaveOut'];

/**
 * A text that identifies what is watched: if it changes, the trigger starts over. Without a view it is what
 * it was before there were any.
 */
export function sourceOf(parameters: ItemParameters): string {
	const view = parameters.valueIfAny('view') ?? ALL_ROWS;
	const more = [
		...(view === ALL_ROWS ? [] : ['view']),
		...(watch.read(parameters) === 'workspace' ? SOURCE_IN_WORKSPACE : []),
	];
	return shortHash(parameters.fingerprint([...SOURCE, ...more]) + dataSourceIn(parameters), 32);
}

/** Since version 1.2, it is among the options. */
function dataSourceIn(parameters: ItemParameters): string {
	const { dataSource } = asObject(parameters.valueIfAny('options'));
	return dataSource === undefined ? '' : JSON.stringify(dataSource);
}

/**
 * What tells one file from another: where it is and its version; if changes count, also its name and
 * caption.
 */
export function keyBy(parameters: ItemParameters): (file: NotionFile) => string {
	const isNew = event.read(parameters) === 'newFile';
	return isNew ? fileKey : (file) => `${fileKey(file)} ${file.name} ${file.caption ?? ''}`;
}
