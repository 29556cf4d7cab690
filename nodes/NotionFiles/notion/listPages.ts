import { NotionFilesError } from '../errors';
import { asObjects, asText, type Json } from '../json';
import type { NotionClient } from './NotionClient';

/** Notion's largest page of a list. */
const PAGE_SIZE = 100;

/** A list whose cursors die time and again is not to be had. */
const MOST_LISTINGS = 3;

/**
 * A list, one answer after the other. Cursors are opaque and belong to one listing (3); one that dies
 * on the way begins a new listing, of which only what is new is given.
 */
export async function* listPages(
	client: NotionClient,
	path: string,
	subject: string,
	identify: Identify,
): AsyncGenerator<Json[], void, undefined> {
	const given = new Given(identify);
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
		const answer = await ask(`${path}?${query.toString()}`).catch((thrown: unknown) =>
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

/** What tells an entry from the others, whatever its position; undefined where nothing does. */
type Identify = (entry: Json) => string | undefined;

/** What a list has given already: by identity, or by position where entries have none. */
class Given {
	private readonly ids = new Set<string>();

	private count = 0;

	private position = 0;

	constructor(private readonly identify: Identify) {}

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
