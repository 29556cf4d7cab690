import { shortHash } from '../files/identity';
import type { NotionFile } from '../files/NotionFile';
import { fileKey } from '../memory/fileKey';
import { getDatabaseFiles } from '../operations/getDatabaseFiles';
import { getPageFiles } from '../operations/getPageFiles';
import type { ItemParameters } from '../operations/ItemParameters';
import type { FilesOperation } from '../operations/Operation';

/** What can be watched, with the operation that gets its files. */
export const WATCHED = { page: getPageFiles, database: getDatabaseFiles } as const;

export type Watched = keyof typeof WATCHED;

const WATCHED_NAMES = Object.keys(WATCHED) as Watched[];

export const EVENTS = ['newFile', 'newOrChangedFile'] as const;

/** Parameters that say where files are looked for, whichever of them there are. */
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

export function watchedIn(parameters: ItemParameters): FilesOperation {
	return WATCHED[parameters.oneOf('watch', 'Watch', WATCHED_NAMES)];
}

/** A text that tells what is watched: with another one, the trigger begins anew. */
export function sourceOf(parameters: ItemParameters): string {
	return shortHash(parameters.fingerprint(SOURCE), 32);
}

/** What makes a file another one: its place and version, and with changes also how it is called. */
export function keyFor(parameters: ItemParameters, file: NotionFile): string {
	const event = parameters.oneOf('event', 'Event', EVENTS);
	if (event === 'newFile') return fileKey(file);
	return `${fileKey(file)} ${file.name} ${file.caption ?? ''}`;
}
