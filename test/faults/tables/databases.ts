import type { Fault } from '../../sandbox';
import { whole, type Expectation, type Failure, type Row, type Table } from '../row';
import type { Place } from '../scene/places';
import { databaseRead, rowsRead } from '../scene/reads';
import type { SceneOptions } from '../scene/scene';
import { all, spoilNotion, type Provoke, type Times } from '../scene/spoil';
import { DEAD, leadingOn, oneByOne } from './cursors';
import { FINAL, notionError, PASSING } from './notion';

/** In the order of the rows. */
const ROWS = ['cover', 'icon', 'property', 'block', 'external'] as const satisfies readonly Place[];

export const IN_ROWS: SceneOptions = { inDatabase: true, places: ROWS };

/** A row of the database, not of these tables. */
type DatabaseRow = (typeof ROWS)[number];

const READS = [
	{ words: 'a database', url: databaseRead },
	{ words: 'the rows of a database', url: rowsRead },
] as const;

/** Nothing comes but one error. */
const nothing = (failure: Failure): Expectation => ({ files: 'missing', also: [failure] });

/** The rows before one come, and one error for the rest. */
function whatCameBefore(row: DatabaseRow, failure: Failure): Expectation {
	const lost = ROWS.slice(ROWS.indexOf(row));
	return {
		files: 'whole',
		at: Object.fromEntries(lost.map((place) => [place, 'missing'])),
		also: [failure],
	};
}

/** Rows come one by one, and the listing fails from this answer on. */
function atAnswer(nth: number, fault: Fault, times?: Times): Provoke {
	return all(oneByOne, (scene) => {
		const on = { server: 'api', path: rowsRead(scene), nth } as const;
		scene.sandbox.faults.add({ on, times, fault });
	});
}

function atRow(row: DatabaseRow, fault: Fault, times?: Times): Provoke {
	return atAnswer(ROWS.indexOf(row) + 1, fault, times);
}

const passing: readonly Row[] = PASSING.flatMap(({ words, fault }) => [
	...([1, 3] as const).map((times) => ({
		name: `Notion ${words} when it is asked for a database and its rows, ${times === 1 ? 'once' : 'three times'}`,
		scene: IN_ROWS,
		provoke: all(...READS.map(({ url }) => spoilNotion(fault, url, times))),
		expect: whole,
		counts: READS.map(({ url }) => ({ server: 'api', url, exactly: times + 1 }) as const),
	})),
	{
		name: `Notion ${words} between the rows of a database, three times`,
		scene: IN_ROWS,
		provoke: atRow('property', fault, 3),
		expect: whole,
	},
	{
		name: `Notion ${words} between the rows of a database, every time from there on`,
		scene: IN_ROWS,
		provoke: atRow('property', fault, 'forever'),
		expect: whatCameBefore('property', { code: 'notionUnavailable' }),
		counts: [{ server: 'api', url: rowsRead, atMost: ROWS.length + 6 } as const],
	},
	...READS.map(({ words: read, url }) => ({
		name: `Notion ${words} when it is asked for ${read}, every time`,
		scene: IN_ROWS,
		provoke: spoilNotion(fault, url, 'forever'),
		expect: nothing({ code: 'notionUnavailable' }),
		counts: [{ server: 'api', url, atLeast: 2, atMost: 6 } as const],
	})),
]);

const final: readonly Row[] = FINAL.flatMap(({ words, fault, failure, asked = 1 }) => [
	...READS.map(({ words: read, url }) => ({
		name: `Notion ${words} when it is asked for ${read}`,
		scene: IN_ROWS,
		provoke: spoilNotion(fault, url, 'forever'),
		expect: nothing(failure),
		counts: [{ server: 'api', url, atMost: asked } as const],
	})),
	{
		name: `Notion ${words} between the rows of a database`,
		scene: IN_ROWS,
		provoke: atRow('property', fault, 'forever'),
		expect: whatCameBefore('property', failure),
	},
]);

const limit: readonly Row[] = [
	{
		name: 'The limit is reached at a database and between its rows: the listing goes on as Notion says',
		scene: IN_ROWS,
		provoke: all(
			spoilNotion(notionError(429, 'rate_limited', { retryAfter: 1 }), databaseRead),
			atRow('property', notionError(429, 'rate_limited', { retryAfter: 1 })),
		),
		expect: whole,
		takes: { atLeast: 1_900, atMost: 20_000 },
	},
	...READS.map(({ words, url }) => ({
		name: `Other tools use up the limit whenever Notion is asked for ${words}`,
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
		name: 'The rows of a database come one by one',
		scene: IN_ROWS,
		provoke: oneByOne,
		expect: whole,
	},
	...(['icon', 'property', 'external'] as const).map((row) => ({
		name: `The cursor of the rows of a database dies on the way (at row ${ROWS.indexOf(row) + 1})`,
		scene: IN_ROWS,
		provoke: atRow(row, DEAD),
		expect: whole,
	})),
	{
		name: 'The cursor of the rows of a database dies twice without a new row in between',
		scene: IN_ROWS,
		// The second listing begins a row early, so its first answer holds no news.
		provoke: all(atAnswer(3, DEAD), atAnswer(5, DEAD)),
		expect: whole,
	},
	{
		name: 'Every cursor of the rows of a database is dead',
		scene: IN_ROWS,
		// Each listing begins with the same row, for which it needs no cursor.
		provoke: all(atAnswer(2, DEAD), atAnswer(4, DEAD), atAnswer(6, DEAD)),
		expect: whatCameBefore('icon', { code: 'refusedByNotion', httpStatus: 400 }),
		counts: [{ server: 'api', url: rowsRead, exactly: 6 }],
	},
	{
		name: 'A list of rows repeats its cursor, and so would never end',
		scene: IN_ROWS,
		provoke: atRow('property', leadingOn('the same'), 'forever'),
		expect: whatCameBefore('property', { code: 'refusedByNotion', says: /repeats a cursor/ }),
		counts: [{ server: 'api', url: rowsRead, atMost: 10 }],
	},
	{
		name: 'A query ends after three rows (as Notion does after 10,000), and another goes on',
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
