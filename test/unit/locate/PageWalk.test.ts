import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import { PageWalk } from '../../../nodes/NotionFiles/locate/PageWalk';
import type { PagePart } from '../../../nodes/NotionFiles/locate/WalkPlan';
import { collect, deferred, quiet } from '../promises';
import { NotionInMemory } from './NotionInMemory';
import {
	blockJson,
	external,
	filesOf,
	hosted,
	image,
	named,
	pageJson,
	parentJson,
	planOf,
	summary,
} from './samples';

const ALL: PagePart[] = ['cover', 'icon', 'properties', 'content'];

async function filesOfPage(
	notion: NotionInMemory,
	childPages = 0,
	parts: PagePart[] = ALL,
): Promise<string[]> {
	const walk = new PageWalk(notion, planOf(...parts));
	return summary(await collect(findingsOf(walk.page('p', childPages))));
}

const HANDBOOK = pageJson('p', {
	cover: hosted('cover.jpg'),
	icon: external('https://example.com/icon.svg'),
	properties: {
		Name: { id: 'title', type: 'title', title: [] },
		Docs: { id: 'd', type: 'files', files: [named('One', hosted('one.pdf')), hosted('two.pdf')] },
		More: { id: 'm', type: 'files', files: [hosted('three.pdf')] },
	},
});

describe('the files of a page', () => {
	test('are returned in the order cover, icon, properties, content', async () => {
		const notion = new NotionInMemory()
			.put('page p', HANDBOOK)
			.children('p', image('a.png'), blockJson('x', 'paragraph'), image('b.png'));
		expect(await filesOfPage(notion)).toEqual([
			'cover.jpg',
			'icon.svg',
			'One.pdf',
			'two.pdf',
			'three.pdf',
			'a.png',
			'b.png',
		]);
	});

	test.each<[PagePart, string[], string[]]>([
		['cover', ['cover.jpg'], ['page p']],
		['icon', ['icon.svg'], ['page p']],
		['properties', ['One.pdf', 'two.pdf', 'three.pdf'], ['page p']],
		['content', ['a.png'], ['page p', 'children p']],
	])('of the part %s alone ask for no more than they need', async (part, files, reads) => {
		const notion = new NotionInMemory().put('page p', HANDBOOK).children('p', image('a.png'));
		expect(await filesOfPage(notion, 0, [part])).toEqual(files);
		expect(notion.reads).toEqual(reads);
	});

	test('know their page, whatever is read first', async () => {
		const page = deferred();
		const notion = new NotionInMemory()
			.put('page p', HANDBOOK)
			.delay('page p', page.promise)
			.children('p', image('a.png'));
		const walk = new PageWalk(notion, planOf('content'));
		const findings = collect(findingsOf(walk.page('p', 0)));
		await quiet();
		page.resolve();
		expect(filesOf(await findings)).toMatchObject([{ page: { id: 'p', title: 'Untitled' } }]);
	});
});

describe('the content', () => {
	test('is returned in document order, however deep and in however many parts', async () => {
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.put('children p', [[image('1'), parentJson('t')], [], [image('6')]])
			.put('children t', [[image('2')], [parentJson('u', 'column_list'), image('5')]])
			.children('u', parentJson('v', 'column'))
			.children('v', image('3'), image('4'));
		expect(await filesOfPage(notion)).toEqual(['1', '2', '3', '4', '5', '6']);
	});

	test('is returned in document order, whichever reads are slow', async () => {
		const slow = deferred();
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.children('p', parentJson('t'), parentJson('u'), image('3'))
			.children('t', image('1'))
			.delay('children t', slow.promise)
			.children('u', image('2'));
		const files = filesOfPage(notion);
		await quiet();
		slow.resolve();
		expect(await files).toEqual(['1', '2', '3']);
	});

	test('holds a file on a block as well as what is below that block', async () => {
		const callout = parentJson('c', 'callout', { icon: hosted('icon.png') });
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.children('p', callout)
			.children('c', image('inside.png'));
		expect(await filesOfPage(notion)).toEqual(['icon.png', 'inside.png']);
	});

	test('is followed by has_children alone, not by what a block is called', async () => {
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.children(
				'p',
				parentJson('new', 'block_of_tomorrow'),
				blockJson('t', 'toggle', {}, { has_children: false }),
				blockJson('u', 'toggle', {}, { has_children: 'true' }),
			)
			.children('new', image('a.png'));
		expect(await filesOfPage(notion)).toEqual(['a.png']);
		expect(notion.reads).toEqual(['page p', 'children p', 'children new']);
	});

	test.each(['child_database', 'link_to_page', 'child_page'])(
		'does not go down into a %s',
		async (type) => {
			const notion = new NotionInMemory()
				.put('page p', pageJson('p'))
				.children('p', blockJson('x', type, {}, { has_children: type !== 'link_to_page' }));
			expect(await filesOfPage(notion)).toEqual([]);
			expect(notion.reads).toEqual(['page p', 'children p']);
		},
	);

	test('may be empty though a block says that it has children', async () => {
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.children('p', parentJson('t'), image('a.png'))
			.children('t');
		expect(await filesOfPage(notion)).toEqual(['a.png']);
	});
});

describe('child pages', () => {
	const family = (): NotionInMemory =>
		new NotionInMemory()
			.put('page p', pageJson('p'))
			.children('p', blockJson('q', 'child_page'), image('p.png'))
			.put('page q', pageJson('q', { cover: hosted('q-cover.png') }))
			.children('q', blockJson('r', 'child_page'), image('q.png'))
			.put('page r', pageJson('r'))
			.children('r', image('r.png'), blockJson('p', 'child_page'));

	test.each([
		[0, ['p.png']],
		[1, ['q-cover.png', 'q.png', 'p.png']],
		[2, ['q-cover.png', 'r.png', 'q.png', 'p.png']],
		[100, ['q-cover.png', 'r.png', 'q.png', 'p.png']],
	])('are opened %d levels deep, each in its place', async (levels, expected) => {
		expect(await filesOfPage(family(), levels)).toEqual(expected);
	});

	test('return only the parts that are wanted, and files that know their own page', async () => {
		const walk = new PageWalk(family(), planOf('content'));
		const files = filesOf(await collect(findingsOf(walk.page('p', 2))));
		expect(files.map(({ name, page }) => [name, page.id])).toEqual([
			['r.png', 'r'],
			['q.png', 'q'],
			['p.png', 'p'],
		]);
	});

	test('that hold one of those above them are each read once', async () => {
		const notion = family();
		await filesOfPage(notion, 100);
		expect([...notion.reads].sort()).toEqual(
			['p', 'q', 'r'].flatMap((id) => [`page ${id}`, `children ${id}`]).sort(),
		);
	});
});

describe('reads overlap', () => {
	test('of a page and its content', async () => {
		const notion = new NotionInMemory().put('page p', pageJson('p')).children('p');
		await filesOfPage(notion);
		expect(notion.mostAtOnce).toBe(2);
	});

	test('of all branches that are known, before anybody has read the first', async () => {
		const slow = deferred();
		const ids = Array.from({ length: 30 }, (_, index) => `t${index}`);
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.children('p', ...ids.map((id) => parentJson(id)))
			.delay('children t0', slow.promise);
		for (const id of ids) notion.children(id, image(id));
		const files = filesOfPage(notion);
		await quiet();
		expect(notion.reads.filter((read) => read.startsWith('children t'))).toHaveLength(30);
		slow.resolve();
		expect(await files).toEqual(ids);
		expect(notion.mostAtOnce).toBeGreaterThanOrEqual(30);
	});
});
