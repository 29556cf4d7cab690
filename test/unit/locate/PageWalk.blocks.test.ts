import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import { pageRef } from '../../../nodes/NotionFiles/locate/pageFiles';
import { PageWalk } from '../../../nodes/NotionFiles/locate/PageWalk';
import type { Json } from '../../../nodes/NotionFiles/json';
import { collect } from '../promises';
import { NotionInMemory, unavailable, unshared, unsupported, refused } from './NotionInMemory';
import {
	blockJson,
	filesOf,
	hosted,
	image,
	pageJson,
	parentJson,
	planOf,
	summary,
} from './samples';

const CONTENT = planOf('cover', 'content');

/** A page of these blocks, and nothing below them yet. */
const pageOf = (...blocks: Json[]): NotionInMemory =>
	new NotionInMemory().put('page p', pageJson('p')).children('p', ...blocks);

async function filesOfPage(notion: NotionInMemory, childPages = 0): Promise<string[]> {
	return summary(await collect(findingsOf(new PageWalk(notion, CONTENT).page('p', childPages))));
}

function synced(id: string, original?: string): Json {
	const synced_from = original === undefined ? null : { type: 'block_id', block_id: original };
	return parentJson(id, 'synced_block', { synced_from });
}

describe('a synced block', () => {
	test('and its copies are read once, in the place of the first', async () => {
		const notion = pageOf(synced('copy', 'o'), image('2'), synced('o'), synced('other', 'o'))
			.children('copy', image('1'))
			.children('o', image('1'))
			.children('other', image('1'));
		expect(await filesOfPage(notion)).toEqual(['1', '2']);
		expect(notion.reads).toEqual(['page p', 'children p', 'children copy']);
	});

	test('is read at its original if the copy cannot be listed', async () => {
		const notion = pageOf(synced('copy', 'o')).children('o', image('1'));
		expect(await filesOfPage(notion)).toEqual(['1']);
	});

	test('that cannot be read anywhere is skipped, and the rest goes on', async () => {
		const notion = pageOf(synced('copy', 'o'), image('2'));
		expect(await filesOfPage(notion)).toEqual([
			'skipped: Skipped a synced block: Notion cannot find children o',
			'2',
		]);
	});

	test('is not read elsewhere for a fault that has nothing to do with it', async () => {
		const notion = pageOf(synced('copy', 'o')).put('children copy', unavailable());
		expect(await filesOfPage(notion)).toEqual(['failed: notionUnavailable']);
		expect(notion.reads).not.toContain('children o');
	});

	test('that holds itself comes to an end', async () => {
		const notion = pageOf(synced('o'))
			.children('o', image('1'), synced('copy', 'o'), image('2'))
			.children('copy', image('1'), synced('copy', 'o'), image('2'));
		expect(await filesOfPage(notion)).toEqual(['1', '2']);
	});
});

describe('meeting notes', () => {
	const notes = (type: string, has_children: boolean): Json =>
		blockJson(
			'm',
			type,
			{ children: { summary_block_id: 's', notes_block_id: 'n', transcript_block_id: null } },
			{ has_children },
		);

	test.each(['meeting_notes', 'transcription'])(
		'(%s) hold what they name besides their ordinary children',
		async (type) => {
			const notion = pageOf(notes(type, true))
				.children('m', image('1'))
				.children('s', image('2'))
				.children('n', image('3'));
			expect(await filesOfPage(notion)).toEqual(['1', '2', '3']);
		},
	);

	test('are found though they say that they have no children', async () => {
		const notion = pageOf(notes('meeting_notes', false))
			.children('s', image('1'))
			.children('n', image('2'));
		expect(await filesOfPage(notion)).toEqual(['1', '2']);
		expect(notion.reads).not.toContain('children m');
	});

	test('are not read twice if a named block is among the children as well', async () => {
		const notion = pageOf(notes('meeting_notes', true))
			.children('m', parentJson('s'), parentJson('n'))
			.children('s', image('1'))
			.children('n', image('2'));
		expect(await filesOfPage(notion)).toEqual(['1', '2']);
		expect(notion.reads.filter((read) => read === 'children s')).toHaveLength(1);
	});
});

