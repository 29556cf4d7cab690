import { Branch, findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import {
	coverFindings,
	filesProperties,
	iconFindings,
	pageRef,
	readFilesProperty,
	type FilesProperty,
} from '../../../nodes/NotionFiles/locate/pageFiles';
import { addProperty } from '../../../nodes/NotionFiles/locate/addProperty';
import type { Json } from '../../../nodes/NotionFiles/json';
import { collect } from '../promises';
import { NotionInMemory, refused, unavailable } from './NotionInMemory';
import {
	external,
	filesOf,
	hosted,
	named,
	onlyFile,
	PAGE,
	pageJson,
	richText,
	summary,
} from './samples';

const EDITED = '2026-11-22T09:00:00.000Z';

describe('the page that files name', () => {
	const titled = (title: unknown): Json => ({ Name: { id: 'title', type: 'title', title } });

	test.each<[string, Json, unknown]>([
		['its title', { properties: titled(richText('Team ', 'handbook')) }, 'Team handbook'],
		['a title by any property name', { properties: { Δ: titled(richText('A')).Name } }, 'A'],
		['a title without blanks around', { properties: titled(richText(' A ')) }, 'A'],
		['a title given as text alone', { properties: titled([{ text: { content: 'A' } }]) }, 'A'],
		['an empty title', { properties: titled([]) }, 'Untitled'],
		['no title', { properties: {} }, 'Untitled'],
		['garbage for a title', { properties: titled('A') }, 'Untitled'],
		['no properties', {}, 'Untitled'],
	])('has %s', (_, page, expected) => {
		expect(pageRef({ id: 'p', ...page }).title).toBe(expected);
	});

	test('has Notion’s address, or one made from its ID', () => {
		const id = '4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d';
		expect(pageRef({ id, url: 'https://app.notion.com/p/x' }).url).toBe(
			'https://app.notion.com/p/x',
		);
		expect(pageRef({ id }).url).toBe('https://www.notion.so/4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d');
	});
});

describe('cover and icon (docs/notion-api.md#where-files-are)', () => {
	const read = { cover: coverFindings, icon: iconFindings };

	test.each(['cover', 'icon'] as const)('the %s is a picture, hosted or linked', (source) => {
		for (const file of [hosted('a.png'), external('https://example.com/a.png')]) {
			const page = pageJson('p', { [source]: file, last_edited_time: EDITED });
			expect(onlyFile(read[source](page, PAGE))).toMatchObject({
				name: 'a.png',
				place: { source },
				page: PAGE,
				expectation: 'image',
				lastEditedTime: EDITED,
			});
		}
	});

	test.each(['cover', 'icon'] as const)('a %s without a name is named after that', (source) => {
		const page = pageJson('p', { [source]: external('https://example.com') });
		expect(onlyFile(read[source](page, PAGE)).name).toBe(source);
	});

	test('a custom emoji is a file of its own name', () => {
		const custom_emoji = { id: '1', name: 'bufo', url: 'https://files.notion.com/e/1.png' };
		const page = pageJson('p', { icon: { type: 'custom_emoji', custom_emoji } });
		expect(onlyFile(iconFindings(page, PAGE))).toMatchObject({
			name: 'bufo',
			link: { kind: 'plain', hosting: 'notion' },
		});
	});

	test.each<[string, unknown]>([
		['null', null],
		['missing', undefined],
		['an emoji', { type: 'emoji', emoji: '😀' }],
		['a native icon', { type: 'icon', icon: { name: 'snake', color: 'purple' } }],
		['a native icon in its old form', external('https://www.notion.so/icons/snake_purple.svg')],
		['of a kind of tomorrow', { type: 'sticker', sticker: { name: 'snake' } }],
	])('there is no file in an icon that is %s', (_, icon) => {
		expect(iconFindings(pageJson('p', { icon }), PAGE)).toEqual([]);
	});

	test('a page may have no cover', () => {
		expect(coverFindings(pageJson('p', { cover: null }), PAGE)).toEqual([]);
		expect(coverFindings(pageJson('p'), PAGE)).toEqual([]);
	});

	test('a cover is a file, whatever it shows', () => {
		const native = external('https://www.notion.so/icons/book_gray.svg');
		expect(onlyFile(coverFindings(pageJson('p', { cover: native }), PAGE)).name).toBe(
			'book_gray.svg',
		);
		const unknown = { type: 'gradient', gradient: { name: 'sunset' } };
		expect(summary(coverFindings(pageJson('p', { cover: unknown }), PAGE))).toEqual([
			'skipped: Notion returned no link for the file in the cover of page “Handbook”',
		]);
	});
});

const rollup = (array: unknown, type: unknown = 'array'): Json => ({
	id: 'r',
	type: 'rollup',
	rollup: { type, array, function: 'show_original' },
});
const element = (...files: Json[]): Json => ({ type: 'files', files });
const elements = (count: number): Json[] => Array.from({ length: count }, () => element());

describe('a property that holds files (rows 5 to 8)', () => {
	const [one, two] = [named('1', hosted('1.pdf')), named('2', external('https://example.com/2'))];

	test.each<[string, Json, Partial<FilesProperty> | undefined]>([
		['files', { id: 'f', type: 'files', files: [one, two] }, { kind: 'files', files: [one, two] }],
		['no files yet', { id: 'f', type: 'files', files: [] }, { kind: 'files', files: [] }],
		['files without ID', { type: 'files', files: [] }, { kind: 'files', id: 'Docs' }],
		['garbage for files', { type: 'files', files: 'x' }, { kind: 'files', files: [] }],
		[
			'a rollup of files',
			rollup([element(one), element(), { type: 'title' }, element(two)]),
			{ kind: 'rollup', id: 'r', files: [one, two], complete: true },
		],
		['a rollup as long as surely whole', rollup(elements(24)), { complete: true }],
		['a rollup that may be cut off', rollup(elements(25)), { complete: false }],
		['a rollup that says it is', rollup(undefined, 'incomplete'), { complete: false, files: [] }],
		['a rollup of a kind of tomorrow', rollup(undefined, 'unsupported'), { kind: 'unavailable' }],
		['a rollup of numbers', rollup([{ type: 'number', number: 1 }]), undefined],
		['a rollup of nothing', rollup([]), undefined],
		['a rollup that is a number', rollup(undefined, 'number'), undefined],
		['a formula', { type: 'formula', formula: { type: 'string', string: 'a.pdf' } }, undefined],
		['a link', { type: 'url', url: 'https://example.com/a.pdf' }, undefined],
		['text', { type: 'rich_text', rich_text: richText('a.pdf') }, undefined],
		['nothing known', {}, undefined],
	])('%s', (_, property, expected) => {
		const read = readFilesProperty('Docs', property);
		if (expected === undefined) expect(read).toBeUndefined();
		else expect(read).toMatchObject({ name: 'Docs', ...expected });
	});

	describe('a rollup that may be cut off', () => {
		const relation = (has_more?: unknown): Json => ({ type: 'relation', relation: [], has_more });
		const unique = {
			...rollup([element(one)]),
			rollup: { type: 'array', array: [element(one)], function: 'show_unique' },
		};
		const isComplete = (property: Json, ...relations: Json[]): unknown => {
			const properties = { ...relations, Docs: property };
			return (filesProperties({ properties })[0] as { complete?: boolean }).complete;
		};

		test.each<[string, Json[], boolean]>([
			['is whole if Notion says that all relations are', [relation(false), relation(false)], true],
			['is not where one of them goes on', [relation(false), relation(true)], false],
			['is not where one does not say', [relation(false), relation()], false],
			['is not where no relation is to be seen', [], false],
		])('%s', (_, relations, expected) => {
			expect(isComplete(rollup(elements(25)), ...relations)).toBe(expected);
			expect(isComplete(unique, ...relations)).toBe(expected);
		});

		test('is not whole if it says so itself', () => {
			expect(isComplete(rollup(undefined, 'incomplete'), relation(false))).toBe(false);
		});
	});

	test('all of them are read in Notion’s order, whatever they are called', () => {
		const properties = JSON.parse(
			'{"B":{"type":"files"},"__proto__":{"type":"files"},"x":{"type":"url"},"constructor":{"type":"files"},"A":{"type":"files"}}',
		) as Json;
		expect(filesProperties({ properties }).map(({ name }) => name)).toEqual([
			'B',
			'__proto__',
			'constructor',
			'A',
		]);
	});
});

describe('the files of a property', () => {
	const branchOf = async (property: Json, notion = new NotionInMemory(), level = 0) => {
		const page = pageJson('p', { last_edited_time: EDITED });
		const read = readFilesProperty('Docs', property) as FilesProperty;
		return await collect(
			findingsOf(new Branch(async (branch) => addProperty(branch, read, page, notion, level))),
		);
	};

	test('know their place in it, and the name that the user sees', async () => {
		const property = {
			id: 'f',
			type: 'files',
			files: [hosted('1.pdf'), named('B', hosted('2.pdf'))],
		};
		expect(filesOf(await branchOf(property))).toMatchObject([
			{
				name: '1.pdf',
				place: { source: 'property', property: { id: 'f', name: 'Docs', index: 0 } },
			},
			{ name: 'B.pdf', place: { property: { index: 1 } }, expectation: 'anything' },
		]);
	});

	test('without a name are named after it', async () => {
		const bare = external('https://example.com');
		const files = filesOf(await branchOf({ type: 'files', files: [bare, bare] }));
		expect(files.map(({ name }) => name)).toEqual(['Docs-1', 'Docs-2']);
	});

	test('without a link are reported, whatever kind of file they are', async () => {
		const files = [
			{ name: 'Plan.pdf' },
			named('Scan.pdf', { type: 'drive', drive: { id: '1' } }),
			named('c.svg', external('https://www.notion.so/icons/snake_blue.svg')),
		];
		expect(summary(await branchOf({ type: 'files', files }))).toEqual([
			'skipped: Notion returned no link for “Plan.pdf” in property “Docs” of page “Title of p”',
			'skipped: Notion returned no link for “Scan.pdf” in property “Docs” of page “Title of p”',
			'c.svg',
		]);
	});

	test('in a short rollup cost no request', async () => {
		const notion = new NotionInMemory();
		const files = filesOf(await branchOf(rollup([element(hosted('1.pdf'))]), notion));
		expect(files).toMatchObject([{ name: '1.pdf', place: { source: 'rollup' } }]);
		expect(notion.reads).toEqual([]);
	});

	test.each([
		['long', rollup(elements(25))],
		['incomplete', rollup(undefined, 'incomplete')],
	])('in a %s rollup are read to its end, numbered through', async (_, property) => {
		const notion = new NotionInMemory().put('property p/r', [
			[element(hosted('1.pdf'), hosted('2.pdf')), { type: 'number', number: 1 }],
			[element(), element(hosted('3.pdf'))],
		]);
		const files = filesOf(await branchOf(property, notion));
		expect(files).toMatchObject([
			{ name: '1.pdf', place: { property: { index: 0 } } },
			{ name: '2.pdf', place: { property: { index: 1 } } },
			{ name: '3.pdf', place: { property: { index: 2 } } },
		]);
	});

	test('in a rollup that cannot be read are a failure', async () => {
		const notion = new NotionInMemory().put('property p/r', unavailable());
		expect(summary(await branchOf(rollup(elements(25)), notion))).toEqual([
			'failed: notionUnavailable',
		]);
	});

	test('in a rollup that Notion refuses are skipped below the page that the user picked', async () => {
		const notion = new NotionInMemory().put('property p/r', refused());
		const read = async (level: number) =>
			summary(await branchOf(rollup(elements(25)), notion, level));
		expect(await read(0)).toEqual(['failed: refusedByNotion']);
		expect(await read(1)).toEqual([expect.stringMatching(/^skipped: Skipped property “Docs”/)]);
	});

	test('in a rollup that Notion does not return are reported', async () => {
		expect(summary(await branchOf(rollup(undefined, 'unsupported')))).toEqual([
			'skipped: Notion’s API cannot return the rollup “Docs” of page “Title of p”',
		]);
	});
});
