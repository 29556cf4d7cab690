import fc from 'fast-check';
import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { anyOf, boolean, oneOf } from '../../../nodes/NotionFiles/parameters/kinds/choices';
import { collection } from '../../../nodes/NotionFiles/parameters/kinds/collection';
import { idList } from '../../../nodes/NotionFiles/parameters/kinds/ids';
import {
	megabytes,
	seconds,
	wholeNumber,
} from '../../../nodes/NotionFiles/parameters/kinds/numbers';
import {
	jsonObject,
	minute,
	requiredText,
	text,
} from '../../../nodes/NotionFiles/parameters/kinds/texts';
import { parametersOf, readAs, refusal } from './context';

const output = oneOf({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'Files', value: 'files' },
		{ name: 'Links Only', value: 'links' },
	],
	default: 'files',
});

const include = anyOf({
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Cover', value: 'cover' },
		{ name: 'Icon', value: 'icon' },
		{ name: 'Content', value: 'content' },
	],
	default: [],
});

const retries = wholeNumber({
	displayName: 'Retries',
	name: 'retries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 20 },
	default: 5,
});

const timeout = seconds({
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 60 },
	default: 30,
});

const size = megabytes({
	displayName: 'Size (MB)',
	name: 'size',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 100,
});

const checksum = boolean({
	displayName: 'Checksum',
	name: 'checksum',
	type: 'boolean',
	default: false,
});
const pattern = text({ displayName: 'Pattern', name: 'pattern', type: 'string', default: '' });
const property = requiredText({
	displayName: 'Property',
	name: 'property',
	type: 'string',
	default: '',
});
const filter = jsonObject({
	displayName: 'Filter (JSON)',
	name: 'filter',
	type: 'json',
	default: '',
});
const after = minute({ displayName: 'After', name: 'after', type: 'dateTime', default: '' });

describe('one of a set', () => {
	test('is taken as it is', () => {
		expect(readAs(output, 'links')).toBe('links');
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
		expect(refusal(() => readAs(output, value))).toMatchObject({
			code: 'invalidParameter',
			message,
			remedy: 'Use one of: files, links.',
		});
	});
});

describe('any of a set', () => {
	test.each<[unknown, string[]]>([
		[
			['icon', 'cover'],
			['icon', 'cover'],
		],
		[['icon', 'icon'], ['icon']],
		[[], []],
		['cover', ['cover']],
		[' cover , icon ', ['cover', 'icon']],
		['  ', []],
		['cover,', ['cover']],
	])('is read from %j', (value, expected) => {
		expect([...readAs(include, value)]).toEqual(expected);
	});

	test.each([['body'], [['cover', 'body']], [{}], [null], [7], [true], [[['cover']]]])(
		'is not %j',
		(value) => {
			expect(refusal(() => readAs(include, value))).toMatchObject({
				code: 'invalidParameter',
				remedy: expect.stringMatching(/^Use (?:one|any) of: cover, icon, content\.$/),
			});
		},
	);
});

describe('a whole number', () => {
	test.each([
		[0, 0],
		[20, 20],
		['7', 7],
		[' 7 ', 7],
		['7.0', 7],
		['0x10', 16],
	])('is read from %j', (value, expected) => {
		expect(readAs(retries, value)).toBe(expected);
	});

	test.each([21, -1, 1.5, NaN, Infinity, '', ' ', 'many', '1,5', null, undefined, true, [7], {}])(
		'within the bounds of the property is not %j',
		(value) => {
			expect(refusal(() => readAs(retries, value))).toMatchObject({
				code: 'invalidParameter',
				message: expect.stringContaining('“Retries” cannot be “'),
				remedy: 'Enter a whole number from 0 to 20.',
			});
		},
	);

	test('of seconds is read as milliseconds, and refused in seconds', () => {
		expect(readAs(timeout, '2')).toBe(2000);
		const { message, remedy } = refusal(() => readAs(timeout, 61));
		expect(message).toBe('“Timeout” cannot be “61”');
		expect(remedy).toBe('Enter a whole number from 1 to 60.');
	});
});

