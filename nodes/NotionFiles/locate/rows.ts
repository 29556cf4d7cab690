import { readAhead } from './readAhead';
import { asText, plainText, type Json } from '../json';
import { describePage } from '../files/describe';
import { shortName } from '../outward';
import type { Entry, Located } from './Branch';
import { notRead } from './BranchesOnce';
import type { NotionReader, RowsPart, SourceRef } from './NotionReader';
import { pageRef } from './pageFiles';

/** Rows whose reading begins before their turn: enough to hide Notion's latency, few to hold. */
const ROWS_AHEAD = 8;

/** Answers of up to a hundred rows that are asked for before their turn. */
const ANSWERS_AHEAD = 1;

/** What is needed to open the rows of a data source. */
export interface Opening {
	reader: NotionReader;
	/** Begins to read one row. */
	open: (row: Json) => Located;
	/** Begins to read a data source among the rows of a wiki; undefined if those stay closed. */
	openSource: ((id: string, row: Json) => Located) | undefined;
	/** See `branchAt`. */
	level: number;
}

/**
 * The rows of a data source that pass a filter. Rows are listed and opened no more than a little before
 * they are wanted, so that there may be any number of them; on demand, not before.
 */
export function rowsOf(source: SourceRef, filter: Json | undefined, opening: Opening): Located {
	let answers = opening.reader.rows(source, filter);
	let rowsAhead = 0;
	return {
		// No row is part of what the database itself shows.
		pageId: `rows of ${source.id}`,
		begin(pace) {
			if (pace === 'onDemand' || rowsAhead > 0) return;
			rowsAhead = ROWS_AHEAD;
			answers = readAhead(answers, ANSWERS_AHEAD);
		},
		entries: {
			[Symbol.asyncIterator]() {
				const entries = entriesOf(answers, source, opening);
				return rowsAhead > 0 ? readAhead(begun(entries), rowsAhead) : entries;
			},
		},
	};
}

/** The same, but what is opened begins to be read. */
async function* begun(entries: AsyncIterable<Entry>): AsyncGenerator<Entry, void, undefined> {
	for await (const entry of entries) {
		if (entry.kind === 'branch') entry.branch.begin?.('ahead');
		yield entry;
	}
}

async function* entriesOf(
	answers: AsyncIterable<RowsPart>,
	source: SourceRef,
	opening: Opening,
): AsyncGenerator<Entry, void, undefined> {
	try {
		for await (const answer of answers) {
			if (answer.kind === 'missing') {
				yield { kind: 'finding', finding: { kind: 'failed', error: answer.error } };
			} else {
				for (const row of answer.rows) yield* entriesFor(row, source, opening);
			}
		}
	} catch (thrown) {
		const what = `the rows of “${source.name}”`;
		yield { kind: 'finding', finding: notRead(thrown, opening.level, what) };
	}
}

/** Where a row leads, or why it is skipped. */
function entriesFor(row: Json, source: SourceRef, opening: Opening): Entry[] {
	const id = asText(row.id) ?? '';
	if (row.object !== 'data_source' || row.in_trash === true || !opening.openSource || id === '') {
		return [entryFor(row, source, opening)];
	}
	// Its own rows can change without a sign in its time.
	const lastEditedTime = asText(row.last_edited_time);
	const read = {
		kind: 'pageRead',
		pageId: id,
		lastEditedTime,
		begunAt: Date.now(),
		quiet: false,
	} as const;
	return [opened(opening.openSource(id, row)), { kind: 'finding', finding: read }];
}

function entryFor(row: Json, { name }: SourceRef, opening: Opening): Entry {
	const id = asText(row.id) ?? '';
	if (row.object === 'data_source' && row.in_trash !== true) {
		const title = shortName(plainText(row.title).trim() || 'Untitled');
		return leftOut(
			`Skipped the data source “${title}” (${id}) among the rows of the wiki “${name}”; “Child Databases” includes it, as deep as “Child Pages” allows, or choose it as the database`,
		);
	}
	// Without the capability to read content, Notion returns nothing but IDs
	// (docs/notion-api.md#capabilities).
	if (id === '' || !('properties' in row))
		return leftOut(`Notion returned only the ID of row ${id} of “${name}”`);
	if (row.in_trash === true)
		return leftOut(`Skipped because it is in Notion’s trash: ${describePage(pageRef(row))}`);
	return opened(opening.open(row));
}

function opened(branch: Located): Entry {
	return { kind: 'branch', branch };
}

function leftOut(reason: string): Entry {
	return { kind: 'finding', finding: { kind: 'skipped', reason } };
}
