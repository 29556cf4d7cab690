import type { Json } from '../../../nodes/NotionFiles/json';
import type { NotionAnswer, NotionRequest } from '../../../nodes/NotionFiles/notion/exchange';
import { NotionClient } from '../../../nodes/NotionFiles/notion/NotionClient';
import { notionReader } from '../../../nodes/NotionFiles/notion/notionReader';
import { search } from '../../../nodes/NotionFiles/notion/search';
import { TokenGate } from '../../../nodes/NotionFiles/notion/TokenGate';
import { turnClock } from '../../harness/turnClock';
import { collect } from '../promises';

turnClock();

const ENTRIES = Array.from({ length: 260 }, (_, n) => ({ object: 'page', id: `${n}` }));

const REFUSALS: Array<[string, NotionAnswer]> = [
	...[408, 500, 502, 503, 504, 524].map((status): [string, NotionAnswer] => [
		`${status}`,
		answered(status, { object: 'error', code: 'gateway_timeout' }),
	]),
	['a time-out', { kind: 'unanswered', cause: new Error('timeout of 70000ms exceeded') }],
	['an answer that was cut off', answered(200, '{"object":"list","resul')],
];

function answered(status: number, body: unknown, headers: Json = {}): NotionAnswer {
	return { kind: 'answered', status, headers: { ...headers }, body };
}

/** A Notion whose lists answer only if no more than this many entries are requested. */
class Strained {
	/** The sizes that were requested, in order. */
	readonly asked: number[] = [];

	readonly send = async (request: NotionRequest): Promise<NotionAnswer> => this.answer(request);

	readonly client = new NotionClient(this.send, new TokenGate(), undefined);

	readonly reader = notionReader(this.client);

	constructor(
		private readonly most: number,
		private readonly refusal: NotionAnswer = answered(504, {}),
	) {}

	private answer({ path, body }: NotionRequest): NotionAnswer {
		const query = new URL(path, 'http://notion').searchParams;
		const size = Number(query.get('page_size') ?? body?.page_size);
		this.asked.push(size);
		if (size > this.most) return this.refusal;
		const start = Number(query.get('start_cursor') ?? body?.start_cursor ?? 0);
		const end = start + size;
		return answered(200, {
			object: 'list',
			results: ENTRIES.slice(start, end),
			next_cursor: end < ENTRIES.length ? `${end}` : null,
		});
	}
}

const LISTS: Array<[string, (notion: Strained) => AsyncIterable<Json[]>]> = [
	['the children of a block', ({ reader }) => reader.blockChildren('b')],
	['comments', ({ reader }) => reader.comments('b')],
	['the elements of a rollup', ({ reader }) => reader.propertyItems('p', 'x')],
	['the rows of a data source', ({ reader }) => rowsOf(reader.rows({ id: 's', name: 'S' }, {}))],
];

async function* rowsOf(
	parts: ReturnType<Strained['reader']['rows']>,
): AsyncGenerator<Json[], void, undefined> {
	for await (const part of parts) yield part.kind === 'rows' ? part.rows : [];
}

async function idsOf(list: AsyncIterable<Json[]>): Promise<unknown[]> {
	return (await collect(list)).flat().map(({ id }) => id);
}

describe.each(LISTS)('%s', (_, list) => {
	test('are requested in smaller parts as far as Notion needs it, and are complete', async () => {
		const notion = new Strained(25);
		expect(await idsOf(list(notion))).toEqual(ENTRIES.map(({ id }) => id));
		expect(notion.asked.slice(0, 5)).toEqual([100, 50, 25, 25, 25]);
		expect(new Set(notion.asked.slice(2))).toEqual(new Set([25]));
	});
});

test.each(REFUSALS)('%s is a reason to ask for less', async (_, refusal) => {
	const notion = new Strained(50, refusal);
	expect(await idsOf(notion.reader.blockChildren('b'))).toHaveLength(ENTRIES.length);
	expect(notion.asked.slice(0, 2)).toEqual([100, 50]);
});

test.each([
	['Notion’s limit', answered(429, {}, { 'retry-after': '1' })],
	['a conflict', answered(409, {})],
])('%s is not', async (_, refusal) => {
	const asked: unknown[] = [];
	const send = async ({ path }: NotionRequest): Promise<NotionAnswer> =>
		asked.push(path) === 1 ? refusal : answered(200, { object: 'list', results: [] });
	const reader = notionReader(new NotionClient(send, new TokenGate(), undefined));
	await collect(reader.blockChildren('b'));
	expect(asked).toEqual(['/blocks/b/children?page_size=100', '/blocks/b/children?page_size=100']);
});

test('less of a list is requested even after waiting for the limit', async () => {
	const notion = new Strained(10);
	let limits = 7;
	const send = async (request: NotionRequest): Promise<NotionAnswer> =>
		limits-- > 0 ? answered(429, {}, { 'retry-after': '1' }) : await notion.send(request);
	const reader = notionReader(new NotionClient(send, new TokenGate(), undefined));
	expect(await idsOf(reader.blockChildren('b'))).toEqual(ENTRIES.map(({ id }) => id));
	expect(notion.asked.slice(0, 4)).toEqual([100, 50, 25, 10]);
});

test('the next list is requested by the hundred again', async () => {
	const notion = new Strained(50);
	await collect(notion.reader.blockChildren('a'));
	const before = notion.asked.length;
	await collect(notion.reader.blockChildren('b'));
	expect(notion.asked.slice(before, before + 2)).toEqual([100, 50]);
});

test('a list that does not even return ten entries is given up after the usual number of attempts', async () => {
	const notion = new Strained(5);
	await expect(idsOf(notion.reader.blockChildren('b'))).rejects.toMatchObject({
		code: 'notionUnavailable',
		httpStatus: 504,
	});
	expect(notion.asked).toEqual([100, 50, 25, 10, 10, 10]);
});

test('a cursor that expires with the larger size starts the list over with the smaller one', async () => {
	const asked: string[] = [];
	const send = async ({ path }: NotionRequest): Promise<NotionAnswer> => {
		asked.push(path.split('?')[1] ?? '');
		const { length } = asked;
		if (length === 2) return answered(504, {});
		if (length === 3) return answered(400, { object: 'error', message: 'Bad start_cursor.' });
		const results = [{ id: 'a' }, ...(length === 4 ? [{ id: 'b' }] : [])];
		return answered(200, { object: 'list', results, next_cursor: length === 1 ? 'x' : null });
	};
	const reader = notionReader(new NotionClient(send, new TokenGate(), undefined));
	expect(await idsOf(reader.blockChildren('b'))).toEqual(['a', 'b']);
	expect(asked).toEqual([
		'page_size=100',
		'page_size=100&start_cursor=x',
		'page_size=50&start_cursor=x',
		'page_size=50',
	]);
});

test('a list in the editor shows fewer at a time', async () => {
	const notion = new Strained(10);
	const { found, next } = await search(notion.client, 'page', undefined, undefined);
	expect([found.length, next]).toEqual([10, '10']);
	expect(notion.asked).toEqual([50, 25, 10]);
});
