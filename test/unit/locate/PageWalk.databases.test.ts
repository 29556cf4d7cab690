import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { describePlace } from '../../../nodes/NotionFiles/files/describe';
import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import type { RowsPart } from '../../../nodes/NotionFiles/locate/NotionReader';
import { PageWalk } from '../../../nodes/NotionFiles/locate/PageWalk';
import type { PagePart, RowChoice } from '../../../nodes/NotionFiles/locate/WalkPlan';
import type { Json } from '../../../nodes/NotionFiles/json';
import { collect, quiet } from '../promises';
import { largeDatabase } from './largeDatabase';
import { NotionInMemory, unavailable, unshared, unsupported } from './NotionInMemory';
import {
	blockJson,
	databaseJson,
	filesOf,
	hosted,
	image,
	onlyFile,
	pageJson,
	planOf,
	richText,
	rowJson,
	summary,
} from './samples';

const ALL: PagePart[] = ['cover', 'icon', 'properties', 'content'];

const childDatabase = (id: string): Json => blockJson(id, 'child_database', { title: 'Below' });
const childPage = (id: string): Json => blockJson(id, 'child_page');

interface Wish {
	depth?: number;
	parts?: PagePart[];
	childDatabases?: boolean;
	rows?: RowChoice;
}

function walkOf(notion: NotionInMemory, { parts = ALL, childDatabases = false }: Wish): PageWalk {
	return new PageWalk(notion, { ...planOf(...parts), childDatabases });
}

async function filesOfDatabase(notion: NotionInMemory, wish: Wish = {}): Promise<string[]> {
	const database = walkOf(notion, wish).database('d', wish.depth ?? 0, wish.rows);
	return summary(await collect(findingsOf(database)));
}

async function filesOfPage(notion: NotionInMemory, wish: Wish): Promise<string[]> {
	const page = walkOf(notion, wish).page('p', wish.depth ?? 0);
	return summary(await collect(findingsOf(page)));
}