describe('what cannot be read', () => {
	test.each([
		['is not shared', unshared('it')],
		['is not supported by Notion', unsupported()],
		['is refused in unknown words', refused()],
	])('because it %s is skipped with a hint, and affects nothing else', async (_, error) => {
		const notion = pageOf(parentJson('t'), blockJson('q', 'child_page'), image('a.png'))
			.put('children t', error)
			.put('page q', error)
			.children('q');
		expect(await filesOfPage(notion, 1)).toEqual([
			`skipped: Skipped a block: ${error.message}`,
			`skipped: Skipped a child page: ${error.message}`,
			'a.png',
		]);
	});

	test('because it is refused in unknown words is a failure if the user has picked it', async () => {
		const notion = pageOf(image('a.png')).put('children p', refused());
		expect(await filesOfPage(notion)).toEqual(['failed: refusedByNotion']);
	});

	test('because its cursor is refused is a failure: that is temporary', async () => {
		const notion = pageOf(parentJson('t')).put('children t', refused('Bad start_cursor.'));
		expect(await filesOfPage(notion)).toEqual(['failed: refusedByNotion']);
	});

	test('according to Notion itself is not asked for', async () => {
		const odd = parentJson('u', 'unsupported', { block_type: 'ai_block' });
		const notion = pageOf(odd, image('after.png')).put('children u', refused());
		expect(await filesOfPage(notion)).toEqual([
			expect.stringContaining('“ai_block” blocks'),
			'after.png',
		]);
		expect(notion.reads).not.toContain('children u');
	});

	test('is reported if Notion returns only part of it', async () => {
		const notion = pageOf(parentJson('t'), image('b.png')).children('t', image('a.png'));
		notion.cut.add('children t').add('children p');
		expect(await filesOfPage(notion)).toEqual([
			'a.png',
			'skipped: Notion gives only a part of children t',
			'b.png',
			'skipped: Notion gives only a part of children p',
		]);
	});

	test('for any other reason is a failure in its place', async () => {
		const notion = pageOf(image('a.png'), parentJson('t'), image('b.png'));
		notion.put('children t', [[image('found.png')], unavailable()]);
		expect(await filesOfPage(notion)).toEqual([
			'a.png',
			'found.png',
			'failed: notionUnavailable',
			'b.png',
		]);
	});

	test.each([
		['the page', 'page p'],
		['its content', 'children p'],
	])('is not just a hint if the user has picked it: %s', async (_, read) => {
		const notion = pageOf(image('a.png')).put(read, unshared(read));
		expect(await filesOfPage(notion)).toContain('failed: notShared');
	});

	test('in the content does not hide the cover', async () => {
		const notion = pageOf().put('page p', pageJson('p', { cover: hosted('cover.jpg') }));
		notion.put('children p', unavailable());
		expect(await filesOfPage(notion)).toEqual(['cover.jpg', 'failed: notionUnavailable']);
	});
});

describe('what goes in circles', () => {
	test('by its IDs is read once', async () => {
		const notion = pageOf(parentJson('t'))
			.children('t', image('1'), parentJson('u'))
			.children('u', parentJson('t'), image('2'), parentJson('u'));
		expect(await filesOfPage(notion)).toEqual(['1', '2']);
		expect(notion.reads).toEqual(['page p', 'children p', 'children t', 'children u']);
	});

	test('under ever new IDs ends anyway, with a hint', async () => {
		let made = 0;
		const endless = new NotionInMemory().put('page p', pageJson('p'));
		endless.blockChildren = async function* () {
			made++;
			yield [image(`file ${made}`), parentJson(`t${made}`)];
		};
		const files = await filesOfPage(endless);
		expect(files.length).toBeGreaterThan(400);
		expect(files.length).toBeLessThan(600);
		expect(files.at(-1)).toMatch(/^skipped: Skipped a block: .* levels deep/);
	});

	test('nowhere is not cut off, even as deep as people nest', async () => {
		const notion = pageOf(parentJson('t1'));
		for (let depth = 1; depth < 300; depth++) {
			notion.children(`t${depth}`, parentJson(`t${depth + 1}`));
		}
		notion.children('t300', image('deepest.png'));
		expect(await filesOfPage(notion)).toEqual(['deepest.png']);
	});
});

describe('a block that the user picks', () => {
	const page = Promise.resolve(pageRef(pageJson('p')));
	const filesOfBlock = async (notion: NotionInMemory, block: Json): Promise<string[]> =>
		summary(await collect(findingsOf(new PageWalk(notion, CONTENT).block(block, page))));

	test('returns its own file, then those below', async () => {
		const notion = new NotionInMemory().children('c', image('2'), parentJson('t'));
		notion.children('t', image('3'));
		const callout = parentJson('c', 'callout', { icon: hosted('1') });
		expect(await filesOfBlock(notion, callout)).toEqual(['1', '2', '3']);
	});

	test('and is a page returns that page’s content, whose child pages stay closed', async () => {
		const notion = new NotionInMemory().children('q', image('1'), blockJson('r', 'child_page'));
		expect(await filesOfBlock(notion, blockJson('q', 'child_page'))).toEqual(['1']);
	});

	test('names the page that it is on with every file', async () => {
		const walk = new PageWalk(new NotionInMemory(), CONTENT);
		const files = filesOf(await collect(findingsOf(walk.block(image('a.png'), page))));
		expect(files).toMatchObject([{ page: { id: 'p', title: 'Title of p' } }]);
	});

	test('fails if its page is not known', async () => {
		const unknown = Promise.reject(unavailable());
		unknown.catch(() => {});
		const branch = new PageWalk(new NotionInMemory(), CONTENT).block(image('a.png'), unknown);
		expect(summary(await collect(findingsOf(branch)))).toEqual(['failed: notionUnavailable']);
	});
});

test('blocks without an ID, and things that are not blocks, cause no reads and no failure', async () => {
	const nameless = { type: 'image', image: hosted('a.png') };
	const notion = pageOf(
		{},
		{ type: 'toggle', has_children: true },
		{ type: 'child_page' },
		{ id: 7, type: 'synced_block', has_children: true },
		{ object: 'block', id: 'partial' },
		nameless,
	);
	expect(await filesOfPage(notion, 1)).toEqual([
		expect.stringContaining('only the ID of a block'),
		'a.png',
	]);
	expect(notion.reads).toEqual(['page p', 'children p']);
});
