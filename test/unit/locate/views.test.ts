import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import { readDatabase, withNames } from '../../../nodes/NotionFiles/locate/databases';
import { orLinked } from '../../../nodes/NotionFiles/locate/linkedDatabases';
import { PageWalk } from '../../../nodes/NotionFiles/locate/PageWalk';
import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import type { Json } from '../../../nodes/NotionFiles/json';
import { collect, rejectionOf } from '../promises';
import { NotionInMemory, unavailable, unshared } from './NotionInMemory';
import {
	blockJson,
	databaseJson,
	hosted,
	pageJson,
	planOf,
	richText,
	rowJson,
	summary,
	viewJson,
} from './samples';

const refusal = (): NotionFilesError =>
	new NotionFilesError({
		code: 'unsupportedByNotion',
		message: 'It is a linked database',
		notionMessage: 'Database with ID l is a linked database. They are not supported.',
		httpStatus: 400,
	});

const sourceJson = (id: string, more: Json = {}): Json => ({
	object: 'data_source',
	id,
	title: richText(`Title of ${id}`),
	properties: {},
	...more,
});

/** l shows s in two of its views, and t. */
const linked = (): NotionInMemory =>
	new NotionInMemory()
		.put('database l', refusal())
		.put('views l', [
			[{ id: 'v' }, { id: 'w' }],
			[{ id: 'x' }, { id: 'y' }],
		])
		.put('view v', viewJson('v', 's'))
		.put('view w', viewJson('w', null))
		.put('view x', viewJson('x', 't'))
		.put('view y', viewJson('y', 's'))
		.put('source s', sourceJson('s', { cover: hosted('cover of s.png') }))
		.put('source t', sourceJson('t'))
		.put('rows s', [[rowJson('1')]])
		.put('rows t', [[rowJson('2')]]);

const childDatabase = (id: string): Json => blockJson(id, 'child_database', { title: 'View' });

async function walk(notion: NotionInMemory, linkedDatabases = true): Promise<string[]> {
	const plan = { ...planOf('cover', 'properties'), childDatabases: true, linkedDatabases };
	return summary(await collect(findingsOf(new PageWalk(notion, plan).page('p', 0))));
}

describe('a view', () => {
	const view = async (more: Json) =>
		await new NotionInMemory().put('view v', viewJson('v', 's', more)).views.view('v');

	test('has its filter and its quick filters as conditions', async () => {
		const filter = { or: [{ property: 'A', checkbox: { equals: true } }] };
		const quick_filters = {
			B: { status: { equals: 'Done' } },
			'%3AzOQ': { type: 'date', date: { past_week: {} } },
		};
		expect(await view({ filter, quick_filters })).toEqual({
			id: 'v',
			name: 'Name of v',
			type: 'table',
			databaseId: 'd',
			sourceId: 's',
			filters: [
				filter,
				{ property: 'B', status: { equals: 'Done' } },
				{ property: '%3AzOQ', type: 'date', date: { past_week: {} } },
			],
		});
	});

	test.each<[string, Json]>([
		['nothing', { filter: undefined, quick_filters: undefined }],
		['empty', { filter: {}, quick_filters: {} }],
		['quick filters without a condition', { quick_filters: { A: null, B: { status: {} }, C: {} } }],
		['of another form', { filter: 'A', quick_filters: ['B'] }],
	])('filters nothing if they are %s', async (_, more) => {
		expect(await view(more)).toMatchObject({ filters: [] });
	});

	test('and the list of a database’s views are read once, however often they are met', async () => {
		const notion = linked();
		const { views } = notion;
		await Promise.all([views.sourcesBehind('l'), views.sourcesBehind('l'), views.view('v')]);
		expect([...notion.reads].sort()).toEqual(['view v', 'view w', 'view x', 'view y', 'views l']);
	});
});

describe('a linked database', () => {
	test('is what its views show, each data source once, dashboards aside', async () => {
		const notion = linked();
		const database = await withNames(orLinked(readDatabase))('l', notion);
		expect(database).toMatchObject({ isLinked: 'surely', title: 'Untitled', object: {} });
		expect(database.sources).toMatchObject([
			{ id: 's', name: 'Title of s' },
			{ id: 't', name: 'Title of t' },
		]);
	});

	test('on a page gives the cover of what is behind it, and its rows', async () => {
		const notion = linked().put('page p', pageJson('p')).children('p', childDatabase('l'));
		expect(await walk(notion)).toEqual(['cover of s.png', '1.pdf', '2.pdf']);
	});

	test.each([
		['before', ['d', 'l']],
		['after', ['l', 'd']],
	])('beside its original, which is %s it, adds no request for the rows', async (_, order) => {
		const notion = linked()
			.put('page p', pageJson('p'))
			.children('p', ...order.map(childDatabase))
			.put('database d', databaseJson('d', 's'));
		// Both have the cover, which is one file on one page.
		const files = new Set(await walk(notion));
		expect([...files].sort()).toEqual(['1.pdf', '2.pdf', 'cover of s.png']);
		expect(notion.reads.filter((read) => read === 'rows s')).toHaveLength(1);
	});

	test.each<[string, (notion: NotionInMemory) => NotionInMemory]>([
		['are refused', (notion) => notion.put('views l', unshared('views l'))],
		['are none', (notion) => notion.put('views l', [[]])],
		['are dashboards', (notion) => notion.put('views l', [[{ id: 'w' }]])],
		['cannot be read', (notion) => notion.put('views l', [[{ id: 'gone' }, {}]])],
	])('whose views %s is told as one', async (_, spoil) => {
		const notion = spoil(linked());
		const told = await rejectionOf(orLinked(readDatabase)('l', notion));
		expect(told).toMatchObject({ message: 'It is a linked database' });
		notion.put('page p', pageJson('p')).children('p', childDatabase('l'));
		expect(await walk(notion)).toEqual(['skipped: Skipped a database: It is a linked database']);
	});

	test('is not called one that leads nowhere if Notion could not answer', async () => {
		const notion = linked().put('view x', unavailable());
		expect(await rejectionOf(orLinked(readDatabase)('l', notion))).toMatchObject({
			code: 'notionUnavailable',
		});
	});

	test('needs no look at its views if one is known', async () => {
		const parent = { database_id: 'l' };
		const notion = linked().put('view x', viewJson('x', 't', { parent }));
		const { sources } = await orLinked(readDatabase, 'x')('l', notion);
		expect(sources).toMatchObject([{ id: 't' }]);
		expect(notion.reads).toEqual(['database l', 'view x']);
	});

	test('stays closed in a walk that does not want any', async () => {
		const notion = linked().put('page p', pageJson('p')).children('p', childDatabase('l'));
		expect(await walk(notion, false)).toEqual([
			'skipped: Skipped a database: It is a linked database',
		]);
		expect(notion.reads.filter((read) => read.startsWith('view'))).toEqual([]);
	});
});
