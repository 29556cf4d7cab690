import type { Json } from '../../../../nodes/NotionFiles/json';
import { KnownTrees } from '../../../../nodes/NotionFiles/history/known/KnownTrees';
import { SearchedChanges } from '../../../../nodes/NotionFiles/history/known/SearchedChanges';
import { TreeHistory } from '../../../../nodes/NotionFiles/history/known/TreeHistory';
import type { NotionReader } from '../../../../nodes/NotionFiles/locate/NotionReader';
import { NotionInMemory, unavailable } from '../../locate/NotionInMemory';

const HOUR = 60 * 60_000;
const NOW = Date.UTC(2026, 0, 5, 10);

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const hoursAgo = (hours: number): string => new Date(NOW - hours * HOUR).toISOString();

const page = (n: number, hours: number): Json => ({
	object: 'page',
	id: idOf(n),
	last_edited_time: hoursAgo(hours),
});

/** A memory of so many pages at rest, all edited and read long ago. */
function remember(pages: number) {
	const trees = new KnownTrees(undefined);
	const knowing = {
		unconfirmed: async () => await Promise.resolve(new Set<string>()),
		changes: { areKnown: async () => await Promise.resolve(true) },
		checkEveryMs: 1_000 * HOUR,
		now: () => NOW,
	};
	const tree = new TreeHistory(trees, 'all', knowing);
	for (let n = 0; n < pages; n++) {
		const moment = { here: NOW - 10 * HOUR, notion: NOW - 10 * HOUR };
		const lastEditedTime = hoursAgo(100);
		const read = { moment, lastEditedTime, quiet: true, children: undefined };
		tree.wasRead({ kind: 'pageRead', pageId: idOf(n), ...read }, []);
	}
	/** Which of them have to be asked for. */
	const asked = async (): Promise<number[]> => {
		const numbers = Array.from({ length: pages }, (_, n) => n);
		const unasked = await Promise.all(
			numbers.map(async (n) => await tree.withoutAsking(idOf(n), false)),
		);
		return numbers.filter((n) => unasked[n] === undefined);
	};
	return { trees, asked };
}

/** A reader whose search gives these answers, and how many were asked for. */
function searching(...answers: Json[][]) {
	const count = { asked: 0 };
	const reader: NotionReader = Object.assign(new NotionInMemory(), {
		async *search() {
			for (const answer of answers) {
				count.asked += 1;
				yield await Promise.resolve(answer);
			}
		},
	});
	return { reader, count };
}

test('what was edited up to six hours before the last look is listed again: the index may have learned it late', async () => {
	const { trees, asked } = remember(20);
	// The last look was ten hours ago.
	const { reader, count } = searching([page(1, 1)], [page(2, 15.5)], [page(3, 17)], [page(4, 18)]);
	expect(await new SearchedChanges(reader, trees).areKnown()).toBe(true);
	expect(count.asked).toBe(3);
	expect(await asked()).toEqual([1, 2, 3]);
	// From now on, six hours before what was edited last.
	const next = searching([page(1, 1)], [page(5, 7.5)], [page(6, 8)]);
	expect(await new SearchedChanges(next.reader, trees).areKnown()).toBe(true);
	expect(next.count.asked).toBe(2);
});

test('search is not asked if that is no cheaper than to ask for the pages', async () => {
	const { trees } = remember(2);
	const { reader, count } = searching([page(1, 1)]);
	expect(await new SearchedChanges(reader, trees).areKnown()).toBe(false);
	expect(count.asked).toBe(0);
});

test('if search has too much to show, all pages are asked for once', async () => {
	const { trees, asked } = remember(5);
	const { reader } = searching([page(90, 1)], [page(91, 2)], [page(92, 3)], [page(93, 4)]);
	expect(await new SearchedChanges(reader, trees).areKnown()).toBe(true);
	expect(await asked()).toEqual([0, 1, 2, 3, 4]);
	expect(trees.searchedUntil('page')).toBe(Date.parse(hoursAgo(1)) / 60_000);
});

test('if Notion does not answer, all pages are asked for, and the next run looks as far back', async () => {
	const { trees } = remember(20);
	const before = trees.searchedUntil('page');
	const reader = new NotionInMemory().put('search page descending', [[page(1, 1)], unavailable()]);
	expect(await new SearchedChanges(reader, trees).areKnown()).toBe(false);
	expect(trees.searchedUntil('page')).toBe(before);
});

test('what a sweep has listed is known, without another look', async () => {
	const { trees, asked } = remember(20);
	const { reader, count } = searching([page(1, 5)], [page(2, 2)]);
	const changes = new SearchedChanges(reader, trees);
	for await (const found of changes.search('page', 'ascending')) expect(found).toHaveLength(1);
	expect(await changes.areKnown()).toBe(true);
	expect(count.asked).toBe(2);
	expect(await asked()).toEqual([1, 2]);
	expect(trees.searchedUntil('page')).toBe(Date.parse(hoursAgo(2)) / 60_000);
});

test.each([0, 72])(
	'a page that appears below one at rest wakes that, though the clock here is %d hours fast',
	async (hours) => {
		const trees = new KnownTrees(undefined);
		const tree = new TreeHistory(trees, 'all', {
			unconfirmed: async () => await Promise.resolve(new Set<string>()),
			changes: { areKnown: async () => await Promise.resolve(true) },
			checkEveryMs: 1_000 * HOUR,
			now: () => NOW + hours * HOUR,
		});
		jest.spyOn(Date, 'now').mockReturnValue(NOW + hours * HOUR);
		const moment = { here: NOW + (hours - 2) * HOUR, notion: NOW - 2 * HOUR };
		const read = { kind: 'pageRead', moment, lastEditedTime: hoursAgo(100), quiet: true } as const;
		for (let n = 0; n < 9; n++) tree.wasRead({ ...read, pageId: idOf(n), children: [] }, []);
		const below = { ...page(99, 1), parent: { type: 'page_id', page_id: idOf(1) } };
		const { reader } = searching([below]);
		Object.assign(reader, { notionTime: () => NOW });
		expect(await new SearchedChanges(reader, trees).areKnown()).toBe(true);
		expect(await tree.withoutAsking(idOf(0), true)).toEqual([]);
		expect(await tree.withoutAsking(idOf(1), true)).toBeUndefined();
		jest.restoreAllMocks();
	},
);
