import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { ALL_SOURCES, readDatabase } from '../locate/databases';
import { filesProperties } from '../locate/pageFiles';
import { connectionOf } from '../notion/connection';
import { gateFor } from '../notion/tokenGates';
import { NotionClient } from '../notion/NotionClient';
import { notionReader } from '../notion/notionReader';
import { search, type Sought } from '../notion/search';
import { notionTransport } from '../notion/transport';
import { ALL_PROPERTIES } from '../operations/getPropertyFiles';
import { readId } from '../operations/ItemParameters';
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

async function searchFor(
	sought: Sought,
	context: ILoadOptionsFunctions,
	words: string | undefined,
	cursor: string | undefined,
): Promise<INodeListSearchResult> {
	return await inEditor(context, async (client) => {
		const { found, next } = await search(client, sought, words, cursor);
		const results = found.map(({ id, title, url }) => ({ name: title, value: id, url }));
		return { results, paginationToken: next };
	});
}

/** The properties of the chosen page that hold files. */
export async function getFilesProperties(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const all = { name: 'All Files Properties', value: ALL_PROPERTIES };
	const chosen = this.getCurrentNodeParameter('pageId');
	return await inEditor(this, async (client) => {
		const page = await notionReader(client).page(readId(chosen, 'Page', 'page'));
		const properties = filesProperties(page).map(({ name, id }) => ({ name, value: id }));
		return [all, ...properties];
	});
}

/** The data sources of the chosen database. */
export async function getDataSources(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const all = { name: 'All Data Sources', value: ALL_SOURCES };
	const chosen = this.getCurrentNodeParameter('databaseId');
	return await inEditor(this, async (client) => {
		const id = readId(chosen, 'Database', 'database');
		const { sources } = await readDatabase(id, notionReader(client));
		return [all, ...sources.map(({ name, id: value }) => ({ name, value }))];
	});
}

async function inEditor<T>(
	context: ILoadOptionsFunctions,
	work: (client: NotionClient) => Promise<T>,
): Promise<T> {
	try {
		const connection = await connectionOf(context);
		const send = notionTransport(context, connection, undefined);
		return await work(new NotionClient(send, gateFor(connection.tokenKey), undefined));
	} catch (thrown) {
		throw thrown instanceof NotionFilesError
			? nodeError(context.getNode(), thrown, undefined)
			: thrown;
	}
}
