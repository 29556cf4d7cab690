import type { Json } from '../json';
import type { OnCut, WantsMore } from '../locate/NotionReader';
import { followCursors, PageSize } from './followCursors';
import type { NotionAnswers } from './NotionClient';
import type { NotionRequest } from './exchange';

/** If the cursors of a list keep expiring, it cannot be read. */
const MOST_LISTINGS = 3;

/** A list to read. */
export interface Listing {
	/** Below `/v1`, without query. */
	path: string;
	/** The rest of its query besides the position in the list, encoded. */
	query?: string;
	/** What is listed, as it reads in a sentence. */
	subject: string;
	/** What distinguishes an entry from the others, whatever its position; undefined if nothing does. */
	identify: (entry: Json) => string | undefined;
	wantsMore?: WantsMore | undefined;
}

/**
 * A list, one answer after the other. Cursors are opaque and belong to one listing
 * (docs/notion-api.md#lists-and-cursors); if one expires on the way, a new listing begins, of which only new
 * entries are returned. Notion may also return only part of a list, and say so beside the last entries.
 */
export async function* listPages(
	client: NotionAnswers,
	listing: Listing,
	onCut: OnCut = () => {},
): AsyncGenerator<Json[], void, undefined> {
	const given = new Given(listing.identify);
	const size = new PageSize();
	for (let listings = 1; ; listings++) {
		const { subject, wantsMore } = listing;
		const pass = followCursors(client, requestsFor(listing), size, subject, wantsMore);
		let part = await pass.next();
		for (; !part.done; part = await pass.next()) yield given.newOf(part.value);
		if (part.value.kind === 'cut') onCut(cutShort(listing.subject, part.value.reason));
		if (part.value.kind !== 'cursorDied') return;
		if (listings === MOST_LISTINGS) throw part.value.error;
		given.startOver();
	}
}

function cutShort(subject: string, reason: string): string {
	return `Notion returned only part of ${subject} (${reason})`;
}

function requestsFor({ path, query }: Listing) {
	const first = query === undefined ? '' : `${query}&`;
	return (size: number, cursor: string | undefined): NotionRequest => {
		const position = cursor === undefined ? '' : `&start_cursor=${encodeURIComponent(cursor)}`;
		return { method: 'GET', path: `${path}?${first}page_size=${size}${position}` };
	};
}

/** What a list has returned already: by identity, or by position if entries have none. */
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
