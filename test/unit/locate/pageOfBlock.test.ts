import { pageOfBlock } from '../../../nodes/NotionFiles/locate/pageOfBlock';
import type { Json } from '../../../nodes/NotionFiles/json';
import { NotionInMemory, unavailable, unsupported } from './NotionInMemory';
import { blockJson, pageJson } from './samples';

const onPage = (pageId: string) => ({ parent: { type: 'page_id', page_id: pageId } });
const onBlock = (blockId: string) => ({ parent: { type: 'block_id', block_id: blockId } });
const block = (id: string, more: Json): Json => blockJson(id, 'toggle', {}, more);

const TITLED = { id: 'p', title: 'Title of p', url: 'https://www.notion.so/p' };

describe('the page of a block', () => {
	test('is its parent', async () => {
		const notion = new NotionInMemory().put('page p', pageJson('p'));
		expect(await pageOfBlock(block('b', onPage('p')), notion)).toEqual(TITLED);
		expect(notion.reads).toEqual(['page p']);
	});

	test('is found above however many blocks', async () => {
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.put('block one', block('one', onBlock('two')))
			.put('block two', block('two', onPage('p')));
		expect(await pageOfBlock(block('b', onBlock('one')), notion)).toEqual(TITLED);
		expect(notion.reads).toEqual(['block one', 'block two', 'page p']);
	});

	test('is the block itself if that is a page', async () => {
		const notion = new NotionInMemory().put('page p', pageJson('p'));
		const child = blockJson('p', 'child_page', {}, onPage('above'));
		expect(await pageOfBlock(child, notion)).toEqual(TITLED);
	});

	test('is a page that a block is on, met on the way up', async () => {
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.put('block p', blockJson('p', 'child_page', {}, onPage('above')));
		expect(await pageOfBlock(block('b', onBlock('p')), notion)).toEqual(TITLED);
	});
});

describe('the page of several blocks', () => {
	const inToggle = (): NotionInMemory =>
		new NotionInMemory().put('page p', pageJson('p')).put('block one', block('one', onPage('p')));

	test('is read once, and so is what is in between', async () => {
		const notion = inToggle();
		const picked = ['b', 'c', 'd'].map((id) => block(id, onBlock('one')));
		const pages = picked.map(async (each) => await pageOfBlock(each, notion));
		expect(await Promise.all(pages)).toEqual([TITLED, TITLED, TITLED]);
		expect(await pageOfBlock(block('e', onPage('p')), notion)).toEqual(TITLED);
		expect(notion.reads).toEqual(['block one', 'page p']);
	});

	test('is read again in the next run, and if a read has failed', async () => {
		const notion = inToggle().put('page p', unavailable());
		const failed = pageOfBlock(block('b', onBlock('one')), notion);
		await expect(failed).rejects.toMatchObject({ code: 'notionUnavailable' });
		notion.put('page p', pageJson('p'));
		expect(await pageOfBlock(block('b', onBlock('one')), notion)).toEqual(TITLED);
		expect(notion.reads).toEqual(['block one', 'page p', 'page p']);
		const next = inToggle();
		await pageOfBlock(block('b', onBlock('one')), next);
		expect(next.reads).toEqual(['block one', 'page p']);
	});
});

describe('the page is known by ID alone', () => {
	const untitled = (id: string) => ({ id, title: 'Untitled', url: `https://www.notion.so/${id}` });

	test('if it is not shared', async () => {
		const named = await pageOfBlock(block('b', onPage('p')), new NotionInMemory());
		expect(named).toEqual(untitled('p'));
	});

	test('if a block below it is not shared', async () => {
		const notion = new NotionInMemory().put('block one', block('one', onBlock('two')));
		expect(await pageOfBlock(block('b', onBlock('one')), notion)).toEqual(untitled('two'));
	});

	test('if a block below it is of a kind that Notion’s API cannot return', async () => {
		const notion = new NotionInMemory().put('block one', unsupported());
		expect(await pageOfBlock(block('b', onBlock('one')), notion)).toEqual(untitled('one'));
	});

	test.each<[string, Json]>([
		['a parent of a kind of tomorrow', { parent: { type: 'space_id', space_id: 's' } }],
		['no parent', {}],
		['the workspace as its parent', { parent: { type: 'workspace', workspace: true } }],
		['garbage for a parent', { parent: 'p' }],
	])('if the block has %s', async (_, more) => {
		const notion = new NotionInMemory();
		expect(await pageOfBlock(block('b', more), notion)).toEqual(untitled('b'));
		expect(notion.reads).toEqual([]);
	});

	test('if the parents go in circles, each of which is read once', async () => {
		const notion = new NotionInMemory()
			.put('block one', block('one', onBlock('two')))
			.put('block two', block('two', onBlock('one')));
		expect((await pageOfBlock(block('b', onBlock('one')), notion)).title).toBe('Untitled');
		expect(notion.reads).toEqual(['block one', 'block two']);
	});
});

test.each(['block one', 'page p'])('a fault of Notion’s is not hidden: at %s', async (read) => {
	const notion = new NotionInMemory()
		.put('page p', pageJson('p'))
		.put('block one', block('one', onPage('p')))
		.put(read, unavailable());
	await expect(pageOfBlock(block('b', onBlock('one')), notion)).rejects.toMatchObject({
		code: 'notionUnavailable',
	});
});