describe('a size in megabytes', () => {
	test.each([
		[1, 1_048_576],
		['2', 2_097_152],
		[0.5, 524_288],
		[0, undefined],
		['0', undefined],
		[Infinity, undefined],
	])('of %j is %p bytes', (value, expected) => {
		expect(readAs(size, value)).toBe(expected);
	});

	test('limits nothing where it was not added', () => {
		const filters = collection(
			{ displayName: 'Filters', name: 'filters', type: 'collection', default: {} },
			{ size },
		);
		expect(readAs(filters, {})).toEqual({ size: undefined });
		expect(readAs(filters, { size: null })).toEqual({ size: undefined });
	});

	test.each([-1, NaN, 'large', '', {}, [], true])('is not %j', (value) => {
		expect(refusal(() => readAs(size, value))).toMatchObject({
			code: 'invalidParameter',
			message: expect.stringContaining('“Size” cannot be “'),
			remedy: 'Enter a number of megabytes, or 0.',
		});
	});
});

describe('a switch', () => {
	test.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
		['', false],
		[null, false],
		[undefined, false],
	])('at %j is %j', (value, expected) => {
		expect(readAs(checksum, value)).toBe(expected);
	});

	test.each(['yes', 1, 0, {}, []])('is not %j', (value) => {
		expect(refusal(() => readAs(checksum, value))).toMatchObject({
			code: 'invalidParameter',
			message: '“Checksum” is neither true nor false',
		});
	});
});

describe('a text', () => {
	test.each([
		[' *.pdf ', '*.pdf'],
		[' ', undefined],
		['', undefined],
		[null, undefined],
		[undefined, undefined],
	])('of %j is %j', (value, expected) => {
		expect(readAs(pattern, value)).toBe(expected);
	});

	test.each([7, true, {}, ['*.pdf']])('is not %j', (value) => {
		expect(refusal(() => readAs(pattern, value)).message).toBe('“Pattern” must be text');
	});

	test('that is required is taken without the space around it', () => {
		expect(readAs(property, ' Docs ')).toBe('Docs');
	});

	test.each<[unknown, string]>([
		['', '“Property” is empty'],
		[' ', '“Property” is empty'],
		[null, '“Property” is empty'],
		[undefined, '“Property” is empty'],
		[7, '“Property” must be text'],
		[{}, '“Property” must be text'],
		[['Docs'], '“Property” must be text'],
	])('that is required is not %j', (value, message) => {
		expect(refusal(() => readAs(property, value))).toMatchObject({
			code: 'invalidParameter',
			message,
		});
	});
});

describe('a list of pages and databases', () => {
	const list = idList({ displayName: 'Leave Out', name: 'leaveOut', type: 'string', default: '' });
	const [A, B] = ['4c1f32a5-aaaa-4bbb-bccc-c0123456789a', '9bc6c6e0-bbbb-4ccc-bddd-d0123456789a'];
	const url = `https://www.notion.so/acme/Team-handbook-${A.replaceAll('-', '')}`;

	test.each<[unknown, string[]]>([
		['', []],
		[undefined, []],
		[`${url}\n\n ${B}\r\n`, [A, B]],
		[`${A}, ${B}; ${url}`, [A, B]],
		[`[Team, handbook](${url} "The (handbook)") ${B}`, [A, B]],
		[
			[url, [B]],
			[A, B],
		],
		[[{ id: B, object: 'page' }], [B]],
		[`${url}?v=${B.replaceAll('-', '')}`, [A]],
		[`${url}#${B.replaceAll('-', '')}`, [B]],
	])('of %j is %j', (value, expected) => {
		expect(readAs(list, value)).toEqual(expected);
	});

	test.each([
		['handbook', '“handbook” in “Leave Out” is not the URL or ID of a Notion page or database'],
		[
			`ntn_1234567890 ${A}`,
			'A token in “Leave Out” is not the URL or ID of a Notion page or database',
		],
		[7, '“Leave Out” must be text'],
	])('is not %j', (value, message) => {
		expect(refusal(() => readAs(list, value)).message).toBe(message);
	});
});

