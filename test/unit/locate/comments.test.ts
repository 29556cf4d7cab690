import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import { PageWalk } from '../../../nodes/NotionFiles/locate/PageWalk';
import type { PagePart } from '../../../nodes/NotionFiles/locate/WalkPlan';
import { collect } from '../promises';
import { NotionInMemory, refused, unavailable, unshared, unsupported } from './NotionInMemory';
import {
	attachment,
	blockJson,
	comment,
	image,
	pageJson,
	parentJson,
	planOf,
	summary,
} from './samples';

async function filesOfPage(
	notion: NotionInMemory,
	parts: PagePart[],
	childPages = 0,
): Promise<string[]> {
	const walk = new PageWalk(notion, planOf(...parts));
	return summary(await collect(findingsOf(walk.page('p', childPages))));
}

/** One comment with one file. */
const withFile = (name: string) => [[comment(`of ${name}`, [attachment(name)])]];

/** A page with comments on itself, on a toggle, and on the picture within. */
const handbook = (): NotionInMemory =>
	new NotionInMemory()
		.put('page p', pageJson('p'))
		.children('p', parentJson('t'), image('last.png'))
		.children('t', image('inner.png'))
		.put('comments p', withFile('page.pdf'))
		.put('comments t', withFile('toggle.pdf'))
		.put('comments block of inner.png', withFile('picture.pdf'))
		.put('comments block of last.png', []);

test('a block’s comments follow right after its own files, the page’s after the content', async () => {
	expect(await filesOfPage(handbook(), ['content', 'comments', 'blockComments'])).toEqual([
		'toggle.pdf',
		'inner.png',
		'picture.pdf',
		'last.png',
		'page.pdf',
	]);
});

test('comments on the page alone take one request besides that for the page', async () => {
	const notion = handbook();
	expect(await filesOfPage(notion, ['comments'])).toEqual(['page.pdf']);
	expect(notion.reads).toEqual(['page p', 'comments p']);
});

test('comments on blocks alone are returned without the files of the blocks', async () => {
	const notion = handbook();
	expect(await filesOfPage(notion, ['blockComments'])).toEqual(['toggle.pdf', 'picture.pdf']);
	expect(notion.reads).not.toContain('comments p');
});

describe('a table', () => {
	const table = (): NotionInMemory =>
		new NotionInMemory()
			.put('page p', pageJson('p'))
			.children('p', parentJson('t', 'table'))
			.children('t', blockJson('r', 'table_row', { cells: [] }))
			.put('comments t', withFile('on the table.pdf'))
			.put('comments r', withFile('in a cell.pdf'));

	test('is not looked into for files, pages or links, of which its rows hold none', async () => {
		const notion = table().put('comments p', []);
		const parts: PagePart[] = ['properties', 'content', 'linkedFiles', 'comments'];
		expect(await filesOfPage(notion, parts, 3)).toEqual([]);
		expect(notion.reads).toEqual(['page p', 'children p', 'comments p']);
	});

	test('is looked into for comments on its rows', async () => {
		expect(await filesOfPage(table(), ['content', 'blockComments'])).toEqual([
			'on the table.pdf',
			'in a cell.pdf',
		]);
	});
});

test('a list that Notion returns only in part is reported', async () => {
	const notion = handbook();
	notion.cut.add('comments p');
	const told = await filesOfPage(notion, ['comments']);
	expect(told.at(-1)).toBe('skipped: Notion gives only a part of comments p');
});

test('a list of comments is read to its end', async () => {
	const notion = handbook().put('comments p', [...withFile('1.pdf'), [], ...withFile('2.pdf')]);
	expect(await filesOfPage(notion, ['comments'])).toEqual(['1.pdf', '2.pdf']);
});

test('a child page has comments of its own, which are returned with it and not before', async () => {
	const notion = handbook()
		.children('p', blockJson('c', 'child_page', {}, { has_children: true }))
		.put('page c', pageJson('c'))
		.children('c')
		.put('comments c', withFile('child.pdf'));
	const parts: PagePart[] = ['content', 'comments', 'blockComments'];
	expect(await filesOfPage(notion, parts)).toEqual(['page.pdf']);
	expect(notion.reads).not.toContain('comments c');
	expect(await filesOfPage(notion, parts, 1)).toEqual(['child.pdf', 'page.pdf']);
	expect(notion.reads.filter((read) => read === 'comments c')).toHaveLength(1);
});

test('the comments on a page that is taken as a block come last', async () => {
	const notion = handbook();
	const page = Promise.resolve({ id: 'p', title: 'P', url: '' });
	const walk = new PageWalk(notion, planOf('content', 'blockComments'));
	const branch = walk.block(blockJson('p', 'child_page', {}, { has_children: true }), page);
	expect(summary(await collect(findingsOf(branch)))).toEqual([
		'toggle.pdf',
		'inner.png',
		'picture.pdf',
		'last.png',
		'page.pdf',
	]);
});

test.each([
	['not shared', unshared('the comments on t')],
	['not supported', unsupported()],
])('comments on a block that are %s cause a hint and nothing else', async (_, error) => {
	const notion = handbook().put('comments t', error);
	expect(await filesOfPage(notion, ['content', 'blockComments'])).toEqual([
		`skipped: Skipped the comments on a block: ${error.message}`,
		'inner.png',
		'picture.pdf',
		'last.png',
	]);
});

test('comments on a block that are refused in unknown words cause a hint, those on the picked page a failure', async () => {
	const notion = handbook().put('comments t', refused()).put('comments p', refused());
	expect(await filesOfPage(notion, ['comments', 'blockComments'])).toEqual([
		'skipped: Skipped the comments on a block: Notion refused to give it',
		'picture.pdf',
		'failed: refusedByNotion',
	]);
});

test('so do those on the page that the user picked', async () => {
	const notion = handbook().put('comments p', unshared('the comments on p'));
	expect(await filesOfPage(notion, ['content', 'comments'])).toEqual([
		'inner.png',
		'last.png',
		'skipped: Skipped the comments on a page: Notion cannot find the comments on p',
	]);
});

test('a missing capability is reported with where to turn it on', async () => {
	const refusal = new NotionFilesError({ code: 'missingCapability', message: 'No' });
	const notion = handbook().put('comments p', refusal);
	const [sentence, ...more] = await filesOfPage(notion, ['comments']);
	expect(sentence).toMatch(/^skipped: Skipped files in comments, .*“Read comments”/);
	expect(more).toEqual([]);
});

test('comments that should have been returned and were not are an error', async () => {
	const notion = handbook().put('comments t', [...withFile('1.pdf'), unavailable()].flat(0));
	expect(await filesOfPage(notion, ['content', 'blockComments'])).toEqual([
		'1.pdf',
		'failed: notionUnavailable',
		'inner.png',
		'picture.pdf',
		'last.png',
	]);
});
