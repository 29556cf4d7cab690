import { NotionFilesError } from '../errors';
import { asText, type Json } from '../json';
import type { RowsPart } from '../locate/NotionReader';
import { followCursors, PageSize } from './followCursors';
import type { NotionAnswers } from './NotionClient';
import { when, withConditions } from './rowFilter';
import type { NotionRequest } from './exchange';

/** After this many listings in succession whose cursor expires before a new row, no more can be read. */
const MOST_DEATHS = 3;

/** Notion keeps times to the minute. */
const MINUTE_MS = 60_000;

/** The rows of a data source to request. */
export interface RowQuery {
	/** Below `/v1`. */
	path: string;
	/** What is listed, as it reads in a sentence. */
	subject: string;
	filter: Json | undefined;
}

/** Rows by creation time; a listing without an end goes to the newest. */
interface Window {
	from: string | undefined;
	to?: string;
}

/**
 * All rows that match a filter, in the order of their creation, each once. A query ends after 10,000 results,
 * and its cursors may expire: then a new query begins a minute before the last row was created, which no edit
 * changes (docs/notion-api.md#the-10000-row-limit). If that leads no further, the minute is listed by itself:
 * only if that is cut as well are there rows that Notion does not return.
 */
export async function* queryRows(
	client: NotionAnswers,
	query: RowQuery,
): AsyncGenerator<RowsPart, void, undefined> {
	const seen = new Seen();
	const size = new PageSize();
	let window: Window | undefined = { from: undefined };
	for (let deaths = 0; window !== undefined;) {
		const before = seen.count;
		const pass = followCursors(client, requestsFor(query, window), size, query.subject);
		const next = async () => await pass.next().catch(aboutFilter(query));
		let part = await next();
		for (; !part.done; part = await next()) {
			yield { kind: 'rows', rows: seen.newOf(part.value) };
		}
		const ending = part.value;
		if (ending.kind === 'cursorDied') {
			deaths = seen.count > before ? 1 : deaths + 1;
			if (deaths >= MOST_DEATHS) throw ending.error;
			window = { ...window, from: seen.resumesAt(window.from) };
			continue;
		}
		const reason = ending.kind === 'cut' ? ending.reason : undefined;
		const after = windowAfter(window, reason !== undefined, seen);
		if (after.isMissing) {
			yield { kind: 'missing', error: cannotPass(query.subject, window.from, reason) };
		}
		window = after.window;
	}
}

function requestsFor({ path, filter }: RowQuery, { from, to }: Window) {
	const conditions = [
		...(from === undefined ? [] : [when('created_time', 'on_or_after', from)]),
		...(to === undefined ? [] : [when('created_time', 'before', to)]),
	];
	const body = {
		sorts: [{ timestamp: 'created_time', direction: 'ascending' }],
		filter: withConditions(filter, conditions),
	};
	return (page_size: number, start_cursor: string | undefined): NotionRequest => ({
		method: 'POST',
		path,
		body: { page_size, ...body, start_cursor },
	});
}

/** Where to continue after a listing, and whether some of its rows are missing for good. */
function windowAfter(
	{ from, to }: Window,
	isCut: boolean,
	seen: Seen,
): { window: Window | undefined; isMissing: boolean } {
	if (to !== undefined) return { window: { from: to }, isMissing: isCut };
	if (!isCut) return { window: undefined, isMissing: false };
	const next = seen.resumesAt(from);
	if (next !== from) return { window: { from: next }, isMissing: false };
	// Rows without order, or without their time, lead nowhere.
	if (from === undefined || !seen.hasReached(from)) return { window: undefined, isMissing: true };
	return { window: { from, to: isoTime(Date.parse(from) + MINUTE_MS) }, isMissing: false };
}

/** The rows of all listings so far. */
class Seen {
	private readonly ids = new Set<string>();

	/** When the last row was created, in milliseconds. */
	private lastCreated = NaN;

	get count(): number {
		return this.ids.size;
	}

	newOf(rows: Json[]): Json[] {
		return rows.filter((row) => {
			const created = Date.parse(asText(row.created_time) ?? '');
			if (!Number.isNaN(created)) this.lastCreated = created;
			const id = asText(row.id);
			if (id === undefined) return true;
			const known = this.ids.has(id);
			this.ids.add(id);
			return !known;
		});
	}

	/**
	 * Where to resume a listing that began at `from`. Notion rounds times to the minute, does not say how, and
	 * compares them to the millisecond: so a minute earlier than the time it shows.
	 */
	resumesAt(from: string | undefined): string | undefined {
		const minute = Math.floor(this.lastCreated / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
		const isLater = from === undefined ? !Number.isNaN(minute) : minute > Date.parse(from);
		return isLater ? isoTime(minute) : from;
	}

	hasReached(time: string): boolean {
		return this.lastCreated >= Date.parse(time);
	}
}

function isoTime(ms: number): string {
	return new Date(ms).toISOString();
}

function cannotPass(
	subject: string,
	time: string | undefined,
	reason: string | undefined,
): NotionFilesError {
	const why =
		time === undefined ? '' : `: more were created in the minute ${time} than one query returns`;
	return new NotionFilesError({
		code: 'refusedByNotion',
		message: `Notion does not return all of ${subject}${why}`,
		remedy: 'Get them in parts: use several nodes, each with a row filter that matches fewer rows.',
		notionMessage: reason,
	});
}

/** What Notion says about a refused query is mostly about the user's filter. */
function aboutFilter({ filter, subject }: RowQuery): (thrown: unknown) => Promise<never> {
	return async (thrown) => {
		const isRefusal = thrown instanceof NotionFilesError && thrown.code === 'refusedByNotion';
		if (filter === undefined || !isRefusal || thrown.httpStatus !== 400) {
			return await Promise.reject(thrown);
		}
		throw new NotionFilesError({
			code: 'invalidParameter',
			...reasonAgainstFilter(thrown.notionMessage ?? '', subject),
			notionMessage: thrown.notionMessage,
			httpStatus: thrown.httpStatus,
		});
	};
}

function reasonAgainstFilter(words: string, subject: string): { message: string; remedy: string } {
	if (/\blength should be ≤/.test(words)) {
		return {
			message: `The row filter is too long for ${subject}`,
			remedy:
				'Notion accepts up to 100 conditions in one list, and the node adds up to three of its own. Use several nodes, each with a part of the filter.',
		};
	}
	return {
		message: `Notion rejected the filter for ${subject}`,
		remedy:
			'Check that the row filter uses properties of this database, each with the right type. If a View is chosen, its filter may be one that Notion accepts there alone: choose “All Rows”, and write the filter yourself.',
	};
}