describe('a JSON object', () => {
	test.each<[unknown, unknown]>([
		['{"property": "Tag"}', { property: 'Tag' }],
		[' \n{ "and": [] }', { and: [] }],
		[{ property: 'Tag' }, { property: 'Tag' }],
	])('is read from %j', (value, expected) => {
		expect(readAs(filter, value)).toEqual(expected);
	});

	test.each([undefined, null, '', ' \n', '{}', {}, 'null'])('may be missing: %j', (value) => {
		expect(readAs(filter, value)).toBeUndefined();
	});

	test.each([
		['{"property": }', /^“Filter” is not valid JSON \(.+\)$/],
		["{'property': 'Tag'}", /^“Filter” is not valid JSON/],
		['Tag = CV', /^“Filter” is not valid JSON/],
		['[{"property": "Tag"}]', /^“Filter” is not a JSON object$/],
		['7', /^“Filter” is not a JSON object$/],
		['"text"', /^“Filter” is not a JSON object$/],
		[[], /^“Filter” is not a JSON object$/],
		[true, /^“Filter” is not a JSON object$/],
	])('is not %j', (value, message) => {
		const error = refusal(() => readAs(filter, value));
		expect(error.code).toBe('invalidParameter');
		expect(error.message).toMatch(message);
	});

	test('is not repeated at length in the error', () => {
		const book = `{${'x'.repeat(100_000)}`;
		expect(refusal(() => readAs(filter, book)).message.length).toBeLessThan(250);
	});
});

describe('a minute', () => {
	test.each<[unknown, string]>([
		['2026-11-22T10:00:00.000Z', '2026-11-22T10:00:00.000Z'],
		['2026-11-22T10:00:59.999Z', '2026-11-22T10:00:00.000Z'],
		['2026-11-22T10:00:00+02:00', '2026-11-22T08:00:00.000Z'],
		['2026-11-22T10:00', '2026-11-22T09:00:00.000Z'],
		['2026-07-01', '2026-06-30T22:00:00.000Z'],
		['2026-07-01 12:30', '2026-07-01T10:30:00.000Z'],
		[new Date('2026-11-22T10:00:30Z'), '2026-11-22T10:00:00.000Z'],
	])('of %j is %s; without a zone it is in the workflow’s', (value, expected) => {
		expect(readAs(after, value)).toBe(expected);
	});

	test.each([undefined, null, ''])('may be missing: %j', (value) => {
		expect(readAs(after, value)).toBeUndefined();
	});

	test.each(['yesterday', 'abc', {}, [], 7, true, new Date(NaN)])('is not %j', (value) => {
		expect(refusal(() => readAs(after, value))).toMatchObject({
			code: 'invalidParameter',
			message: expect.stringContaining('“After” cannot be'),
		});
	});
});

describe('a collection', () => {
	const options = collection(
		{ displayName: 'Options', name: 'options', type: 'collection', default: {} },
		{ timeoutMs: timeout, retries, checksum },
	);
	const untouched = { timeoutMs: 30_000, retries: 5, checksum: false };

	test('has the defaults of the fields that a user did not add', () => {
		expect(readAs(options, {})).toEqual(untouched);
		expect(readAs(options, { retries: '7', timeout: null })).toEqual({ ...untouched, retries: 7 });
	});

	test.each(['', [], null, 'x'])('counts as empty where an expression returned %j', (value) => {
		expect(readAs(options, value)).toEqual(untouched);
	});

	test('shows its fields in alphabetical order', () => {
		expect(options.property.options?.map(({ name }) => name)).toEqual([
			'checksum',
			'retries',
			'timeout',
		]);
	});
});

test('the parameters of an item are read for that item, in the zone of the workflow', () => {
	const parameters = parametersOf({ property: 'Docs', after: '2026-11-22T10:00' }, 3);
	expect(parameters.itemIndex).toBe(3);
	expect(property.read(parameters)).toBe('Docs');
	expect(after.read(parameters)).toBe('2026-11-22T09:00:00.000Z');
});

test('whatever an expression returns, it is read or refused in our own words', () => {
	const nasty = fc.constantFrom(undefined, 'cover', { toString: 7 }, { toJSON: 7 });
	const scalar = fc.oneof(fc.jsonValue(), fc.double(), nasty);
	const value = fc.oneof(scalar, fc.array(scalar), fc.record({ value: scalar }));
	const all = [output, include, retries, size, checksum, pattern, property, filter, after];
	fc.assert(
		fc.property(value, fc.constantFrom(...all), (given, parameter) => {
			try {
				readAs<unknown>(parameter, given);
			} catch (thrown) {
				expect(thrown).toBeInstanceOf(NotionFilesError);
			}
		}),
		{ numRuns: 1_000 },
	);
});
