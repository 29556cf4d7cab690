import type { NotionReader } from '../files/NotionReader';
import { NotionFilesError } from '../errors';
import { asObjects, asText, type Json } from '../json';
import type { NotionClient } from './NotionClient';

/** Notion's largest page of a list. */
const PAGE_SIZE = 100;

/** Notion's endpoints, as far as locating files needs them (facts/notion-api.md 3). */
export function notionReader(client: NotionClient): NotionReader {
	return {
		async page(pageId) {
			const page = await get(client, `/pages/${segment(pageId)}`, `the page ${pageId}`);
			return wholeOrThrow(page, 'properties', `the page ${pageId}`);
		},
		async block(blockId) {
			const block = await get(client, `/blocks/${segment(blockId)}`, `the block ${blockId}`);
			return wholeOrThrow(block, 'type', `the block ${blockId}`);
		},
		blockChildren(blockId) {
			return pages(client, `/blocks/${segment(blockId)}/children`, `the content of ${blockId}`);
		},
		propertyItems(pageId, propertyId) {
			return pages(
				client,
				`/pages/${segment(pageId)}/properties/${propertySegment(propertyId)}`,
				`the property ${propertyId} of page ${pageId}`,
			);
		},
	};
}

async function get(client: NotionClient, path: string, subject: string): Promise<Json> {
	return await client.ask({ method: 'GET', path }, subject);
}

/** A list, one answer after the other: cursors are opaque and belong to one listing (3). */
async function* pages(
	client: NotionClient,
	path: string,
	subject: string,
): AsyncGenerator<Json[], void, undefined> {
	const followed = new Set<string>();
	for (let cursor: string | undefined; ;) {
		const query = new URLSearchParams({ page_size: String(PAGE_SIZE) });
		if (cursor !== undefined) query.set('start_cursor', cursor);
		const answer = await get(client, `${path}?${query.toString()}`, subject);
		yield asObjects(answer.results);
		cursor = asText(answer.next_cursor);
		if (cursor === undefined) return;
		if (followed.has(cursor)) throw goesInCircles(subject);
		followed.add(cursor);
	}
}

function goesInCircles(subject: string): NotionFilesError {
	return new NotionFilesError({
		code: 'refusedByNotion',
		message: `Notion’s list of ${subject} goes in circles: it repeats a cursor`,
		remedy: 'Try again later.',
	});
}

/** Without the capability to read content, Notion gives objects that hold no more than an ID (6.2). */
function wholeOrThrow(object: Json, field: string, subject: string): Json {
	if (field in object) return object;
	throw new NotionFilesError({
		code: 'missingCapability',
		message: `Notion gave only the ID of ${subject}`,
		remedy: 'Open the connection in Notion’s developer settings and switch on “Read content”.',
	});
}

function segment(id: string): string {
	return encodeURIComponent(id);
}

/** Property IDs come from Notion already URL-encoded and go back as they are (3.1). */
function propertySegment(id: string): string {
	return /^[\w%~!$&'()*+,;=:@-]+$/.test(id) ? id : encodeURIComponent(id);
}
