import { NotionFilesError, type ErrorCode } from '../../../nodes/NotionFiles/errors';
import type { Json } from '../../../nodes/NotionFiles/json';
import {
	ALL_SOURCES,
	chooseSources,
	readAmongRows,
	readChildDatabase,
	readDatabase,
	readListed,
} from '../../../nodes/NotionFiles/locate/databases';
import { rejectionOf } from '../promises';
import { NotionInMemory, unavailable, unshared } from './NotionInMemory';
import { richText } from './samples';

const databaseJson = (id: string, more: Json = {}): Json => ({
	object: 'database',
	id,
	title: richText('Invoices'),
	data_sources: [
		{ id: 'aa-1', name: 'Paid' },
		{ id: 'bb-2', name: 'Öpen ' },
	],
	...more,
});

const refused = (code: ErrorCode): NotionFilesError =>
	new NotionFilesError({ code, message: 'Notion refused the database' });

describe('an ID', () => {
	test('of a database leads to its title and its data sources', async () => {
		const notion = new NotionInMemory().put('database d', databaseJson('d'));
		expect(await readDatabase('d', notion)).toEqual({
			id: 'd',
			title: 'Invoices',
			isInTrash: false,
			sources: [
				{ id: 'aa-1', name: 'Paid' },
				{ id: 'bb-2', name: 'Öpen' },
			],
			object: databaseJson('d'),
		});
		expect(notion.reads).toEqual(['database d']);
	});

	test('of a data source leads to that one alone', async () => {
		const source = { object: 'data_source', id: 's', title: richText('Paid'), in_trash: true };
		const notion = new NotionInMemory().put('source s', source);
		expect(await readDatabase('s', notion)).toEqual({
			id: 's',
			title: 'Paid',
			isInTrash: true,
			sources: [{ id: 's', name: 'Paid' }],
			object: source,
		});
	});

	test.each<ErrorCode>(['notShared', 'refusedByNotion'])(
		'that is neither’s is reported as that of a database (%s)',
		async (code) => {
			const error = refused(code);
			const notion = new NotionInMemory().put('database x', error);
			expect(await rejectionOf(readDatabase('x', notion))).toBe(error);
			expect(notion.reads).toEqual(['database x', 'source x']);
		},
	);

	test.each<ErrorCode>(['unsupportedByNotion', 'invalidId', 'missingCapability', 'unauthorized'])(
		'that Notion has identified (%s) is not asked for again',
		async (code) => {
			const notion = new NotionInMemory().put('database x', refused(code));
			expect(await rejectionOf(readDatabase('x', notion))).toMatchObject({ code });
			expect(notion.reads).toEqual(['database x']);
		},
	);

	test('of a database with no shared data source is not asked for again', async () => {
		const message = 'No data source of it is shared';
		const error = new NotionFilesError({ code: 'notShared', message, httpStatus: 400 });
		const notion = new NotionInMemory().put('database x', error);
		expect(await rejectionOf(readDatabase('x', notion))).toBe(error);
		expect(notion.reads).toEqual(['database x']);
	});

	test('is not called wrong if Notion could not answer', async () => {
		const notion = new NotionInMemory()
			.put('database x', unshared('database x'))
			.put('source x', unavailable());
		expect(await rejectionOf(readDatabase('x', notion))).toMatchObject({
			code: 'notionUnavailable',
		});
	});
});

describe('an ID about which more is known takes no request that cannot succeed', () => {
	const source = { object: 'data_source', id: 's', title: richText('Paid'), properties: {} };

	test('one from the list is asked for as a data source', async () => {
		const notion = new NotionInMemory().put('source s', source);
		expect((await readListed('s', notion)).sources).toEqual([{ id: 's', name: 'Paid' }]);
		expect(notion.reads).toEqual(['source s']);
	});

	test('and as a database if an expression has put the ID of one there', async () => {
		const notion = new NotionInMemory().put('database d', databaseJson('d'));
		expect((await readListed('d', notion)).title).toBe('Invoices');
		expect(notion.reads).toEqual(['source d', 'database d']);
	});

	test('one from the list that is neither’s is reported as that of a database', async () => {
		const error = refused('notShared');
		const notion = new NotionInMemory().put('database x', error);
		expect(await rejectionOf(readListed('x', notion))).toBe(error);
	});

	test('one from the list is not called wrong if Notion could not answer', async () => {
		const notion = new NotionInMemory().put('source s', unavailable());
		expect(await rejectionOf(readListed('s', notion))).toMatchObject({ code: 'notionUnavailable' });
		expect(notion.reads).toEqual(['source s']);
	});

	test('that of a block is asked for only as a database', async () => {
		const notion = new NotionInMemory();
		expect(await rejectionOf(readChildDatabase('d', notion))).toMatchObject({ code: 'notShared' });
		expect(notion.reads).toEqual(['database d']);
	});

	test('a data source among rows is there already', async () => {
		const notion = new NotionInMemory();
		expect(await readAmongRows(source)('s', notion)).toMatchObject({
			title: 'Paid',
			object: source,
		});
		expect(notion.reads).toEqual([]);
	});

	test('unless Notion returned only its ID', async () => {
		const notion = new NotionInMemory().put('source s', source);
		const row = { object: 'data_source', id: 's' };
		expect(await readAmongRows(row)('s', notion)).toMatchObject({ title: 'Paid', object: source });
		expect(notion.reads).toEqual(['source s']);
	});
});

test.each([[[]], [[{}]], [[{ name: 'Nameless' }]]])(
	'a database whose data sources are %j has none to read',
	async (data_sources) => {
		const notion = new NotionInMemory().put('database d', databaseJson('d', { data_sources }));
		expect(await rejectionOf(readDatabase('d', notion))).toMatchObject({
			code: 'notShared',
			message:
				'Notion returns no data source of the database “Invoices”, which seems to be a linked database',
		});
	},
);

describe('of the data sources', () => {
	const database = {
		id: 'd',
		title: 'Invoices',
		isInTrash: false,
		sources: [
			{ id: 'AA-1', name: 'Paid' },
			{ id: 'bb-2', name: 'Öpen' },
			{ id: 'cc-3', name: 'aa1' },
		],
		object: {},
	};

	test.each([
		[ALL_SOURCES, ['AA-1', 'bb-2', 'cc-3']],
		['bb-2', ['bb-2']],
		['aa1', ['AA-1']],
		['Paid', ['AA-1']],
		[' o\u0308PEN', ['bb-2']],
	])('%j means %j', (wanted, ids) => {
		expect(chooseSources(database, wanted).map(({ id }) => id)).toEqual(ids);
	});

	test('one that is not there is reported, with those that are', () => {
		const choose = () => chooseSources(database, 'Overdue');
		expect(choose).toThrow(NotionFilesError);
		expect(choose).toThrow('The database “Invoices” has no data source “Overdue”');
		expect(() => chooseSources(database, 'Overdue')).toThrow(
			expect.objectContaining({ remedy: 'Its data sources: “Paid”, “Öpen”, “aa1”.' }),
		);
	});
});
