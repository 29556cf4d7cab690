import type { NotionReader } from '../files/NotionReader';
import { NotionFilesError } from '../errors';
import { asObjects, asText, type Json } from '../json';
import type { NotionClient } from './NotionClient';

/** Notion's largest page of a list. */
const PAGE_SIZE = 100;

/** A list whose cursors die time and again is not to be had. */
const MOST_LISTINGS = 3;

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

/**
 * A list, one answer after the other. Cursors are opaque and belong to one listing (3); one that dies
 * on the way begins a new listing, of which only what is new is given.
 */
async function* pages(
	client: NotionClient,
	path: string,
	subject: string,
): AsyncGenerator<Json[], void, undefined> {
	const given = new Given();
	for (let listings = 1; ; listings++) {
		const died = yield* onePass(client, path, subject, given);
		if (died === undefined) return;
		if (listings === MOST_LISTINGS) throw died;
		given.startOver();
	}
}

/** Returns the error of a cursor that died; undefined at the end of the list. */
async function* onePass(
	client: NotionClient,
	path: string,
	subject: string,
	given: Given,
): AsyncGenerator<Json[], NotionFilesError | undefined, undefined> {
	const followed = new Set<string>();
	for (let cursor: string | undefined; ;) {
		const query = new URLSearchParams({ page_size: String(PAGE_SIZE) });
		if (cursor !== undefined) query.set('start_cursor', cursor);
		const answer = await get(client, `${path}?${query.toString()}`, subject).catch(
			(thrown: unknown) =>
				cursor !== undefined && isDeadCursor(thrown) ? thrown : Promise.reject(thrown),
		);
		if (answer instanceof NotionFilesError) return answer;
		yield given.newOf(asObjects(answer.results));
		cursor = asText(answer.next_cursor);
		if (cursor === undefined) return undefined;
		if (followed.has(cursor)) throw goesInCircles(subject);
		followed.add(cursor);
	}
}

/** What a list has given already: by ID, or by position where entries have none (rollups). */
class Given {
	private readonly ids = new Set<string>();

	private count = 0;

	private position = 0;

	startOver(): void {
		this.position = 0;
	}

	newOf(results: Json[]): Json[] {
		return results.filter((result) => {
			const position = this.position++;
			const id = asText(result.id);
			if (id === undefined ? position < this.count : this.ids.has(id)) return false;
			if (id !== undefined) this.ids.add(id);
			this.count = Math.max(this.count, position + 1);
			return true;
		});
	}
}

function isDeadCursor(thrown: unknown): thrown is NotionFilesError {
	return (
		thrown instanceof NotionFilesError &&
		thrown.httpStatus === 400 &&
		/cursor/i.test(thrown.notionMessage ?? '')
	);
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
