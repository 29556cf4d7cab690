import { blockFindings } from '../../../nodes/NotionFiles/locate/blockFiles';
import type { Expectation } from '../../../nodes/NotionFiles/files/NotionFile';
import { hostedFileId, shortHash } from '../../../nodes/NotionFiles/files/identity';
import type { Json } from '../../../nodes/NotionFiles/json';
import {
	blockJson,
	EXPIRY,
	external,
	filesOf,
	hosted,
	named,
	onlyFile,
	PAGE,
	richText,
	signedUrl,
	summary,
} from './samples';

const EDITED = '2026-11-22T09:00:00.000Z';

const fileOf = (block: Json): ReturnType<typeof onlyFile> => onlyFile(blockFindings(block, PAGE));

describe('a media block (docs/notion-api.md#where-files-are)', () => {
	test.each<[string, Expectation]>([
		['image', 'image'],
		['video', 'video'],
		['audio', 'audio'],
		['pdf', 'pdf'],
		['file', 'anything'],
	])('of type %s holds a file that promises to be: %s', (type, expectation) => {
		const content = { ...hosted('a.bin'), caption: richText('The ', 'office') };
		expect(fileOf(blockJson('b', type, content, { last_edited_time: EDITED }))).toEqual({
			fileId: hostedFileId(signedUrl('a.bin')),
			name: 'a.bin',
			place: { source: 'block', block: { id: 'b', type } },
			page: PAGE,
			link: { kind: 'signed', url: signedUrl('a.bin'), expiryTime: EXPIRY, trusted: true },
			expectation,
			caption: 'The office',
			lastEditedTime: EDITED,
		});
	});

	test('may link to its file', () => {
		const file = fileOf(blockJson('b', 'image', external('https://example.com/a.png')));
		expect(file).toMatchObject({
			name: 'a.png',
			link: { kind: 'plain', hosting: 'external' },
			caption: undefined,
			lastEditedTime: undefined,
		});
	});

	test('has the name that the user sees, if there is one', () => {
		expect(fileOf(blockJson('b', 'file', { ...hosted('x.pdf'), name: 'Report.pdf' })).name).toBe(
			'Report.pdf',
		);
	});

	test('may link to one of Notion’s icons, which somebody has put there as a picture', () => {
		const block = blockJson('b', 'image', external('https://www.notion.so/icons/snake_blue.svg'));
		expect(fileOf(block).name).toBe('snake_blue.svg');
	});

	test('without a name anywhere is named after itself', () => {
		const { name } = fileOf(blockJson('b', 'image', external('https://example.com/')));
		expect(name).toBe(`image-${shortHash('b')}`);
	});

	test.each(['https://www.youtube.com/watch?v=1', 'https://vimeo.com/1'])(
		'that plays a web page holds no file: %s',
		(url) => {
			expect(summary(blockFindings(blockJson('b', 'video', external(url)), PAGE))).toEqual([
				'web page: a video block on page “Handbook”',
			]);
		},
	);

	test('whose file has no link is reported', () => {
		expect(
			summary(blockFindings(blockJson('b', 'image', { type: 'file', file: {} }), PAGE)),
		).toEqual([
			'skipped: Notion returned no link for the file in an image block on page “Handbook”',
		]);
	});
});

describe('an embed (row 11)', () => {
	test('that is an HTML block holds a hosted file', () => {
		const content = { url: signedUrl('chart.html'), caption: richText('Sales') };
		expect(fileOf(blockJson('b', 'embed', content))).toMatchObject({
			name: 'chart.html',
			place: { source: 'block', block: { id: 'b', type: 'embed' } },
			link: { kind: 'signed', expiryTime: EXPIRY, trusted: false },
			expectation: 'anything',
			caption: 'Sales',
		});
	});

	test('of a web page holds none', () => {
		const block = blockJson('b', 'embed', { url: 'https://www.figma.com/design/1', caption: [] });
		expect(blockFindings(block, PAGE)).toEqual([]);
	});
});

describe('the icon (rows 14 and 15)', () => {
	test.each(['callout', 'paragraph', 'block_of_tomorrow'])('of a %s is a picture', (type) => {
		const block = blockJson('b', type, { icon: hosted('i.png') }, { last_edited_time: EDITED });
		expect(fileOf(block)).toMatchObject({
			name: 'i.png',
			place: { source: 'blockIcon', block: { id: 'b', type } },
			expectation: 'image',
			lastEditedTime: EDITED,
		});
	});

	test('is found though its type is omitted, as Notion documents it', () => {
		const { file } = hosted('i.png');
		expect(fileOf(blockJson('b', 'callout', { icon: { file } })).name).toBe('i.png');
	});

	test.each([
		['an emoji', { type: 'emoji', emoji: '😀' }],
		['a native icon', { type: 'icon', icon: { name: 'snake', color: 'red' } }],
		['a native icon in its old form', external('https://www.notion.so/icons/snake_red.svg')],
		['of a kind of tomorrow', { type: 'sticker', sticker: { name: 'snake' } }],
		['none', null],
	])('that is %s is not a file', (_, icon) => {
		expect(blockFindings(blockJson('b', 'callout', { icon }), PAGE)).toEqual([]);
	});
});