describe('the rows of a database', () => {
	test('return their files in their order, one data source after the other', async () => {
		const notion = new NotionInMemory()
			.put('database d', databaseJson('d', 's', 't'))
			.put('rows s', [[rowJson('1'), rowJson('2')], [], [rowJson('3')]])
			.put('rows t', [[rowJson('4', { cover: hosted('cover.png') })]])
			.children('1', image('in 1.png'))
			.children('2')
			.children('3')
			.children('4');
		expect(await filesOfDatabase(notion)).toEqual([
			'1.pdf',
			'in 1.png',
			'2.pdf',
			'3.pdf',
			'cover.png',
			'4.pdf',
		]);
	});

	test('cost no request of their own if only what they hold themselves is wanted', async () => {
		const notion = new NotionInMemory()
			.put('database d', databaseJson('d', 's'))
			.put('rows s', [[rowJson('1'), rowJson('2')], [rowJson('3')]]);
		const parts: PagePart[] = ['cover', 'icon', 'properties'];
		expect(await filesOfDatabase(notion, { parts })).toEqual(['1.pdf', '2.pdf', '3.pdf']);
		expect(notion.reads).toEqual(['database d', 'source s', 'rows s']);
	});

	test('ask for a rollup that they hold only in part, and for nothing else', async () => {
		const rollup = { type: 'incomplete', incomplete: {}, function: 'show_original' };
		const properties = { All: { id: 'x', type: 'rollup', rollup } };
		const notion = new NotionInMemory()
			.put('database d', databaseJson('d', 's'))
			.put('rows s', [[rowJson('1', { properties }), rowJson('2')]])
			.put('property 1/x', [[{ type: 'files', files: [hosted('rolled.pdf')] }]]);
		const files = await filesOfDatabase(notion, { parts: ['properties'] });
		expect(files).toEqual(['rolled.pdf', '2.pdf']);
		expect(notion.reads).toEqual(['database d', 'rows s', 'property 1/x']);
	});

	test('are those of the chosen data source, and those that pass the filter', async () => {
		const filter = { property: 'Tag' };
		const notion = new NotionInMemory()
			.put('database d', databaseJson('d', 's', 't'))
			.put('rows t {"property":"Tag"}', [[rowJson('1')]]);
		const rows = { source: 'Name of t', filter, itself: false };
		expect(await filesOfDatabase(notion, { parts: ['properties'], rows })).toEqual(['1.pdf']);
	});

	test.each<[string, Json, RegExp]>([
		[
			'data sources',
			{ object: 'data_source', id: 'w', title: richText('Wiki') },
			/^skipped: Skipped the data source “Wiki” among the rows of the wiki “Name of s”; .+/,
		],
		[
			'known by their ID alone',
			{ object: 'page', id: 'w' },
			/^skipped: .+ only the ID of a row of “Name of s”/,
		],
		['nothing at all', {}, /^skipped: .+ only the ID of a row of/],
		[
			'in the trash',
			rowJson('w', { in_trash: true }),
			/^skipped: Skipped because it is in Notion’s trash: page “Untitled”$/,
		],
	])('that are %s are skipped with a sentence', async (_, row, sentence) => {
		const notion = new NotionInMemory()
			.put('database d', databaseJson('d', 's'))
			.put('rows s', [[rowJson('1'), row, rowJson('2')]]);
		expect(await filesOfDatabase(notion, { parts: ['properties'] })).toEqual([
			'1.pdf',
			expect.stringMatching(sentence),
			'2.pdf',
		]);
	});

	test('whose content is not shared do not affect the others', async () => {
		const notion = new NotionInMemory()
			.put('database d', databaseJson('d', 's'))
			.put('rows s', [[rowJson('1'), rowJson('2')]])
			.children('2', image('in 2.png'));
		expect(await filesOfDatabase(notion)).toEqual([
			'1.pdf',
			'skipped: Skipped a block: Notion cannot find children 1',
			'2.pdf',
			'in 2.png',
		]);
	});
});

