import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { clock } from '../flow/clock';
import { asObject } from '../json';
import { ALL_SOURCES, readDatabase, readListed } from '../locate/databases';
import type { NotionReader, SearchKind } from '../locate/NotionReader';
import { filesProperties, pageRef, type FilesProperty } from '../locate/pageFiles';
import { connectionOf } from '../notion/connection';
import { parseNotionId } from '../notion/ids';
import { gateFor } from '../notion/TokenGate';
import { NotionClient } from '../notion/NotionClient';
import { notionReader } from '../notion/notionReader';
import { search, type SearchHit } from '../notion/search';
import { notionTransport } from '../notion/transport';
import { ALL_PROPERTIES } from '../operations/getPropertyFiles';
import { isFromList, readId } from '../parameters/locators';
import { nodeError } from '../output/nodeError';

/** “From List” of a page or block: the pages that the connection sees. */
export async function searchPages(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchFor('page', this, filter, paginationToken);
}

/** “From List” of a database: the data sources that the connection sees. */
export async function searchDatabases(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchFor('data_source', this, filter, paginationToken);
}

/** If Notion returns only part of what it found. */
const MORE = '… Notion does not list any more: type part of the title, or choose by URL';

async function searchFor(
	kind: SearchKind,
	context: ILoadOptionsFunctions,
	words: string | undefined,
	cursor: string | undefined,
): Promise<INodeListSearchResult> {
	return await inEditor(context, async (client) => {
		const pasted = await foundByLink(kind, words ?? '', notionReader(client));
		const { found, next, isCut } =
			pasted.length > 0
				? { found: pasted, next: undefined, isCut: false }
				: await search(client, kind, words, cursor);
		const results = found.map(({ id, title, url }) => ({ name: title, value: id, url }));
		// The only place for a hint is the end of the list; choosing it is like choosing nothing.
		const more = isCut && next === undefined ? [{ name: MORE, value: '' }] : [];
		return { results: [...results, ...more], paginationToken: next };
	});
}

/** What a URL or ID leads to that was pasted into the list's search field; Notion searches titles only. */
async function foundByLink(
	kind: SearchKind,
	words: string,
	reader: NotionReader,
): Promise<SearchHit[]> {
	const id = parseNotionId(words, kind === 'page' ? 'page' : 'database');
	if (id === undefined) return [];
	const reading = kind === 'page' ? pageById(id, reader) : sourcesById(id, reader);
	return await reading.catch(async (thrown: unknown) => {
		// Then it may be the title of something, however unlikely.
		const isKnown = thrown instanceof NotionFilesError && thrown.code !== 'unauthorized';
		return isKnown ? [] : await Promise.reject(thrown);
	});
}

async function pageById(id: string, reader: NotionReader): Promise<SearchHit[]> {
	return [pageRef(await reader.page(id))];
}

async function sourcesById(id: string, reader: NotionReader): Promise<SearchHit[]> {
	const { sources } = await readDatabase(id, reader);
	return sources.map(({ id: value, name }) => ({ id: value, title: name, url: undefined }));
}

/** What the editor says about a property, below its name. */
const OF_KIND: Readonly<Record<FilesProperty['kind'], string | undefined>> = {
	files: undefined,
	rollup: 'Rollup of a “Files & media” property',
	unavailable: 'Rollup that Notion’s API cannot return',
};

/** The properties of the chosen page that hold files. */
export async function getFilesProperties(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const all = { name: 'All Files Properties', value: ALL_PROPERTIES };
	const chosen = this.getCurrentNodeParameter('pageId');
	if (isOpen(chosen)) return [all];
	return await inEditor(this, async (client) => {
		const page = await notionReader(client).page(readId(chosen, 'Page', 'page'));
		const properties = filesProperties(page).map(({ kind, name, id }) => ({
			name,
			value: id,
			description: OF_KIND[kind],
		}));
		return [all, ...properties];
	});
}

/** The data sources of the chosen database. */
export async function getDataSources(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const all = { name: 'All Data Sources', value: ALL_SOURCES };
	const chosen = this.getCurrentNodeParameter('databaseId');
	if (isOpen(chosen)) return [all];
	return await inEditor(this, async (client) => {
		const id = readId(chosen, 'Database', 'database');
		const read = isFromList(chosen) ? readListed : readDatabase;
		const { sources } = await read(id, notionReader(client));
		return [all, ...sources.map(({ name, id: value }) => ({ name, value }))];
	});
}

/** Nothing is chosen yet, or only an expression, whose value is known in an execution. */
function isOpen(chosen: unknown): boolean {
	const value = asObject(chosen).value ?? chosen ?? '';
	return value === '' || (typeof value === 'string' && value.startsWith('='));
}

/** Nobody looks at an open list for longer; a run may wait for minutes if Notion asks for it. */
const PATIENCE_MS = 20_000;

function tooLate(): NotionFilesError {
	return new NotionFilesError({
		code: 'notionUnavailable',
		message: `Notion did not answer within ${PATIENCE_MS / 1_000} seconds`,
		remedy:
			'Open the list again in a minute: Notion limits how many requests a connection may make. You can also choose by URL or ID.',
	});
}

async function inEditor<T>(
	context: ILoadOptionsFunctions,
	work: (client: NotionClient) => Promise<T>,
): Promise<T> {
	const late = new AbortController();
	const done = new AbortController();
	clock.limit(PATIENCE_MS, done.signal).then(
		() => late.abort(tooLate()),
		() => {},
	);
	try {
		const connection = await connectionOf(context);
		const send = notionTransport(context, connection, late.signal);
		return await work(new NotionClient(send, gateFor(connection.tokenKey), late.signal));
	} catch (thrown) {
		// What an abort throws depends on where it is noticed.
		const error: unknown = late.signal.aborted ? late.signal.reason : thrown;
		throw error instanceof NotionFilesError
			? nodeError(context.getNode(), error, undefined)
			: error;
	} finally {
		done.abort();
	}
}
