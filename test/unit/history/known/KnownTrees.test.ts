import fc from 'fast-check';
import type { PageRead } from '../../../../nodes/NotionFiles/locate/Finding';
import type { Child, Moment } from '../../../../nodes/NotionFiles/locate/KnownTree';
import { KnownTrees } from '../../../../nodes/NotionFiles/history/known/KnownTrees';
import { TreeHistory } from '../../../../nodes/NotionFiles/history/known/TreeHistory';

const PAGE = '4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d';
const EDITED = '2026-11-22T10:00:00.000Z';
const LATER = '2026-11-22T10:01:00.000Z';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FILE = '0123456789abcdef0123456789abcdef';
const FILE_KEY = `${PAGE.replaceAll('-', '')} ${FILE}`;

/** What n8n keeps between runs, and this server's clock. */
let stored: unknown;
let clock: number;
let confirmed: Set<string>;

beforeEach(() => {
	stored = undefined;
	clock = Date.parse('2026-11-22T12:34:56.000Z');
	confirmed = new Set();
});

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const child = (n: number, kind: Child['kind'] = 'page'): Child => ({ kind, id: idOf(n) });

function openMemory(purpose = 'all', { searchShows = true } = {}) {
	const trees = new KnownTrees(stored);
	const tree = new TreeHistory(trees, purpose, {
		unconfirmed: async (keys) =>
			await Promise.resolve(new Set(keys.filter((key) => !confirmed.has(key)))),
		changes: { areKnown: async () => await Promise.resolve(searchShows) },
		checkEveryMs: 24 * HOUR,
		now: () => clock,
	});
	return { trees, tree, save: () => (stored = trees.toStore() ?? stored) };
}

interface Run {
	edited?: string;
	open?: string[] | undefined;
	quiet?: boolean;
	purpose?: string;
	readingTakes?: number;
	/** By Notion's clock; undefined where it is not known. */
	notion?: number | undefined;
	children?: Child[] | undefined;
	deep?: boolean;
}

function pageRead({ pageId = PAGE, ...more }: Partial<PageRead> = {}): PageRead {
	const moment: Moment = { here: clock, notion: undefined };
	return {
		kind: 'pageRead',
		pageId,
		lastEditedTime: EDITED,
		moment,
		quiet: true,
		children: undefined,
		...more,
	};
}

/** One run over the page; the children of a page that was left unread. */
async function run({ edited = EDITED, quiet = true, readingTakes = 0, ...more }: Run = {}): Promise<
	readonly Child[] | undefined
> {
	const { tree, save } = openMemory(more.purpose);
	const moment: Moment = { here: clock, notion: more.notion };
	const { children } = more;
	const resting = await tree.asEdited(PAGE, edited, more.deep ?? children !== undefined, moment);
	if (resting === undefined) {
		clock += readingTakes;
		const open = 'open' in more ? more.open : [];
		tree.wasRead(pageRead({ lastEditedTime: edited, moment, quiet, children }), open);
	}
	save();
	return resting;
}

describe('a page rests', () => {
	test('once its files were found confirmed, after the minute of its edit is over by this clock', async () => {
		expect(await run()).toBeUndefined();
		clock += 3 * MINUTE;
		expect(await run()).toBeUndefined();
		expect(await run()).toEqual([]);
	});

	test('at once, if the edit is older than three minutes by Notion’s clock and by this one', async () => {
		expect(await run({ notion: Date.parse(EDITED) + 3 * MINUTE })).toBeUndefined();
		expect(await run()).toEqual([]);
	});

	test.each([
		['Notion’s', Date.parse(EDITED) + 2 * MINUTE, 0],
		['this', Date.parse(EDITED) + HOUR, Date.parse(EDITED)],
	])('later, if %s clock says that the edit may be going on', async (_, notion, here) => {
		clock = here || clock;
		await run({ notion });
		expect(await run({ notion })).toBeUndefined();
	});

	test('as soon as the files are confirmed that were open when it was read', async () => {
		const notion = clock;
		expect(await run({ open: [FILE_KEY], notion })).toBeUndefined();
		expect(await run({ open: [FILE_KEY], notion })).toBeUndefined();
		confirmed.add(FILE_KEY);
		expect(await run()).toEqual([]);
	});

	test.each([
		['something on it can change without a sign', { quiet: false }],
		['nobody can tell whether its files will be confirmed', { open: undefined }],
		['a file on it belongs to another page', { open: [`${'f'.repeat(32)} ${FILE}`] }],
		['it has no time that Notion could have written', { edited: 'yesterday' }],
		['it was edited before there were computers', { edited: '1912-06-23T00:00:00Z' }],
		['an ID on it is none', { children: [{ kind: 'page', id: 'nonsense' } as const] }],
	])('never, if %s', async (_, more: Run) => {
		for (let hour = 0; hour < 4; hour++) {
			expect(await run({ ...more, notion: clock })).toBeUndefined();
			clock += HOUR;
		}
	});

	test('no longer after an edit, and has to come to rest again', async () => {
		await run({ notion: clock });
		expect(await run({ edited: LATER })).toBeUndefined();
		expect(await run({ edited: LATER })).toBeUndefined();
		clock += 3 * MINUTE;
		expect(await run({ edited: LATER })).toBeUndefined();
		expect(await run({ edited: LATER })).toEqual([]);
	});

	test('for one purpose only', async () => {
		await run({ notion: clock });
		expect(await run({ purpose: 'images alone' })).toBeUndefined();
		expect(await run()).toEqual([]);
	});

	test('not for a walk that opens its children, if they were not looked for', async () => {
		await run({ notion: clock });
		expect(await run({ deep: true })).toBeUndefined();
		expect(await run({ deep: false })).toEqual([]);
	});

	test('not because of a reading that began within the minute, however long it took', async () => {
		expect(await run()).toBeUndefined();
		expect(await run({ readingTakes: 10 * MINUTE })).toBeUndefined();
		expect(await run()).toBeUndefined();
		expect(await run()).toEqual([]);
	});

	test('later, and never earlier, if this clock is set back', async () => {
		await run();
		clock -= HOUR;
		expect(await run()).toBeUndefined();
		expect(await run()).toBeUndefined();
		clock += 3 * MINUTE;
		expect(await run()).toBeUndefined();
		expect(await run()).toEqual([]);
	});
});

