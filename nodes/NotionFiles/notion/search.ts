import { asObject, asObjects, asText, type Json, plainText } from '../json';
import { pageRef } from '../locate/pageFiles';
import type { ListRequest } from './exchange';
import type { NotionClient } from './NotionClient';
import { PageSize } from './followCursors';

/** What search returns: pages, or data sources, which are the tables of databases. */
export type SearchKind = 'page' | 'data_source';

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
		filter: { property: 'object', value: kind },
		sort: { timestamp: 'last_edited_time', direction: 'descending' },
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
		.map(kind === 'page' ? pageRef : sourceFound);
	const isCut = asObject(answer.request_status).type === 'incomplete';
	return { found, next: asText(answer.next_cursor), isCut };
}

function sourceFound(source: Json): SearchHit {
	return {
		id: asText(source.id) ?? '',
		title: plainText(source.title).trim() || 'Untitled',
		url: asText(source.url),
	};
}
