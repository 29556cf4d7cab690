import { NotionFilesError } from '../errors';
import { asObjects, asText, type Json } from '../json';
import type { NotionClient } from './NotionClient';

/** Notion's largest page of a list. */
const PAGE_SIZE = 100;

/** A list whose cursors die time and again is not to be had. */
const MOST_LISTINGS = 3;

/** A list to read. */
export interface Listing {
	/** Below `/v1`, without query. */
	path: string;
	/** What else than the position in the list belongs to its query, encoded. */
	query?: string;
	/** What is listed, as it reads in a sentence. */
	subject: string;
	/** What tells an entry from the others, whatever its position; undefined where nothing does. */
	identify: (entry: Json) => string | undefined;
}

/**
 * A list, one answer after the other. Cursors are opaque and belong to one listing
 * (facts/notion-api.md 3); one that dies on the way begins a new listing, of which only what is new
 * is given.
 */
export async function* listPages(
	client: NotionClient,
	listing: Listing,
): AsyncGenerator<Json[], void, undefined> {
	const given = new Given(listing.identify);
	for (let listings = 1; ; listings++) {
		const died = yield* onePass(client, listing, given);
		if (died === undefined) return;
		if (listings === MOST_LISTINGS) throw died;
		given.startOver();
	}
}

/** Returns the error of a cursor that died; undefined at the end of the list. */
async function* onePass(
	client: NotionClient,
	{ path, query: which, subject }: Listing,
	given: Given,
): AsyncGenerator<Json[], NotionFilesError | undefined, undefined> {
	const followed = new Set<string>();
	const first = `${which === undefined ? '' : `${which}&`}page_size=${PAGE_SIZE}`;
	let query = first;
	for (;;) {
		const answer = await client
			.ask({ method: 'GET', path: `${path}?${query}` }, subject)
			.catch((thrown: unknown) =>
				followed.size > 0 && isDeadCursor(thrown) ? thrown : Promise.reject(thrown),
			);
		if (answer instanceof NotionFilesError) return answer;
		yield given.newOf(asObjects(answer.results));
		const cursor = asText(answer.next_cursor);
		if (cursor === undefined) return undefined;
		if (followed.has(cursor)) throw goesInCircles(subject);
		followed.add(cursor);
		query = `${first}&start_cursor=${encodeURIComponent(cursor)}`;
	}
}

/** What a list has given already: by identity, or by position where entries have none. */
class Given {
	private readonly ids = new Set<string>();

	private count = 0;

	private position = 0;

	constructor(private readonly identify: Listing['identify']) {}

	startOver(): void {
		this.position = 0;
	}

	newOf(results: Json[]): Json[] {
		return results.filter((result) => {
			const position = this.position++;
			const id = this.identify(result);
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
