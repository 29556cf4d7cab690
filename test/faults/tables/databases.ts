import type { Fault } from '../../sandbox';
import { whole, type Expectation, type Failure, type Row, type Table } from '../row';
import type { Place } from '../scene/places';
import { databaseRead, rowsRead } from '../scene/reads';
import type { SceneOptions } from '../scene/scene';
import { all, spoilNotion, type Provoke, type Times } from '../scene/spoil';
import { DEAD, leadingOn, oneByOne } from './cursors';
import { notionError } from './notion';

/** In the order of the rows. */
const ROWS = ['cover', 'icon', 'property', 'block', 'external'] as const satisfies readonly Place[];

export const IN_ROWS: SceneOptions = { inDatabase: true, places: ROWS };

/** A row of the database, not of these tables. */
type DatabaseRow = (typeof ROWS)[number];

const READS = [
	{ words: 'a database', url: databaseRead },
	{ words: 'the rows of a database', url: rowsRead },
] as const;

/** Nothing arrives but one error. */
const nothing = (failure: Failure): Expectation => ({ files: 'missing', also: [failure] });

/** The rows before one arrive, and one error for the rest. */
function whatCameBefore(row: DatabaseRow, failure: Failure): Expectation {
	const lost = ROWS.slice(ROWS.indexOf(row));
	return {
		files: 'whole',
		at: Object.fromEntries(lost.map((place) => [place, 'missing'])),
		also: [failure],
	};
}

/** Rows arrive one by one, and the listing fails from this answer on. */
function atAnswer(nth: number, fault: Fault, times?: Times): Provoke {
	return all(oneByOne, (scene) => {
		const on = { server: 'api', path: rowsRead(scene), nth } as const;
		scene.sandbox.faults.add({ on, times, fault });
	});
}

function atRow(row: DatabaseRow, fault: Fault, times?: Times): Provoke {
	return atAnswer(ROWS.indexOf(row) + 1, fault, times);
}

const DOWN = notionError(503, 'service_unavailable');

const passing: readonly Row[] = [
	{
		name: 'Notion answers 503 to requests for a database and its rows, three times',
		scene: IN_ROWS,
		provoke: all(...READS.map(({ url }) => spoilNotion(DOWN, url, 3))),
		expect: whole,
		counts: READS.map(({ url }) => ({ server: 'api', url, exactly: 4 }) as const),
	},
	{
		name: 'Notion answers 503 between the rows of a database, three times',
		scene: IN_ROWS,
		provoke: atRow('property', DOWN, 3),
		expect: whole,
	},
	{
		name: 'Notion closes the connection in the middle of a list of rows, three times',
		scene: IN_ROWS,
		provoke: atRow('property', { type: 'truncate', at: 'middle' }, 3),
		expect: whole,
	},
	{
		name: 'Notion cuts the JSON of a list of rows in half, three times',
		scene: IN_ROWS,
		provoke: atRow('property', { type: 'truncatedJson' }, 3),
		expect: whole,
	},
	{
		name: 'Notion answers 503 between the rows of a database, every time from then on',
		scene: IN_ROWS,
		provoke: atRow('property', DOWN, 'forever'),
		expect: whatCameBefore('property', { code: 'notionUnavailable' }),
		counts: [{ server: 'api', url: rowsRead, atMost: ROWS.length + 6 }],
	},
	...READS.map(({ words: read, url }) => ({
		name: `Notion answers 503 to every request for ${read}`,
		scene: IN_ROWS,
		provoke: spoilNotion(DOWN, url, 'forever'),
		expect: nothing({ code: 'notionUnavailable' }),
		counts: [{ server: 'api', url, atLeast: 2, atMost: 6 } as const],
	})),
];

