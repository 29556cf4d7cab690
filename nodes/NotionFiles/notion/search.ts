import { asObjects, asText, plainText, type Json } from '../json';
import { pageRef } from '../locate/pageFiles';
import type { NotionClient } from './NotionClient';

/** What search gives: pages, or data sources, which are the tables of databases. */
export type Sought = 'page' | 'data_source';

export interface Found {
	id: string;
	title: string;
	url: string | undefined;
}

/** Enough for a list in the editor; more comes when the user scrolls. */
const PAGE_SIZE = 50;

const LISTS: Readonly<Record<Sought, string>> = {
	page: 'the list of pages',
	data_source: 'the list of databases',
};

/**
 * Pages or data sources by title, last edited first. Notion's search lags behind and knows titles
 * only: fit for a list to choose from, not for an inventory (facts/notion-api.md 3).
 */
export async function search(
	client: NotionClient,
	sought: Sought,
	words: string | undefined,
	cursor: string | undefined,
): Promise<{ found: Found[]; next: string | undefined }> {
	const body = {
		...(words ? { query: words } : {}),
		filter: { property: 'object', value: sought },
		sort: { timestamp: 'last_edited_time', direction: 'descending' },
		page_size: PAGE_SIZE,
		...(cursor ? { start_cursor: cursor } : {}),
	};
	const answer = await client.ask({ method: 'POST', path: '/search', body }, LISTS[sought]);
	const found = asObjects(answer.results)
		.filter(({ object }) => object === sought)
		.map(sought === 'page' ? pageRef : sourceFound);
	return { found, next: asText(answer.next_cursor) };
}

function sourceFound(source: Json): Found {
	return {
		id: asText(source.id) ?? '',
		title: plainText(source.title).trim() || 'Untitled',
		url: asText(source.url),
	};
}
