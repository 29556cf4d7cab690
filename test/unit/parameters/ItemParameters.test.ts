import fc from 'fast-check';
import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import {
	readAnyOf,
	readId,
	readJsonObject,
	readMinute,
	readOneOf,
	readWholeNumber,
} from '../../../nodes/NotionFiles/parameters/ItemParameters';
import { parametersOf } from './context';

const PLAIN = '4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d';
const ID = '4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d';
const BLOCK = '9bc6c6e0-b4a3-4f1c-8d7e-6f5a4b3c2d1e';
const ANCHOR = BLOCK.replaceAll('-', '');

/** What a reader throws; fails where it throws nothing, or something that is not ours. */
function refusal(read: () => unknown): NotionFilesError {
	try {
		read();
	} catch (thrown) {
		if (thrown instanceof NotionFilesError) return thrown;
		throw thrown;
	}
	throw new Error('It was accepted');
}

describe('an ID', () => {
	test.each<[string, unknown]>([
		['chosen from the list', { __rl: true, mode: 'list', value: ID, cachedResultName: 'Handbook' }],
		['given as URL', { mode: 'url', value: `https://www.notion.so/acme/Handbook-${PLAIN}?pvs=4` }],
		['given as ID', { mode: 'id', value: PLAIN }],
		['given as ID, though it is a URL', { mode: 'id', value: `https://www.notion.so/${PLAIN}` }],
		['given by an expression in place of the whole locator', PLAIN],
		['with blanks around it', { mode: 'id', value: ` ${ID}\n` }],
		['in capitals', { mode: 'id', value: PLAIN.toUpperCase() }],
	])('is read where it is %s', (_, value) => {
		expect(readId(value, 'Page', 'page')).toBe(ID);
	});

	test('is that of what is wanted, where a URL names several things', () => {
		const url = `https://www.notion.so/Handbook-${PLAIN}#${ANCHOR}`;
		expect(readId(url, 'Page', 'page')).toBe(ID);
		expect(readId(url, 'Block', 'block')).toBe(BLOCK);
	});

	test.each([undefined, null, '', '  ', {}, { value: '' }, { value: null }, [], 7, true])(
		'is missing in %j',
		(value) => {
			expect(refusal(() => readId(value, 'Page', 'page'))).toMatchObject({
				code: 'invalidParameter',
				message: '“Page” is empty',
			});
		},
	);

	test.each(['Handbook', 'https://example.com', '4c1f32a5', { value: 7 }, { value: {} }])(
		'is no ID: %j',
		(value) => {
			const error = refusal(() => readId(value, 'Page', 'page'));
			expect(error.code).toBe('invalidId');
			expect(error.message).toMatch(/is not the URL or ID of a Notion page$/);
		},
	);

	test('is not repeated at length in the error', () => {
		const error = refusal(() => readId('x'.repeat(100_000), 'Page', 'page'));
		expect(error.message.length).toBeLessThan(250);
	});
});

describe('one of a set', () => {
	const read = (value: unknown) => readOneOf(value, 'Output', ['files', 'links']);

	test('is taken as it is', () => {
		expect(read('links')).toBe('links');
	});

	test.each([
		['Files', '“Output” cannot be “Files”'],
		['', '“Output” cannot be “”'],
		[null, '“Output” cannot be “null”'],
		[undefined, '“Output” cannot be “undefined”'],
		[['files'], '“Output” cannot be “["files"]”'],
		['x'.repeat(5000), `“Output” cannot be “${'x'.repeat(100)}…”`],
		['__proto__', '“Output” cannot be “__proto__”'],
	])('is not %p', (value, message) => {
		expect(refusal(() => read(value))).toMatchObject({
			code: 'invalidParameter',
			message,
			remedy: 'Possible are: files, links.',
		});
	});
});

describe('any of a set', () => {
	const read = (value: unknown) => [...readAnyOf(value, 'Include', ['cover', 'icon', 'content'])];

	test.each<[unknown, string[]]>([
		[
			['icon', 'cover'],
			['icon', 'cover'],
		],
		[['icon', 'icon'], ['icon']],
		[[], []],
		['cover', ['cover']],
		['cover,icon', ['cover', 'icon']],
		[' cover , icon ', ['cover', 'icon']],
		['', []],
		['  ', []],
		['cover,', ['cover']],
	])('%j are %j', (value, expected) => {
		expect(read(value)).toEqual(expected);
	});

	test.each([['body'], [['cover', 'body']], [{}], [null], [7], [true], [[['cover']]]])(
		'%j are none of it',
		(value) => {
			expect(refusal(() => read(value))).toMatchObject({
				code: 'invalidParameter',
				remedy: 'Possible are: cover, icon, content.',
			});
		},
	);
});

describe('a whole number', () => {
	const read = (value: unknown) => readWholeNumber(value, 'Retries', { from: 0, to: 20 });

	test.each([
		[0, 0],
		[20, 20],
		['7', 7],
		[' 7 ', 7],
		['7.0', 7],
		['0x10', 16],
	])('%j is %d', (value, expected) => {
		expect(read(value)).toBe(expected);
	});

	test.each([21, -1, 1.5, NaN, Infinity, '', ' ', 'many', '1,5', null, undefined, true, [7], {}])(
		'%j is none within the bounds',
		(value) => {
			const error = refusal(() => read(value));
			expect(error.code).toBe('invalidParameter');
			expect(error.message).toContain('“Retries” cannot be “');
			expect(error.remedy).toBe('Give a whole number from 0 to 20.');
		},
	);
});