const final: readonly Row[] = [
	...READS.map(({ words: read, url }) => ({
		name: `Notion answers 404 object_not_found to requests for ${read}`,
		scene: IN_ROWS,
		provoke: spoilNotion(notionError(404, 'object_not_found'), url, 'forever'),
		expect: nothing({ code: 'notShared', httpStatus: 404 }),
		counts: [{ server: 'api', url, atMost: 1 } as const],
	})),
	{
		name: 'Notion answers 401 unauthorized between the rows of a database',
		scene: IN_ROWS,
		provoke: atRow('property', notionError(401, 'unauthorized'), 'forever'),
		expect: whatCameBefore('property', { code: 'unauthorized', httpStatus: 401 }),
	},
	{
		name: 'Notion asks to wait an hour between the rows of a database (429, Retry-After: 3600)',
		scene: IN_ROWS,
		provoke: atRow('property', notionError(429, 'rate_limited', { retryAfter: 3600 }), 'forever'),
		expect: whatCameBefore('property', { code: 'rateLimited', says: /60 minutes/ }),
		longestWait: 0,
	},
];

const limit: readonly Row[] = [
	{
		name: 'The limit is reached at a database and between its rows: reading goes on when Notion says so',
		scene: IN_ROWS,
		provoke: all(
			spoilNotion(notionError(429, 'rate_limited', { retryAfter: 90 }), databaseRead),
			atRow('property', notionError(429, 'rate_limited', { retryAfter: 120 })),
		),
		expect: whole,
		longestWait: 120_000,
	},
	...READS.map(({ words, url }) => ({
		name: `Other tools use up the limit before every request for ${words}`,
		scene: IN_ROWS,
		provoke: spoilNotion(notionError(429, 'rate_limited', { retryAfter: 0 }), url, 'forever'),
		expect: nothing({ code: 'rateLimited', httpStatus: 429 }),
	})),
	{
		name: 'Notion is overloaded between the rows of a database, three times (529)',
		scene: IN_ROWS,
		provoke: atRow('property', notionError(529, 'service_overload', { retryAfter: 0 }), 3),
		expect: whole,
	},
	{
		name: 'Notion is overloaded between the rows of a database, every time (529)',
		scene: IN_ROWS,
		provoke: atRow('property', notionError(529, 'service_overload', { retryAfter: 0 }), 'forever'),
		expect: whatCameBefore('property', { code: 'rateLimited', httpStatus: 529 }),
	},
];

const listing: readonly Row[] = [
	{
		name: 'Notion returns the rows of a database one at a time',
		scene: IN_ROWS,
		provoke: oneByOne,
		expect: whole,
	},
	...(['icon', 'property', 'external'] as const).map((row) => ({
		name: `The cursor of the rows of a database becomes invalid (at row ${ROWS.indexOf(row) + 1})`,
		scene: IN_ROWS,
		provoke: atRow(row, DEAD),
		expect: whole,
	})),
	{
		name: 'The cursor of the rows of a database becomes invalid twice, without a new row in between',
		scene: IN_ROWS,
		// The second listing begins a row early, so its first answer contains nothing new.
		provoke: all(atAnswer(3, DEAD), atAnswer(5, DEAD)),
		expect: whole,
	},
	{
		name: 'Every cursor of the rows of a database is invalid',
		scene: IN_ROWS,
		// Each listing begins with the same row, for which it needs no cursor.
		provoke: all(atAnswer(2, DEAD), atAnswer(4, DEAD), atAnswer(6, DEAD)),
		expect: whatCameBefore('icon', { code: 'refusedByNotion', httpStatus: 400 }),
		counts: [{ server: 'api', url: rowsRead, exactly: 6 }],
	},
	{
		name: 'A list of rows repeats its cursor and would never end',
		scene: IN_ROWS,
		provoke: atRow('property', leadingOn('the same'), 'forever'),
		expect: whatCameBefore('property', { code: 'refusedByNotion', says: /repeats a cursor/ }),
		counts: [{ server: 'api', url: rowsRead, atMost: 10 }],
	},
	{
		name: 'A query ends after three rows (as Notion’s do after 10,000), and another continues',
		scene: IN_ROWS,
		provoke: ({ sandbox }) => {
			sandbox.settings.rowCap = 3;
		},
		expect: whole,
	},
];

export const databases: Table = {
	title: 'The rows of a database',
	rows: [...passing, ...final, ...limit, ...listing],
};
