import { NotionFilesError } from '../errors';
import { asObject, asObjects, asText, type Json } from '../json';
import type { WantsMore } from '../locate/NotionReader';
import type { NotionAnswers } from './NotionClient';
import type { ListRequest, NotionRequest } from './exchange';

/** How one pass through a list ended. */
export type Ending =
	| { kind: 'complete' }
	/** Notion returns no more of it, and says so only in `request_status` (docs/notion-api.md#the-10000-row-limit). */
	| { kind: 'cut'; reason: string }
	/**
	 * A cursor was refused on the way: cursors are opaque and belong to one listing
	 * (docs/notion-api.md#lists-and-cursors).
	 */
	| { kind: 'cursorDied'; error: NotionFilesError };

/**
 * One pass through a list along its cursors, one answer after the other. Returns how it ended.
 * @param request creates the request for this many entries from a cursor on, the first without one
 * @param size of this list, in all passes
 * @param subject what is listed, as it reads in a sentence
 */
export async function* followCursors(
	client: NotionAnswers,
	request: (size: number, cursor: string | undefined) => NotionRequest,
	size: PageSize,
	subject: string,
	wantsMore: WantsMore = async () => {},
): AsyncGenerator<Json[], Ending, undefined> {
	const followed = new Set<string>();
	let ending: Ending = { kind: 'complete' };
	for (let cursor: string | undefined; ;) {
		const position = cursor;
		const part: ListRequest = {
			make: () => request(size.entries, position),
			askForLess: () => size.lower(),
		};
		const answer = await client
			.ask(part, subject)
			.catch((thrown: unknown) =>
				position !== undefined && isDeadCursor(thrown) ? thrown : Promise.reject(thrown),
			);
		if (answer instanceof NotionFilesError) return { kind: 'cursorDied', error: answer };
		const status = asObject(answer.request_status);
		if (status.type === 'incomplete') {
			ending = { kind: 'cut', reason: asText(status.incomplete_reason) ?? 'incomplete' };
		}
		yield asObjects(answer.results);
		cursor = asText(answer.next_cursor);
		if (cursor === undefined) return ending;
		if (followed.has(cursor)) throw goesInCircles(subject);
		followed.add(cursor);
		await wantsMore();
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
		message: `Notion’s list of ${subject} does not end: it repeats a cursor`,
		remedy: 'Try again later.',
	});
}

/** How many entries to request at once, from Notion's largest page down. */
const SIZES = [100, 50, 25, 10] as const;

/**
 * How many entries of one list to request at once. Notion answers 504 to large pages of heavy databases and
 * long pages, but returns smaller ones (docs/notion-api.md#large-lists). The size found applies to the rest of
 * that list; the next one begins with the largest page again.
 */
export class PageSize {
	private readonly sizes: number[];

	/** @param largest entries at most */
	constructor(largest: number = SIZES[0]) {
		this.sizes = SIZES.filter((size) => size <= largest);
	}

	get entries(): number {
		return this.sizes[0] ?? 1;
	}

	/** The next request asks for fewer, if possible. */
	lower(): void {
		if (this.sizes.length > 1) this.sizes.shift();
	}
}