describe('a page need not be asked for', () => {
	const unasked = async (searchShows = true) =>
		await openMemory('all', { searchShows }).tree.withoutAsking(PAGE, true);

	beforeEach(async () => {
		await run({ notion: clock, children: [child(1), child(2, 'database')] });
	});

	test('while search shows nothing new, and its children are known', async () => {
		expect(await unasked()).toEqual([child(1), child(2, 'database')]);
	});

	test('unless search cannot tell', async () => {
		expect(await unasked(false)).toBeUndefined();
	});

	test('until a full check is due, for which one with children is read', async () => {
		clock += 22 * HOUR;
		expect(await unasked()).toBeDefined();
		// An hour before: a run at the same time each day must not be a moment too early.
		clock += HOUR;
		expect(await unasked()).toBeUndefined();
		expect(await run({ children: [] })).toBeUndefined();
		expect(await unasked()).toEqual([]);
	});

	test('if this clock was set back, before that has been asked for again', async () => {
		clock -= MINUTE;
		expect(await unasked()).toBeUndefined();
	});

	const page = (id: string, edited: string, parent = {}) => ({
		object: 'page',
		id,
		last_edited_time: edited,
		parent,
	});

	test.each([
		['it was edited', page(PAGE, LATER), false],
		['it looks older in a lagging index', page(PAGE, '2026-11-22T09:00:00Z'), true],
		['a new page is on it', page(idOf(9), EDITED, { page_id: PAGE }), false],
		['a page is on it that it is known to have', page(idOf(1), EDITED, { page_id: PAGE }), true],
		[
			'an old page is on it according to search alone',
			page(idOf(9), '2026-11-20T10:00:00Z', { page_id: PAGE }),
			true,
		],
		[
			'a new database is on it',
			{
				object: 'data_source',
				id: idOf(8),
				last_edited_time: EDITED,
				parent: { database_id: idOf(9) },
				database_parent: { page_id: PAGE },
			},
			false,
		],
	])('if search shows: %s', async (_, object, isUnasked) => {
		const { trees, save } = openMemory();
		trees.show(object, 0);
		save();
		expect((await unasked()) !== undefined).toBe(isUnasked);
	});
});

describe('the memory', () => {
	test('stores nothing again if nothing has changed', async () => {
		await run({ notion: clock });
		const { trees, tree } = openMemory();
		expect(await tree.asEdited(PAGE, EDITED, false, { here: clock, notion: undefined })).toEqual(
			[],
		);
		expect(trees.toStore()).toBeUndefined();
	});

	/** Pages at rest with these numbers, each with this child. */
	function remember(numbers: readonly number[], childOf: (n: number) => Child[]): string {
		const { tree, trees } = openMemory();
		const moment = { here: clock, notion: clock };
		for (const n of numbers) {
			tree.wasRead(pageRead({ pageId: idOf(n), moment, children: childOf(n) }), []);
		}
		stored = trees.toStore();
		return String(stored);
	}

	const count = (first: number, length: number) => Array.from({ length }, (_, n) => first + n);

	test('takes 28 bytes for a page and 3 for each child', () => {
		const few = remember(count(1, 10), () => []).length;
		stored = undefined;
		const more = remember(count(1, 1_010), () => []).length;
		stored = undefined;
		const parents = remember(count(1, 1_010), (n) => (n > 1 ? [child(n - 1)] : [])).length;
		expect((more - few) / 1_000).toBeCloseTo((28 * 4) / 3, 1);
		expect((parents - more) / 1_009).toBeCloseTo((3 * 4) / 3, 1);
	});

	test('keeps the 100,000 pages that were met last, and a page whose child is dropped is read', async () => {
		const asks = async (n: number) =>
			await openMemory().tree.asEdited(idOf(n), EDITED, true, { here: clock, notion: undefined });
		remember([1], () => []);
		remember([3], () => [child(1)]);
		remember(count(10, 99_999), () => []);
		expect(await asks(1)).toBeUndefined();
		expect(await asks(3)).toBeUndefined();
		expect(await asks(10)).toEqual([]);
	});

	test('is empty for whatever else n8n returns, and nothing is thrown', async () => {
		await run({ notion: clock, children: [child(1)] });
		const whole = String(stored);
		const damaged = fc
			.tuple(fc.nat(whole.length), fc.string({ maxLength: 5 }))
			.map(([at, text]) => whole.slice(0, at) + text + whole.slice(at + text.length + 1));
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.anything(), damaged), async (anything) => {
				stored = anything;
				await openMemory().tree.withoutAsking(idOf(5), true);
				expect(openMemory().trees.searchedUntil('page')).toBeGreaterThanOrEqual(0);
			}),
		);
	});
});
