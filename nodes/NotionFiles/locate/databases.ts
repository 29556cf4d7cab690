import { NotionFilesError } from '../errors';
import { describeDatabase } from '../files/describe';
import type { DatabaseRef, ReadDatabase } from './DatabaseRef';
import type { Finding } from './Finding';
import type { DatabaseKind, PageRef } from '../files/NotionFile';
import { asObject, asObjects, asText, type Json } from '../json';
import { alike } from './chooseProperty';
import { orLinked, orSayBehind, seemsLinked } from './linkedDatabases';
import { titleOf } from './titleOf';
import { shortName } from '../outward';
import type { NotionReader, SourceRef } from './NotionReader';
import { addressOf, coverFindings, iconFindings } from './pageFiles';

export type { DatabaseRef, ReadDatabase };

/** The value that stands for every data source of a database. */
export const ALL_SOURCES = '*';

/** By the ID of either a database or a data source, which Notion's API tells apart. */
export const readDatabase: ReadDatabase = reads(
	async (id, reader) =>
		await reader
			.database(id)
			.catch(async (thrown: unknown) => await readSource(id, reader, thrown)),
);

/** By an ID from a list in the editor: search returns data sources. */
export const readListed = reads(
	async (id, reader) =>
		await reader
			.dataSource(id)
			.catch(
				async (thrown: unknown) =>
					await (mayBeOther(thrown) ? reader.database(id) : Promise.reject(thrown)),
			),
);

/** By the ID of a block: that of a database and of nothing else. */
export const readChildDatabase = reads(async (id, reader) => await reader.database(id));

/** The same, or what is behind a linked database. */
export const readChildOrLinked: ReadDatabase = orLinked(readChildDatabase);

/** A data source among the rows of a wiki, which is there already unless Notion returned only its ID. */
export function readAmongRows(row: Json): ReadDatabase {
	return reads(async (id, reader) => ('properties' in row ? row : await reader.dataSource(id)));
}

/** With the names of the data sources behind a linked database, at a request for each. */
export function withNames(read: ReadDatabase): ReadDatabase {
	return async (id, reader) => {
		const database = await read(id, reader);
		if (!database.isLinked) return database;
		const named = database.sources.map(async (source) => {
			const object = await orSayBehind(database, reader.dataSource(source.id));
			return { id: source.id, name: titleOf(object), object };
		});
		return { ...database, sources: await Promise.all(named) };
	};
}

function reads(read: (id: string, reader: NotionReader) => Promise<Json>): ReadDatabase {
	return async (id, reader) => databaseRef(id, await read(id, reader));
}

function databaseRef(id: string, database: Json): DatabaseRef {
	const title = titleOf(database);
	const sources = Array.isArray(database.data_sources)
		? asObjects(database.data_sources).flatMap(sourceRef)
		: [{ id, name: title }];
	const ref = { id, title, isInTrash: database.in_trash === true, sources, object: database };
	if (sources.length === 0) throw withoutSources(ref);
	return ref;
}

/** @throws what was wrong with the database, if it is not a data source either */
async function readSource(id: string, reader: NotionReader, thrown: unknown): Promise<Json> {
	if (!mayBeOther(thrown)) return await Promise.reject(thrown);
	return await reader
		.dataSource(id)
		.catch(async (second: unknown) => await Promise.reject(mayBeOther(second) ? thrown : second));
}

/** Notion does not know the ID as one of that kind, or refuses it in words that we do not know. */
function mayBeOther(thrown: unknown): boolean {
	if (!(thrown instanceof NotionFilesError)) return false;
	// With 400 it says that a database has no data source that is shared.
	if (thrown.code === 'notShared') return thrown.httpStatus !== 400;
	return thrown.code === 'refusedByNotion';
}

function sourceRef({ id, name }: Json): SourceRef[] {
	const known = asText(id);
	return known === undefined ? [] : [{ id: known, name: asText(name)?.trim() || 'Untitled' }];
}

/**
 * The data sources that a user means: all, or one by ID or name.
 * @throws NotionFilesError naming the available ones
 */
export function chooseSources(database: DatabaseRef, wanted: string): SourceRef[] {
	const { sources } = database;
	if (wanted === ALL_SOURCES) return sources;
	const found =
		sources.find(({ id }) => digits(id) === digits(wanted)) ??
		sources.find(({ name }) => name === wanted) ??
		sources.find(({ name }) => alike(name) === alike(wanted));
	if (found) return [found];
	throw new NotionFilesError({
		code: 'invalidParameter',
		message: `The ${describeDatabase(database)} has no data source “${shortName(wanted)}”`,
		remedy: `Its data sources: ${sources.map(({ name }) => `“${shortName(name)}”`).join(', ')}.`,
	});
}

/** The cover of a database itself. */
export function coverOfDatabase(database: Json): Finding[] {
	return coverFindings(database, inPlaceOfPage(database), kindOf(database));
}

/** The icon of a database itself. */
export function iconOfDatabase(database: Json): Finding[] {
	return iconFindings(database, inPlaceOfPage(database), kindOf(database));
}

/** It takes the page's place in what is reported about a file. */
function inPlaceOfPage(database: Json): PageRef {
	const id = asText(database.id) ?? '';
	return { id, title: titleOf(database), url: addressOf(database, id) };
}

function kindOf({ data_sources: sources }: Json): DatabaseKind {
	return Array.isArray(sources) ? 'database' : 'dataSource';
}

/** The database itself, also for one of its data sources. */
export function homeOf({ id, object }: DatabaseRef): string {
	return object.object === 'data_source' ? (asText(asObject(object.parent).database_id) ?? id) : id;
}

function digits(id: string): string {
	return id.replaceAll('-', '').toLowerCase();
}

/** Notion's answer for a linked database, if it does not refuse it. */
function withoutSources(database: DatabaseRef): NotionFilesError {
	return new NotionFilesError({
		code: 'notShared',
		...seemsLinked(`the ${describeDatabase(database)}`),
		httpStatus: 200,
	});
}