describe('a database’s own cover and icon', () => {
	const pictures = { cover: hosted('own cover.png'), icon: hosted('own icon.png') };

	const invoices = (): NotionInMemory =>
		new NotionInMemory()
			.put('database d', { ...databaseJson('d', 's'), ...pictures })
			.put('source s', { id: 's' })
			.put('rows s', [[rowJson('1', { cover: hosted('cover.png') })]]);

	test('are returned before its rows, and name it where a page would be named', async () => {
		const walk = walkOf(invoices(), { parts: ['cover', 'icon'] });
		const files = filesOf(await collect(findingsOf(walk.database('d', 0))));
		const page = { id: 'd', title: 'Title of d', url: 'https://www.notion.so/d' };
		expect(files).toMatchObject([
			{ name: 'own cover.png', page, place: { source: 'cover', of: 'database' } },
			{ name: 'own icon.png', page, place: { source: 'icon', of: 'database' } },
			{ name: 'cover.png', page: { id: '1' } },
		]);
		expect(files.map(({ place, page: of }) => describePlace(place, of))).toEqual([
			'the cover of database “Title of d”',
			'the icon of database “Title of d”',
			'the cover of page “Untitled”',
		]);
	});

	test.each<[PagePart, string[]]>([
		['cover', ['own cover.png', 'cover.png']],
		['icon', ['own icon.png']],
		['properties', ['1.pdf']],
	])('are returned if they are included: %s', async (part, expected) => {
		expect(await filesOfDatabase(invoices(), { parts: [part] })).toEqual(expected);
	});

	test('are not returned if some rows were picked', async () => {
		const rows = { source: '*', filter: undefined, itself: false };
		expect(await filesOfDatabase(invoices(), { parts: ['cover'], rows })).toEqual(['cover.png']);
	});

	test('are returned with a database in the content of a page', async () => {
		const notion = invoices().put('page p', pageJson('p')).children('p', childDatabase('d'));
		const files = await filesOfPage(notion, { parts: ['cover'], childDatabases: true });
		expect(files).toEqual(['own cover.png', 'cover.png']);
	});

	test('are followed by those of its data sources, unless they are the same', async () => {
		const notion = new NotionInMemory()
			.put('database d', { ...databaseJson('d', 's', 't'), ...pictures })
			.put('source s', { id: 's', ...pictures })
			.put('source t', { id: 't', icon: hosted('paid.png') })
			.put('rows s', [[rowJson('1', { cover: hosted('cover.png') })]])
			.put('rows t', [[]]);
		const walk = walkOf(notion, { parts: ['cover', 'icon'] });
		const findings = await collect(findingsOf(walk.database('d', 0)));
		expect(summary(findings)).toEqual(['own cover.png', 'own icon.png', 'cover.png', 'paid.png']);
		const paid = filesOf(findings).at(-1);
		expect(paid && describePlace(paid.place, paid.page)).toBe('the icon of data source “Untitled”');
	});

	test('of a data source that cannot be read cause no failure: the list of its rows reports it', async () => {
		const notion = invoices().put('source s', unshared('source s'));
		const files = await filesOfDatabase(notion, { parts: ['icon', 'properties'] });
		expect(files).toEqual(['own icon.png', '1.pdf']);
	});

	test('of a data source that was picked by itself are its own', async () => {
		const notion = new NotionInMemory()
			.put('source d', { object: 'data_source', id: 'd', title: richText('Paid'), ...pictures })
			.put('rows d', [[]]);
		const walk = walkOf(notion, { parts: ['cover'] });
		const file = onlyFile(await collect(findingsOf(walk.database('d', 0))));
		expect(file).toMatchObject({ page: { id: 'd', title: 'Paid' } });
		expect(describePlace(file.place, file.page)).toBe('the cover of data source “Paid”');
	});
});

describe('what cannot be listed', () => {
	test.each([
		['an error, behind the rows that came', unavailable(), 'failed: notionUnavailable'],
		['an error where nothing is shared', unshared('rows s'), 'failed: notShared'],
	])('is %s, and the other data sources are still read', async (_, error, told) => {
		const notion = new NotionInMemory()
			.put('database d', databaseJson('d', 's', 't'))
			.put('rows s', [[rowJson('1')], error])
			.put('rows t', [[rowJson('2')]]);
		expect(await filesOfDatabase(notion, { parts: ['properties'] })).toEqual([
			'1.pdf',
			told,
			'2.pdf',
		]);
	});

	test('is reported in its place, and the rows after it are still read', async () => {
		const notion = new NotionInMemory().put('database d', databaseJson('d', 's'));
		const error = new NotionFilesError({ code: 'refusedByNotion', message: 'Too many' });
		notion.rows = async function* (): AsyncGenerator<RowsPart, void, undefined> {
			yield { kind: 'rows', rows: [rowJson('1')] };
			yield { kind: 'missing', error };
			yield { kind: 'rows', rows: [rowJson('2')] };
		};
		expect(await filesOfDatabase(notion, { parts: ['properties'] })).toEqual([
			'1.pdf',
			'failed: refusedByNotion',
			'2.pdf',
		]);
	});

	test('fails if the database itself cannot be read', async () => {
		expect(await filesOfDatabase(new NotionInMemory())).toEqual(['failed: notShared']);
	});

	test('is not the data source of a database in the trash', async () => {
		const notion = new NotionInMemory()
			.put('database d', { ...databaseJson('d', 's'), in_trash: true })
			.put('rows s', [[rowJson('1')]]);
		expect(await filesOfDatabase(notion, { parts: ['properties'] })).toEqual([
			'skipped: The database “Title of d” is in Notion’s trash, but its files are still returned',
			'1.pdf',
		]);
	});
});

