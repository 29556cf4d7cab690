import { readAhead } from './readAhead';
import { asText, plainText, type Json } from '../json';
import { describePage } from '../files/describe';
import { mention } from '../mentions';
import { shortName } from '../outward';
import type { Entry, Located } from './Branch';
import { notRead } from './BranchesOnce';
import type { Moment } from './KnownTree';
import { Listed } from './Listed';
import { momentOf } from './moments';
import type { NotionReader, RowsPart, SourceRef } from './NotionReader';
import { pageRef } from './pageFiles';

/** Rows whose reading begins before their turn: enough to hide Notion's latency, few to hold. */
const ROWS_AHEAD = 8;

/** Answers of up to a hundred rows that are asked for before their turn. */
const ANSWERS_AHEAD = 1;

/** What is needed to open the rows of a data source. */
export interface Opening {
	reader: NotionReader;
	/** Begins to read one row, which was listed at that moment. */
	open: (row: Json, moment: Moment) => Located;
	/** Begins with a row that was not listed, since it has not been edited. */
	openUnlisted: (rowId: string, listedSince: string | undefined) => Located;
	/** Begins to read a data source among the rows of a wiki; undefined if those stay closed. */
	openSource: ((id: string, row: Json) => Located) | undefined;
	/** See `branchAt`. */
	level: number;
}

/**
 * The rows of a data source that pass a filter. Rows are listed and opened no more than a little before
 * they are wanted, so that there may be any number of them; on demand, not before. Those that are known,
 * and were not listed because nobody has edited them, follow after the others.
 */
export function rowsOf(source: SourceRef, filter: Json | undefined, opening: Opening): Located {
	const { reader } = opening;
	const list = (): Listing => {
		const known = reader.known?.rowsOf(source, filter);
		const editedSince = known?.editedSince;
		const whole = { source, filter, editedSince, moment: momentOf(reader) };
		return {
			listed: new Listed(whole, editedSince === undefined ? [] : (known?.ids ?? [])),
			answers: timed(reader.rows(source, filter, editedSince), reader),
		};
	};
	let ahead: Listing | undefined;
	return {
		// No row is part of what the database itself shows.
		pageId: `rows of ${source.id}`,
		begin(pace) {
			if (pace === 'onDemand' || ahead) return;
			const { listed, answers } = list();
			ahead = { listed, answers: readAhead(answers, ANSWERS_AHEAD) };
		},
		entries: {
			[Symbol.asyncIterator]() {
				if (!ahead) return entriesOf(list(), opening);
				return readAhead(begun(entriesOf(ahead, opening)), ROWS_AHEAD);
			},
		},
	};
}

/** A list of rows that was begun. */
interface Listing {
	listed: Listed;
	answers: AsyncIterable<TimedPart>;
}

/** The same, but what is opened begins to be read. */
async function* begun(entries: AsyncIterable<Entry>): AsyncGenerator<Entry, void, undefined> {
	for await (const entry of entries) {
		if (entry.kind === 'branch') entry.branch.begin?.('ahead');
		yield entry;
	}
}

interface TimedPart {
	part: RowsPart;
	moment: Moment;
}

/** With the moment of each answer, which may wait long for its turn. */
async function* timed(
	answers: AsyncIterable<RowsPart>,
	reader: NotionReader,
): AsyncGenerator<TimedPart, void, undefined> {
	let here = Date.now();
	for await (const part of answers) {
		yield { part, moment: { here, notion: reader.notionTime?.() } };
		here = Date.now();
	}
}

async function* entriesOf(
	{ answers, listed }: Listing,
	opening: Opening,
): AsyncGenerator<Entry, void, undefined> {
	const { source, filter, editedSince } = listed.list;
	// A row that was edited since and is not in the list no longer passes the filter.
	const listedSince = filter === undefined ? undefined : editedSince;
	let left: ReadonlySet<string> = new Set();
	try {
		for await (const { part, moment } of answers) {
			if (part.kind === 'missing') {
				listed.isMissingSome();
				yield { kind: 'finding', finding: { kind: 'failed', error: part.error } };
				continue;
			}
			for (const row of part.rows) {
				if (opening.reader.known) listed.add(row);
				yield* entriesFor(row, source, opening, moment);
			}
		}
		left = await listed.leftTheFilter(opening.reader);
	} catch (thrown) {
		listed.isMissingSome();
		const what = `the rows of “${shortName(source.name)}”`;
		yield { kind: 'finding', finding: notRead(thrown, opening.level, what) };
	}
	if (!opening.reader.known) return;
	for (const id of listed.unlisted) {
		if (!left.has(id)) yield opened(opening.openUnlisted(id, listedSince));
	}
	for (const finding of listed.end(left)) yield { kind: 'finding', finding };
}

/** Where a row leads, or why it is skipped. */
function entriesFor(row: Json, source: SourceRef, opening: Opening, moment: Moment): Entry[] {
	const id = asText(row.id) ?? '';
	if (row.object !== 'data_source' || row.in_trash === true || !opening.openSource || id === '') {
		return [entryFor(row, source, opening, moment)];
	}
	// Its own rows can change without a sign in its time.
	const lastEditedTime = asText(row.last_edited_time);
	const read = {
		kind: 'pageRead',
		pageId: id,
		lastEditedTime,
		moment,
		quiet: false,
		children: undefined,
	} as const;
	return [opened(opening.openSource(id, row)), { kind: 'finding', finding: read }];
}

function entryFor(row: Json, { name }: SourceRef, opening: Opening, moment: Moment): Entry {
	const id = asText(row.id) ?? '';
	if (row.object === 'data_source' && row.in_trash !== true) {
		const title = shortName(plainText(row.title).trim() || 'Untitled');
		return leftOut(
			`Skipped the data source “${title}” among the rows of the wiki “${shortName(name)}”; “Child Databases” includes it, as deep as “Child Pages” allows, or choose it as the database`,
		);
	}
	// Without the capability to read content, Notion returns nothing but IDs
	// (docs/notion-api.md#capabilities).
	if (id === '' || !('properties' in row))
		return leftOut(
			`Notion returned only the ID of ${mention('a row', id)} of “${shortName(name)}”`,
		);
	if (row.in_trash === true)
		return leftOut(`Skipped because it is in Notion’s trash: ${describePage(pageRef(row))}`);
	return opened(opening.open(row, moment));
}

function opened(branch: Located): Entry {
	return { kind: 'branch', branch };
}

function leftOut(reason: string): Entry {
	return { kind: 'finding', finding: { kind: 'skipped', reason } };
}
