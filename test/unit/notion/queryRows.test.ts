import fc from 'fast-check';
import { TokenGate } from '../../../nodes/NotionFiles/notion/TokenGate';
import { asObject, asObjects, asText, type Json } from '../../../nodes/NotionFiles/json';
import { NotionClient } from '../../../nodes/NotionFiles/notion/NotionClient';
import { when } from '../../../nodes/NotionFiles/notion/rowFilter';
import type { RowsPart } from '../../../nodes/NotionFiles/locate/NotionReader';
import { queryRows } from '../../../nodes/NotionFiles/notion/queryRows';
import type { NotionAnswer, NotionRequest } from '../../../nodes/NotionFiles/notion/exchange';
import { collect, rejectionOf } from '../promises';

const START = Date.parse('2026-11-22T10:00:00.000Z');
const minute = (n: number): string => new Date(START + n * 60_000).toISOString();

/** A row that was created in a minute. */
const row = (id: string, created: number, more: Json = {}): Json => ({
	object: 'page',
	id,
	created_time: minute(created),
	...more,
});

/** A data source queried as in Notion: sorted, filtered, paged and cut at a cap. */
class DataSource {
	readonly bodies: Json[] = [];

	/** For each request, whether its cursor is refused. */
	dies: (request: number) => boolean = () => false;

	private readonly listings = new Map<string, Json[]>();

	constructor(
		private readonly rows: Json[],
		private readonly cap = Infinity,
		private readonly pageSize = 2,
		private readonly shown: (time: string) => string = (time) => time,
	) {}