describe('a data source among the rows of a wiki', () => {
	const wiki = (): NotionInMemory =>
		new NotionInMemory()
			.put('database d', databaseJson('d', 's'))
			.put('rows s', [[rowJson('1'), { object: 'data_source', id: 'w', properties: {} }]])
			.put('rows w', [[rowJson('2'), childless()]])
			.children('2', childDatabase('x'))
			.children('1');

	const childless = (): Json => ({ object: 'data_source', id: 'd', properties: {} });

	test('returns the files of its rows with Child Databases, but not of pages on them', async () => {
		const wish: Wish = { parts: ['properties'], childDatabases: true };
		expect(await filesOfDatabase(wiki(), wish)).toEqual([
			'1.pdf',
			'2.pdf',
			expect.stringMatching(/^skipped: Skipped the data source “Untitled”/),
		]);
	});

	test('is read once, though it is among its own rows', async () => {
		const notion = wiki().put('rows w', [[{ object: 'data_source', id: 'w', properties: {} }]]);
		const wish: Wish = { parts: ['properties'], childDatabases: true, depth: 3 };
		expect(await filesOfDatabase(notion, wish)).toEqual(['1.pdf']);
		expect(notion.reads.filter((read) => read === 'rows w')).toHaveLength(1);
	});

	test('is reported as read with the time of its last edit, which edits of its rows do not change', async () => {
		const lastEditedTime = '2026-11-22T10:00:00.000Z';
		const row = {
			object: 'data_source',
			id: 'w',
			properties: {},
			last_edited_time: lastEditedTime,
		};
		const notion = wiki().put('rows s', [[row]]);
		const walk = walkOf(notion, { parts: ['properties'], childDatabases: true });
		const findings = await collect(findingsOf(walk.database('d', 0)));
		expect(findings).toContainEqual(
			expect.objectContaining({ kind: 'pageRead', pageId: 'w', lastEditedTime }),
		);
	});

	test('is not asked for again, since it arrived with the rows, cover and icon included', async () => {
		const pictured = {
			object: 'data_source',
			id: 'w',
			title: richText('Contracts'),
			properties: {},
			cover: hosted('contracts.png'),
		};
		const notion = wiki().put('rows s', [[pictured]]);
		const wish: Wish = { parts: ['cover', 'properties'], childDatabases: true };
		expect((await filesOfDatabase(notion, wish)).slice(0, 2)).toEqual(['contracts.png', '2.pdf']);
		expect(notion.reads).toEqual(['database d', 'source s', 'rows s', 'rows w']);
	});

	test('that is known by its ID alone and not shared is skipped, and the rows after it are read', async () => {
		const notion = wiki().put('rows s', [[{ object: 'data_source', id: 'w' }, rowJson('1')]]);
		const told = await filesOfDatabase(notion, { parts: ['properties'], childDatabases: true });
		expect(told).toEqual([expect.stringMatching(/^skipped: Skipped a database: /), '1.pdf']);
	});
});

