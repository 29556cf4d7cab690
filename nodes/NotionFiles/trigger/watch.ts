import type { IPollFunctions } from 'n8n-workflow';
import { fileKey, shortHash } from '../files/identity';
import type { NotionFile } from '../files/NotionFile';
import { getDatabaseFiles } from '../operations/getDatabaseFiles';
import { getPageFiles } from '../operations/getPageFiles';
import { ItemParameters } from '../parameters/ItemParameters';
import type { FilesOperation } from '../operations/Operation';
import { event, watch } from './ownParameters';

/** What can be watched, with the operation that gets its files. */
export const WATCHED = { page: getPageFiles, database: getDatabaseFiles } as const;

/** The parameters that say what is looked for; those that there are not count as well. */
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
	// The trigger answers by itself what the operations ask of their users.
	const answered: Record<string, unknown> = { editedAfter: '', onlyNewFiles: false };
	const source = {
		getNodeParameter: (name: string, _: number, fallback?: null) =>
			Object.hasOwn(answered, name) ? answered[name] : context.getNodeParameter(name, fallback),
		getTimezone: () => context.getTimezone(),
	};
	return new ItemParameters(source, 0);
}

export function watchedIn(parameters: ItemParameters): FilesOperation {
	return WATCHED[watch.read(parameters)];
}

/** A text that tells what is watched: with another one, the trigger begins anew. */
export function sourceOf(parameters: ItemParameters): string {
	return shortHash(parameters.fingerprint(SOURCE), 32);
}

/**
 * Tells what makes a file another one: where it is and its version; with changes, what it is called
 * too.
 */
export function keyBy(parameters: ItemParameters): (file: NotionFile) => string {
	const isNew = event.read(parameters) === 'newFile';
	return isNew ? fileKey : (file) => `${fileKey(file)} ${file.name} ${file.caption ?? ''}`;
}
