import type { PageEntry, SourceEntry } from '../../../../nodes/NotionFiles/history/known/entries';
import { listedRows } from '../../../../nodes/NotionFiles/history/known/listedRows';
import type { RowsListed } from '../../../../nodes/NotionFiles/locate/Finding';

const MINUTE = 60_000;
const BEGAN = Date.UTC(2026, 0, 5, 10);

const keyOf = (n: number): string => String(n).padStart(32, '0');

/** Minutes before the list began. */
const ago = (minutes: number): number => (BEGAN - minutes * MINUTE) / MINUTE;

interface Row {
	edited: number;
	/** As it is known: at rest, or not since this edit. */
	is: 'at rest' | 'new' | 'edited since';
}

function listed(rows: Row[], list: Partial<RowsListed> = {}, known: Partial<SourceEntry> = {}) {
	const pages = new Map<string, PageEntry>();
	rows.forEach(({ edited, is }, n) => {
		if (is === 'new') return;
		const before = is === 'at rest' ? edited : edited + 60;
		const minute = ago(0);
		const entry = { edited: ago(before), sure: true, minute, atRest: true, open: [] };
		pages.set(keyOf(n), { ...entry, children: undefined });
	});
	return listedRows(
		{
			kind: 'rowsListed',
			source: { id: keyOf(99), name: 'Invoices' },
			filter: undefined,
			editedSince: undefined,
			moment: { here: BEGAN, notion: BEGAN },
			left: [],
			rows: rows.map(({ edited }, n) => ({
				id: keyOf(n),
				lastEditedTime: new Date(ago(edited) * MINUTE).toISOString(),
			})),
			...list,
		},
		{ name: 'Invoices', edited: 0, listed: 0, since: 0, rows: [], ...known },
		pages,
		(row) => pages.has(row),
	);
}

const rest = (edited: number): Row => ({ edited, is: 'at rest' });

const noClock = { moment: { here: BEGAN, notion: undefined } };
const asOfHalfAnHourAgo = { editedSince: 'some time' };

test.each<[string, Row[], Partial<RowsListed>, number | undefined]>([
	['when this list began, if all rows are at rest', [rest(500), rest(100)], {}, 2],
	['the first row that is not at rest', [rest(5), { edited: 90, is: 'new' }, rest(500)], {}, 90],
	['one that was edited after it came to rest', [{ edited: 40, is: 'edited since' }], {}, 40],
	['when this list began, for a row edited meanwhile', [{ edited: -5, is: 'new' }], {}, 2],
	[
		'when this list began by the earlier clock',
		[rest(500)],
		{ moment: { here: BEGAN, notion: BEGAN - 60 * MINUTE } },
		62,
	],
	['without Notion’s clock, the last edit before this run', [rest(500), rest(100)], noClock, 100],
	[
		'without it and without rows at rest, nowhere: all are listed',
		[{ edited: 5, is: 'new' }],
		noClock,
		undefined,
	],
	[
		'as before, if nothing was listed, and nothing tells the time',
		[],
		{ ...noClock, ...asOfHalfAnHourAgo },
		30,
	],
])('the next list begins with %s', (_, rows, list, expected) => {
	const { since } = listed(rows, list, { since: ago(30) });
	expect(since).toBe(expected === undefined ? 0 : ago(expected));
});

test('a row without a time makes all be listed', () => {
	const rows = [{ id: keyOf(1), lastEditedTime: undefined }];
	expect(listed([], { rows }).since).toBe(0);
});

test('a list of all rows replaces those that were known, one of some rows adds to them', () => {
	const known = { rows: [keyOf(7)], listed: 5 };
	const all = listed([rest(1)], {}, known);
	expect([all.rows, all.listed]).toEqual([[keyOf(0)], ago(0)]);
	const some = listed([rest(1)], asOfHalfAnHourAgo, known);
	expect([some.rows, some.listed]).toEqual([[keyOf(7), keyOf(0)], 5]);
});
