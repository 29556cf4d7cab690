import { asObject, asObjects, asText, type Json, plainText } from '../json';
import type { OnCut, SearchKind, SearchOrder } from '../locate/NotionReader';
import { pageRef } from '../locate/pageFiles';
import type { ListRequest } from './exchange';
import { PageSize } from './followCursors';
import { listPages } from './listPages';
import type { NotionAnswers, NotionClient } from './NotionClient';

export interface SearchHit {
	id: string;
	title: string;
	url: string | undefined;
}

/** A part of the results. */
export interface SearchPage {
	found: SearchHit[];
	next: string | undefined;
	/** Whether there is more that Notion does not return (`request_status`: docs/notion-api.md#search). */
	isCut: boolean;
}

/** Enough for a list in the editor; more is loaded when the user scrolls. */
const MOST_ENTRIES = 50;

const LISTS: Readonly<Record<SearchKind, string>> = {
	page: 'the list of pages',
	data_source: 'the list of databases',
};

/**
 * Pages or data sources by title, last edited first. Notion's search lags behind and searches only titles:
 * good enough for a list to choose from, not for an inventory (docs/notion-api.md#search).
 */
export async function search(
	client: NotionClient,
	kind: SearchKind,
	words: string | undefined,
	cursor: string | undefined,
): Promise<SearchPage> {
	const size = new PageSize(MOST_ENTRIES);
	const body = {
		...(words ? { query: words } : {}),
		...byEditTime(kind, 'descending'),
		...(cursor ? { start_cursor: cursor } : {}),
	};
	const request: ListRequest = {
		make: () => ({
			method: 'POST',
			path: '/search',
			body: { ...body, page_size: size.entries },
		}),
		askForLess: () => size.lower(),
	};
	const answer = await client.ask(request, LISTS[kind]);
	const found = asObjects(answer.results)
		.filter(({ object }) => object === kind)
		.map(kind === 'page' ? pageFound : sourceFound);
	const isCut = asObject(answer.request_status).type === 'incomplete';
	return { found, next: asText(answer.next_cursor), isCut };
}

/**
 * All that search returns of one kind, as `NotionReader.search` says. People edit while it is listed, so
 * entries move between its answers: those that appear twice are returned once.
 */
export async function* searchAll(
	client: NotionAnswers,
	kind: SearchKind,
	order: SearchOrder,
	onCut?: OnCut,
): AsyncGenerator<Json[], void, undefined> {
	const body = byEditTime(kind, order);
	const identify = ({ id }: Json): string | undefined => asText(id);
	const listing = { path: '/search', body, subject: LISTS[kind], identify };
	for await (const entries of listPages(client, listing, onCut)) {
		yield entries.filter(({ object }) => object === kind);
	}
}

function byEditTime(kind: SearchKind, direction: SearchOrder) {
	return {
		filter: { property: 'object', value: kind },
		sort: { timestamp: 'last_edited_time', direction },
	};
}

/** In most workspaces, most pages are rows: the list says which. */
function pageFound(page: Json): SearchHit {
	const { id, title, url } = pageRef(page);
	const { type } = asObject(page.parent);
	const isRow = type === 'data_source_id' || type === 'database_id';
	return { id, title: isRow ? `${title} (row)` : title, url };
}

function sourceFound(source: Json): SearchHit {
	return {
		id: asText(source.id) ?? '',
		title: plainText(source.title).trim() || 'Untitled',
		url: asText(source.url),
	};
}