describe('a future block type', () => {
	const shapes: Array<[string, Json, string[]]> = [
		['is a file', hosted('a.pdf'), ['a.pdf']],
		[
			'has files in a list',
			{ items: [hosted('a.pdf'), { cell: hosted('b.pdf') }] },
			['a.pdf', 'b.pdf'],
		],
		['links to one', { source: external('https://example.com/c.zip') }, ['c.zip']],
		['names it', { media: named('Plan.pdf', hosted('e.pdf')) }, ['Plan.pdf']],
		['has an icon besides', { icon: hosted('i.png'), media: hosted('f.pdf') }, ['i.png', 'f.pdf']],
	];

	test.each(shapes)('that %s returns its files', (_, content, names) => {
		const findings = blockFindings(blockJson('b', 'gallery', content), PAGE);
		expect(summary(findings)).toEqual(names);
		expect(filesOf(findings).at(-1)).toMatchObject({
			place: { source: 'block', block: { id: 'b', type: 'gallery' } },
			expectation: 'anything',
		});
	});

	test('returns none for what people may have called “file”', () => {
		const content = { properties: { file: { url: 'http://169.254.169.254/' } } };
		expect(blockFindings(blockJson('b', 'form', content), PAGE)).toEqual([]);
	});

	test('may be as deep as a hostile Notion likes', () => {
		let content: Json = hosted('a.pdf');
		for (let level = 0; level < 20_000; level++) content = { inner: content };
		expect(blockFindings(blockJson('b', 'nest', content), PAGE)).toEqual([]);
	});
});

test('a future embed that holds its file returns it', () => {
	const block = blockJson('b', 'embed', { ...hosted('a.html'), caption: richText('Chart') });
	expect(fileOf(block)).toMatchObject({ name: 'a.html', caption: 'Chart' });
});

describe('a place without a file', () => {
	const where = 'on page “Handbook”';

	test.each<[string, Json, string]>([
		[
			'a link to a file of one computer',
			{ ...external('file:///C:/Users/ana/Budget.xlsx'), name: 'Budget 2026.xlsx' },
			`skipped: Skipped a link to “Budget 2026.xlsx” in a file block ${where}: it only works in Notion’s web app or on one computer`,
		],
		[
			'the same without a name',
			external('file:///C:/Users/ana/Budget.xlsx'),
			`skipped: Skipped a link to “Budget.xlsx” in a file block ${where}: it only works in Notion’s web app or on one computer`,
		],
		[
			'the same, shown as its own name',
			{ ...external('file:///C:/Budget.xlsx'), name: 'file:///C:/Budget.xlsx' },
			`skipped: Skipped a link to “Budget.xlsx” in a file block ${where}: it only works in Notion’s web app or on one computer`,
		],
		[
			'a link of the web app that holds the name',
			{ ...external('attachment:1a-2b:Plan: B.pdf'), name: 'attachment:1a-2b:Plan: B.pdf' },
			`skipped: Skipped a link to “Plan: B.pdf” in a file block ${where}: it only works in Notion’s web app or on one computer`,
		],
		[
			'a player',
			{ ...external('https://www.youtube.com/watch?v=1'), name: 'Re: Launch' },
			`web page: “Re: Launch” in a file block ${where}`,
		],
		[
			'a player named by its link',
			{ ...external('https://youtu.be/1'), name: 'https://youtu.be/1' },
			`web page: a file block ${where}`,
		],
		[
			'a file without a link',
			{ type: 'file', file: {}, name: 'Plan.pdf' },
			`skipped: Notion returned no link for “Plan.pdf” in a file block ${where}`,
		],
		[
			'a file of a kind of tomorrow',
			{ type: 'drive', drive: { id: '1' }, name: 'Plan.pdf' },
			`skipped: Notion returned no link for “Plan.pdf” in a file block ${where}`,
		],
		[
			'the same without a name',
			{ type: 'drive', drive: { id: '1' } },
			`skipped: Notion returned no link for the file in a file block ${where}`,
		],
		[
			'a file without a kind',
			{ name: 'Plan.pdf' },
			`skipped: Notion returned no link for “Plan.pdf” in a file block ${where}`,
		],
	])('is reported with the file’s name: %s', (_, content, told) => {
		expect(summary(blockFindings(blockJson('b', 'file', content), PAGE))).toEqual([told]);
	});
});

describe('no file is in', () => {
	test.each<[string, Json]>([
		['bookmark', { url: 'https://example.com/a.pdf', caption: [] }],
		['link_preview', { url: 'https://example.com/a.pdf' }],
		['heading_4', { rich_text: richText('a.pdf') }],
		['table_row', { cells: [richText('a.pdf')] }],
		['child_page', { title: 'a.pdf' }],
		['child_database', { title: 'a.pdf' }],
		['synced_block', { synced_from: null }],
		['meeting_notes', { recording: { start_time: EDITED } }],
		['image', {}],
	])('a %s', (type, content) => {
		expect(blockFindings(blockJson('b', type, content), PAGE)).toEqual([]);
	});
});

describe('a block that Notion’s API does not support (row 26)', () => {
	test.each([
		[{ block_type: 'drive' }, '“drive” blocks'],
		[{}, 'some blocks'],
	])('is reported: %j', (content, what) => {
		expect(summary(blockFindings(blockJson('b', 'unsupported', content), PAGE))).toEqual([
			`skipped: Skipped ${what} on page “Handbook”: Notion’s API does not return them, nor files in them`,
		]);
	});

	test('is none to speak of where it cannot hold files', () => {
		expect(blockFindings(blockJson('b', 'unsupported', { block_type: 'button' }), PAGE)).toEqual(
			[],
		);
	});
});

describe('garbage', () => {
	test.each(['__proto__', 'constructor', 'toString', 'valueOf'])(
		'of the type %s holds nothing',
		(type) => {
			const block = JSON.parse(`{"id":"b","type":"${type}","has_children":true}`) as Json;
			expect(blockFindings(block, PAGE)).toEqual([]);
		},
	);
});
