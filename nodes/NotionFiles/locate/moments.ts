import type { Moment } from './KnownTree';
import type { NotionReader } from './NotionReader';

/**
 * Search may show an object as it was some time ago: minutes, as far as anybody has seen
 * (docs/notion-api.md#search).
 */
export const SEARCH_LAG_MS = 6 * 60 * 60_000;

/** Now. */
export function momentOf(reader: NotionReader): Moment {
	return { here: Date.now(), notion: reader.notionTime?.() };
}

/** The earliest moment that an object of a search may show. */
export function beforeSearch({ here, notion }: Moment): Moment {
	return {
		here: here - SEARCH_LAG_MS,
		notion: notion === undefined ? undefined : notion - SEARCH_LAG_MS,
	};
}

/** For something that is to be asked of Notion itself, even if an object of it is there already. */
export function directIf(isWanted: boolean, reader: NotionReader): NotionReader {
	return isWanted ? (reader.direct ?? reader) : reader;
}
