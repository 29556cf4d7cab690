import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { ALL_SOURCES, readDatabase, readListed, withNames } from '../locate/databases';
import { orLinked } from '../locate/linkedDatabases';
import { ifReadable } from '../locate/BranchesOnce';
import type { NotionReader } from '../locate/NotionReader';
import type { View } from '../locate/Views';
import { filesProperties, pageRef, type FilesProperty } from '../locate/pageFiles';
import { parseNotionId, parseViewId, viewInUrl } from '../notion/ids';
import { notionReader } from '../notion/notionReader';
import { search, type SearchHit, type SearchKind } from '../notion/search';
import { ALL_PROPERTIES } from '../operations/getPropertyFiles';
import { isFromList, readId } from '../parameters/locators';
import { inEditor, isOpen } from './inEditor';

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
	const reading = kind === 'page' ? pageById(id, reader) : sourcesById(id, words, reader);
	return await reading.catch(async (thrown: unknown) => {
		// Then it may be the title of something, however unlikely.
		const isKnown = thrown instanceof NotionFilesError && thrown.code !== 'unauthorized';
		return isKnown ? [] : await Promise.reject(thrown);
	});
}

async function pageById(id: string, reader: NotionReader): Promise<SearchHit[]> {
	return [pageRef(await reader.page(id))];
}

async function sourcesById(id: string, words: string, reader: NotionReader): Promise<SearchHit[]> {
	const { sources } = await withNames(orLinked(readDatabase))(id, reader);
	const view = await viewIn(words, reader);
	return sources.map(({ id: value, name }) => {
		const isShown = view !== undefined && view.sourceId === value;
		return { id: value, title: name, url: isShown ? urlOf(id, view.id) : undefined };
	});
}

/** n8n keeps it beside the chosen ID, and so “From the URL” finds the view. */
function urlOf(databaseId: string, viewId: string): string {
	return `https://www.notion.so/${databaseId}?v=${viewId}`.replaceAll('-', '');
}

/** The view that a pasted URL names, if Notion returns it. */
async function viewIn(words: string, { views }: NotionReader): Promise<View | undefined> {
	const id = parseViewId(viewInUrl(words) ?? '');
	return id === undefined ? undefined : await ifReadable(views.view(id));
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
		const { sources } = await withNames(orLinked(read))(id, notionReader(client));
		return [all, ...sources.map(({ name, id: value }) => ({ name, value }))];
	});
}