	readonly send = async ({ body = {} }: NotionRequest): Promise<NotionAnswer> => {
		this.bodies.push(body);
		const cursor = asText(body.start_cursor);
		if (cursor !== undefined && this.dies(this.bodies.length))
			return refusal('start_cursor is dead.');
		const rest = cursor === undefined ? this.listed(body.filter) : this.listings.get(cursor);
		if (rest === undefined) return refusal('start_cursor is of another listing.');
		const next_cursor = rest.length > this.pageSize ? `cursor ${this.bodies.length}` : null;
		if (next_cursor) this.listings.set(next_cursor, rest.slice(this.pageSize));
		const isCut = next_cursor === null && this.matching(body.filter).length > this.cap;
		return answer({
			object: 'list',
			results: rest.slice(0, this.pageSize).map((one) => ({
				...one,
				created_time: this.shown(String(one.created_time)),
			})),
			next_cursor,
			has_more: next_cursor !== null,
			request_status: isCut
				? { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' }
				: { type: 'complete' },
		});
	};

	private listed(filter: unknown): Json[] {
		return this.matching(filter).slice(0, this.cap);
	}

	private matching(filter: unknown): Json[] {
		const passing = this.rows.filter((one) => passes(one, asObject(filter)));
		return passing.sort((a, b) => String(a.created_time).localeCompare(String(b.created_time)));
	}
}

function passes(one: Json, filter: Json): boolean {
	if (Array.isArray(filter.and)) return asObjects(filter.and).every((part) => passes(one, part));
	if (filter.timestamp !== 'created_time')
		return filter.tag === undefined || one.tag === filter.tag;
	const { on_or_after: from, before: to } = asObject(filter.created_time);
	const created = String(one.created_time);
	return (
		(from === undefined || created >= String(from)) && (to === undefined || created < String(to))
	);
}

function answer(body: Json): NotionAnswer {
	return { kind: 'answered', status: 200, headers: {}, body };
}

function refusal(message: string): NotionAnswer {
	return { kind: 'answered', status: 400, headers: {}, body: { object: 'error', message } };
}

function query(source: Pick<DataSource, 'send'>, filter?: Json): AsyncGenerator<RowsPart> {
	const client = new NotionClient(source.send, new TokenGate(), undefined);
	return queryRows(client, { path: '/q', subject: 'the rows of “Big”', filter });
}

const idsOf = (parts: RowsPart[]): string[] =>
	parts.flatMap((part) =>
		part.kind === 'rows' ? part.rows.map(({ id }) => String(id)) : ['(missing)'],
	);

const filtersOf = ({ bodies }: DataSource): unknown[] =>
	bodies.filter(({ start_cursor }) => start_cursor === undefined).map(({ filter }) => filter);

const from = (n: number) => when('created_time', 'on_or_after', minute(n));
const before = (n: number) => when('created_time', 'before', minute(n));

test('rows are requested by creation time, a hundred at once', async () => {
	const source = new DataSource([row('b', 2), row('a', 1)]);
	expect(idsOf(await collect(query(source)))).toEqual(['a', 'b']);
	expect(source.bodies).toEqual([
		{ page_size: 100, sorts: [{ timestamp: 'created_time', direction: 'ascending' }] },
	]);
});

test('an empty data source takes one request', async () => {
	const source = new DataSource([]);
	expect(idsOf(await collect(query(source)))).toEqual([]);
	expect(source.bodies).toHaveLength(1);
});

describe('a query that is cut', () => {
	test('continues a minute before its last row, and returns each row once', async () => {
		const rows = [...'abcdefg'].map((id, n) => row(id, 2 * n));
		const source = new DataSource(rows, 3);
		expect(idsOf(await collect(query(source)))).toEqual([...'abcdefg']);
		expect(filtersOf(source)).toEqual([undefined, from(3), from(7)]);
	});

	test('continues minute by minute if its last row is no later than that', async () => {
		const rows = [...'abcdefg'].map((id, n) => row(id, Math.floor(n / 2)));
		const source = new DataSource(rows, 4);
		expect(idsOf(await collect(query(source)))).toEqual([...'abcdefg']);
		expect(filtersOf(source)).toEqual([
			undefined,
			from(0),
			{ and: [from(0), before(1)] },
			from(1),
			{ and: [from(1), before(2)] },
			from(2),
		]);
	});

	test('loses nothing, however Notion rounds the times that it shows', async () => {
		// Shown as of minute 11, though some of them were created before it began.
		const created = [0, 5, 10.6, 10.7, 10.8, 11.2, 14];
		const shown = new Map(created.map((at) => [minute(at), minute(Math.round(at))]));
		const rows = created.map((at, n) => row(`${n}`, at));
		const source = new DataSource(rows, 4, 2, (time) => shown.get(time) ?? time);
		expect(idsOf(await collect(query(source)))).toEqual(created.map((_, n) => `${n}`));
	});

	test('keeps the user’s filter in every window', async () => {
		const rows = [...'abcdefg'].map((id, n) => row(id, 2 * n, { tag: n % 3 === 1 ? 'no' : 'yes' }));
		const source = new DataSource(rows, 3);
		expect(idsOf(await collect(query(source, { tag: 'yes' })))).toEqual([...'acdfg']);
		expect(filtersOf(source)).toEqual([{ tag: 'yes' }, { and: [{ tag: 'yes' }, from(5)] }]);
	});

	test('handles a minute that fills it exactly', async () => {
		const full = [...'bcde'].map((id) => row(id, 1));
		const source = new DataSource([row('a', 0), ...full, row('f', 2), row('g', 2)], 4);
		expect(idsOf(await collect(query(source)))).toEqual([...'abcdefg']);
	});

	test('reports a minute with more rows than a query returns, and continues after it', async () => {
		const crowd = [...'bcdefgh'].map((id) => row(id, 1));
		const source = new DataSource([row('a', 0), ...crowd, row('i', 2), row('j', 5)], 4);
		const parts = await collect(query(source));
		expect(idsOf(parts)).toEqual(['a', 'b', 'c', 'd', 'e', '(missing)', 'i', 'j']);
		expect(parts.find(({ kind }) => kind === 'missing')).toMatchObject({
			error: {
				code: 'refusedByNotion',
				message: expect.stringContaining(minute(1)),
				remedy: expect.stringContaining('row filter'),
				notionMessage: 'query_result_limit_reached',
			},
		});
	});

	test.each([
		['rows without a creation time', [{ id: 'a' }, { id: 'b', created_time: '?' }]],
		['no rows at all', []],
	])('ends with an error if it returns %s', async (_, results) => {
		const request_status = { type: 'incomplete' };
		const send = async (): Promise<NotionAnswer> =>
			answer({ object: 'list', results, request_status });
		expect(idsOf(await collect(query({ send }))).at(-1)).toBe('(missing)');
	});

	test('ends even if Notion would cut forever', async () => {
		const results = [row('a', 1), row('b', 0)];
		const request_status = { type: 'incomplete' };
		const send = async (): Promise<NotionAnswer> =>
			answer({ object: 'list', results, request_status });
		const [first, second, ...more] = idsOf(await collect(query({ send })));
		expect([first, second]).toEqual(['a', 'b']);
		expect(new Set(more)).toEqual(new Set(['(missing)']));
		expect(more.length).toBeLessThan(5);
	});
});

describe('a cursor that expires', () => {
	test('loses no row and returns none twice', async () => {
		const source = new DataSource([...'abcdefgh'].map((id, n) => row(id, Math.floor(n / 2))));
		source.dies = (request) => request === 2 || request === 5;
		expect(idsOf(await collect(query(source)))).toEqual([...'abcdefgh']);
	});

	test('may do so every time, as long as new rows arrive', async () => {
		const source = new DataSource([...'abcdefgh'].map((id, n) => row(id, 3 * n)));
		source.dies = () => true;
		expect(idsOf(await collect(query(source)))).toEqual([...'abcdefgh']);
	});

	test('ends the list with Notion’s words if nothing new arrives', async () => {
		const source = new DataSource([...'abcdefgh'].map((id) => row(id, 0)));
		source.dies = () => true;
		expect(await rejectionOf(collect(query(source)))).toMatchObject({
			code: 'refusedByNotion',
			notionMessage: 'start_cursor is dead.',
		});
		expect(source.bodies).toHaveLength(6);
	});
});

describe('a query that Notion refuses', () => {
	const refusing = { send: async () => refusal('Could not find property with name or id: Nope') };

	test('is about the filter if there is one, in Notion’s words', async () => {
		expect(await rejectionOf(collect(query(refusing, { property: 'Nope' })))).toMatchObject({
			code: 'invalidParameter',
			message: 'Notion rejected the filter for the rows of “Big”',
			notionMessage: 'Could not find property with name or id: Nope',
		});
	});

	test('is passed on if there is none', async () => {
		expect(await rejectionOf(collect(query(refusing)))).toMatchObject({ code: 'refusedByNotion' });
	});
});

test('whatever the minutes and the cap, every row is returned once or its minute is reported', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.nat(6), { maxLength: 25 }),
			fc.integer({ min: 1, max: 6 }),
			fc.integer({ min: 1, max: 7 }),
			async (minutes, cap, pageSize) => {
				const rows = minutes.map((created, n) => row(`${n}`, created));
				const parts = await collect(query(new DataSource(rows, cap, pageSize)));
				const ids = idsOf(parts).filter((id) => id !== '(missing)');
				expect(new Set(ids).size).toBe(ids.length);
				const told = parts.flatMap((part) => (part.kind === 'missing' ? [part.error.message] : []));
				for (const { id, created_time } of rows) {
					const isTold = told.some((message) => message.includes(String(created_time)));
					expect(ids.includes(String(id)) || isTold).toBe(true);
				}
				const crowded = (n: number) => minutes.filter((one) => one === n).length > cap;
				expect(told).toHaveLength([...new Set(minutes)].filter(crowded).length);
			},
		),
		{ numRuns: 200 },
	);
});