describe('a JSON object', () => {
	const read = (value: unknown) => readJsonObject(value, 'Filter');

	test.each<[unknown, unknown]>([
		['{"property": "Tag"}', { property: 'Tag' }],
		[' \n{ "and": [] }', { and: [] }],
		[{ property: 'Tag' }, { property: 'Tag' }],
	])('is read from %j', (value, expected) => {
		expect(read(value)).toEqual(expected);
	});

	test.each([undefined, null, '', ' \n', '{}', {}, 'null'])('may be left out: %j', (value) => {
		expect(read(value)).toBeUndefined();
	});

	test.each([
		['{"property": }', /^“Filter” is not JSON \(.+\)$/],
		["{'property': 'Tag'}", /^“Filter” is not JSON/],
		['Tag = CV', /^“Filter” is not JSON/],
		['[{"property": "Tag"}]', /^“Filter” is not a JSON object$/],
		['7', /^“Filter” is not a JSON object$/],
		['"text"', /^“Filter” is not a JSON object$/],
		[[], /^“Filter” is not a JSON object$/],
		[true, /^“Filter” is not a JSON object$/],
	])('is not %j', (value, message) => {
		const error = refusal(() => read(value));
		expect(error.code).toBe('invalidParameter');
		expect(error.message).toMatch(message);
	});

	test('is not repeated at length in the error', () => {
		expect(refusal(() => read(`{${'x'.repeat(100_000)}`)).message.length).toBeLessThan(250);
	});
});

describe('a minute', () => {
	const read = (value: unknown) => readMinute(value, 'Edited After', 'Europe/Berlin');

	test.each<[unknown, string]>([
		['2026-11-22T10:00:00.000Z', '2026-11-22T10:00:00.000Z'],
		['2026-11-22T10:00:59.999Z', '2026-11-22T10:00:00.000Z'],
		['2026-11-22T10:00:00+02:00', '2026-11-22T08:00:00.000Z'],
		['2026-11-22T10:00', '2026-11-22T09:00:00.000Z'],
		['2026-07-01', '2026-06-30T22:00:00.000Z'],
		['2026-07-01 12:30', '2026-07-01T10:30:00.000Z'],
		[new Date('2026-11-22T10:00:30Z'), '2026-11-22T10:00:00.000Z'],
	])('of %j is %s; without a zone it is in the workflow’s', (value, expected) => {
		expect(read(value)).toBe(expected);
	});

	test.each([undefined, null, ''])('may be left out: %j', (value) => {
		expect(read(value)).toBeUndefined();
	});

	test.each(['yesterday', 'abc', {}, [], 7, true, new Date(NaN)])('is not %j', (value) => {
		expect(refusal(() => read(value))).toMatchObject({
			code: 'invalidParameter',
			message: expect.stringContaining('“Edited After” cannot be'),
		});
	});
});

describe('the parameters of an item', () => {
	const parameters = parametersOf(
		{ pageId: { value: PLAIN }, property: ' Docs ', empty: ' ', options: { a: 1 }, filters: 'x' },
		3,
	);

	test('are those of that item', () => {
		expect(parameters.itemIndex).toBe(3);
		expect(parameters.id('pageId', 'Page', 'page')).toBe(ID);
		expect(parameters.text('property', 'Property')).toBe('Docs');
		expect(parameters.collection('options')).toEqual({ a: 1 });
	});

	test('are read in the zone of the workflow', () => {
		expect(parametersOf({ at: '2026-11-22T10:00' }).minute('at', 'Edited After')).toBe(
			'2026-11-22T09:00:00.000Z',
		);
		expect(parametersOf({ filter: '{"a": 1}' }).jsonObject('filter', 'Filter')).toEqual({ a: 1 });
	});

	test('are empty where a collection is no object', () => {
		expect(parameters.collection('filters')).toEqual({});
	});

	test.each(['empty', 'options'])('are refused as text where they are none: %s', (name) => {
		expect(refusal(() => parameters.text(name, 'Property'))).toMatchObject({
			code: 'invalidParameter',
			message: '“Property” is empty',
		});
	});
});

test('whatever an expression gives, it is read or refused in our own words', () => {
	const nasty = fc.constantFrom(undefined, PLAIN, 'cover', { toString: 7 }, { toJSON: 7 });
	const scalar = fc.oneof(fc.jsonValue(), fc.double(), nasty);
	const value = fc.oneof(scalar, fc.array(scalar), fc.record({ value: scalar }));
	const readers: Array<(value: unknown) => unknown> = [
		(given) => readId(given, 'Page', 'page'),
		(given) => readOneOf(given, 'Output', ['files', 'links']),
		(given) => readAnyOf(given, 'Include', ['cover', 'icon']),
		(given) => readWholeNumber(given, 'Retries', { from: 0, to: 20 }),
		(given) => readJsonObject(given, 'Filter') ?? 'none',
		(given) => readMinute(given, 'Edited After', 'UTC') ?? 'none',
	];
	fc.assert(
		fc.property(value, fc.constantFrom(...readers), (given, read) => {
			try {
				expect(read(given)).toBeDefined();
			} catch (thrown) {
				expect(thrown).toBeInstanceOf(NotionFilesError);
			}
		}),
		{ numRuns: 1_000 },
	);
});
