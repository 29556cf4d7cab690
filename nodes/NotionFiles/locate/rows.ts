import { readAhead } from '../flow/readAhead';
import { asText, plainText, type Json } from '../json';
import { describePage } from '../files/describe';
import type { Entry, Located } from './Branch';
import { notRead } from './BranchesOnce';
import type { NotionReader, RowsPart, SourceRef } from './NotionReader';
import { pageRef } from './pageFiles';

/** Rows whose reading begins before their turn: enough to hide Notion's latency, few to hold. */
const ROWS_AHEAD = 8;

/** Answers of up to a hundred rows that are asked for before their turn. */
const ANSWERS_AHEAD = 1;

/** What is needed to open the rows of a data source. */
interface Opening {
	reader: NotionReader;
	/** Begins to read one row. */
	open: (row: Json) => Located;
	/** See `branchAt`. */
	level: number;
}

/**
 * The rows of a data source that pass a filter. Their listing begins at once, but rows are listed and
 * opened no more than a little before they are wanted, so that there may be any number of them.
 */
export function rowsOf(source: SourceRef, filter: Json | undefined, opening: Opening): Located {
	const answers = readAhead(opening.reader.rows(source, filter), ANSWERS_AHEAD);
	const entries = entriesOf(answers, source, opening);
	return {
		entries: { [Symbol.asyncIterator]: () => readAhead(entries, ROWS_AHEAD) },
	};
}

async function* entriesOf(
	answers: AsyncIterable<RowsPart>,
	source: SourceRef,
	{ open, level }: Opening,
): AsyncGenerator<Entry, void, undefined> {
	try {
		for await (const answer of answers) {
			if (answer.kind === 'missing') {
				yield { kind: 'finding', finding: { kind: 'failed', error: answer.error } };
			} else {
				for (const row of answer.rows) {
					const reason = reasonAgainst(row, source);
					yield reason === undefined
						? { kind: 'branch', branch: open(row) }
						: { kind: 'finding', finding: { kind: 'skipped', reason } };
				}
			}
		}
	} catch (thrown) {
		const what = `the rows of “${source.name}”`;
		yield { kind: 'finding', finding: notRead(thrown, level, what) };
	}
}

/** Why a row is left out, as a sentence; undefined where it is a page to open. */
function reasonAgainst(row: Json, { name }: SourceRef): string | undefined {
	const id = asText(row.id) ?? '';
	if (row.object === 'data_source') {
		const title = plainText(row.title).trim() || 'Untitled';
		return `Left out the data source “${title}” (${id}) among the rows of “${name}”: wikis hold such, and each is to be chosen by itself`;
	}
	// Without the capability to read content, Notion gives no more than IDs (facts/notion-api.md 6.2).
	if (id === '' || !('properties' in row))
		return `Notion gave only the ID of row ${id} of “${name}”`;
	if (row.in_trash === true)
		return `Left out, as it lies in Notion’s trash: ${describePage(pageRef(row))}`;
	return undefined;
}