describe('child pages and databases', () => {
	/** p ∋ q (page), d (database) ∋ r (row) ∋ c (page), e (database) ∋ s (row) ∋ f (database) ∋ t */
	const nested = (): NotionInMemory =>
		new NotionInMemory()
			.put('page p', pageJson('p'))
			.children('p', childPage('q'), childDatabase('d'), image('p.png'))
			.put('page q', pageJson('q'))
			.children('q', image('q.png'))
			.put('database d', databaseJson('d', 'd1'))
			.put('rows d1', [[rowJson('r')]])
			.children('r', childPage('c'), childDatabase('e'))
			.put('page c', pageJson('c'))
			.children('c', image('c.png'))
			.put('database e', databaseJson('e', 'e1'))
			.put('rows e1', [[rowJson('s')]])
			.children('s', childDatabase('f'))
			.put('database f', databaseJson('f', 'f1'))
			.put('rows f1', [[rowJson('t')]])
			.children('t');

	test.each([
		[0, false, ['p.png']],
		[1, false, ['q.png', 'p.png']],
		[0, true, ['r.pdf', 'p.png']],
		[1, true, ['q.png', 'r.pdf', 's.pdf', 'p.png']],
		[2, true, ['q.png', 'r.pdf', 'c.png', 's.pdf', 't.pdf', 'p.png']],
	])(
		'of a page with Child Pages %d, Child Databases %s',
		async (depth, childDatabases, expected) => {
			expect(await filesOfPage(nested(), { depth, childDatabases })).toEqual(expected);
		},
	);

	test.each([
		[0, false, ['r.pdf']],
		[1, false, ['r.pdf', 'c.png']],
		[0, true, ['r.pdf', 's.pdf']],
		[1, true, ['r.pdf', 'c.png', 's.pdf', 't.pdf']],
	])(
		'of a database with Child Pages %d, Child Databases %s',
		async (depth, childDatabases, expected) => {
			expect(await filesOfDatabase(nested(), { depth, childDatabases })).toEqual(expected);
		},
	);

	test('are found though the content itself is not wanted', async () => {
		const wish: Wish = { depth: 1, childDatabases: true, parts: ['properties'] };
		expect(await filesOfPage(nested(), wish)).toEqual(['r.pdf', 's.pdf']);
	});

	test.each([
		['is linked', unsupported(), /^skipped: Skipped a database: Notion cannot give it$/],
		['is not shared', unshared('database d'), /^skipped: Skipped a database: .+/],
		['Notion cannot give now', unavailable(), /^failed: notionUnavailable$/],
	])('that %s do not affect the others', async (_, error, told) => {
		const notion = nested().put('database d', error);
		expect(await filesOfPage(notion, { childDatabases: true })).toEqual([
			expect.stringMatching(told),
			'p.png',
		]);
	});

	test('are each read once, and files returned once, wherever they turn up', async () => {
		const notion = nested()
			.children('q', image('q.png'), childDatabase('d'))
			.children('c', image('c.png'), childPage('p'), childPage('r'))
			.put('rows f1', [[rowJson('t'), rowJson('r')]]);
		const files = await filesOfPage(notion, { depth: 1, childDatabases: true });
		expect(files).toEqual(['q.png', 'r.pdf', 's.pdf', 'p.png']);
		expect(notion.reads.filter((read) => read === 'database d')).toHaveLength(1);
	});

	test('lead as far down as the nearest way to them does, though another was faster', async () => {
		// “a” is met first two levels down, where its own child pages would stay closed.
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.put('children p', [[childPage('q')], [childPage('a')]])
			.put('page q', pageJson('q'))
			.children('q', childPage('a'))
			.put('page a', pageJson('a'))
			.children('a', image('a.png'), childPage('b'))
			.put('page b', pageJson('b'))
			.children('b', image('b.png'));
		expect(new Set(await filesOfPage(notion, { depth: 2 }))).toEqual(new Set(['a.png', 'b.png']));
	});
});

describe('a database of any size', () => {
	/** A database whose rows are made as they are asked for. */
	test('is listed and opened only a little before its rows are wanted', async () => {
		const { notion, listed } = largeDatabase(50, 20);
		const findings = findingsOf(walkOf(notion, {}).database('d', 0));
		await findings.next();
		await quiet();
		await quiet();
		expect(listed()).toBeLessThanOrEqual(2);
		expect(notion.reads.length).toBeLessThanOrEqual(2 + 9);
		for (let n = 0; n < 5; n++) await findings.next();
		await findings.return();
		expect(listed()).toBeLessThanOrEqual(3);
	});

	test('is listed before anybody asks, but not opened', async () => {
		const { notion, listed } = largeDatabase(5, 20);
		walkOf(notion, {}).database('d', 0).begin?.('ahead');
		await quiet();
		await quiet();
		expect(listed()).toBe(1);
		expect(notion.reads).toEqual(['database d', 'source s']);
	});
});
