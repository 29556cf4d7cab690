import { asObjects, asText } from '../json';
import { pageRef } from '../locate/pageFiles';
import type { NotionClient } from './NotionClient';

export interface FoundPage {
	id: string;
	title: string;
	url: string;
}

/** Enough for a list in the editor; more comes when the user scrolls. */
const PAGE_SIZE = 50;

/**
 * Pages by title, last edited first. Notion's search lags behind and knows titles only: fit for a
 * list to choose from, not for an inventory (facts/notion-api.md 3).
 */
export async function searchPages(
	client: NotionClient,
	words: string | undefined,
	cursor: string | undefined,
): Promise<{ pages: FoundPage[]; next: string | undefined }> {
	const body = {
		...(words ? { query: words } : {}),
		filter: { property: 'object', value: 'page' },
		sort: { timestamp: 'last_edited_time', direction: 'descending' },
		page_size: PAGE_SIZE,
		...(cursor ? { start_cursor: cursor } : {}),
	};
	const answer = await client.ask({ method: 'POST', path: '/search', body }, 'the list of pages');
	const pages = asObjects(answer.results)
		.filter(({ object }) => object === 'page')
		.map(pageRef);
	return { pages, next: asText(answer.next_cursor) };
}
