import { rowRef } from '../../../nodes/NotionFiles/locate/rowValues';
import type { Json } from '../../../nodes/NotionFiles/json';
import { hosted, pageJson, richText } from './samples';

const ROW = { parent: { type: 'data_source_id', data_source_id: 's' } };

const rowOf = (properties: Json) => rowRef({ ...pageJson('p', { properties }), ...ROW }).row;

const date = (start: string, end: string | null = null): Json => ({
	type: 'date',
	date: { start, end, time_zone: null },
});
const rollup = (content: Json): Json => ({ type: 'rollup', rollup: { function: 'x', ...content } });
const formula = (content: Json): Json => ({ type: 'formula', formula: content });
const place = (more: Json): Json => ({
	type: 'place',
	place: { lat: 35.7357, lon: 139.65161, aws_place_id: 'AQ', google_place_id: null, ...more },
});
const person = { object: 'user', id: 'u', name: 'Zoë' };
const UNKNOWN = { object: 'user', id: '5e9b5b3e' };

test.each<[string, Json, unknown]>([
	['a title', { type: 'title', title: richText('Invoice 7') }, 'Invoice 7'],
	['a text', { type: 'rich_text', rich_text: richText('Paid') }, 'Paid'],
	['no text', { type: 'rich_text', rich_text: [] }, ''],
	['a number', { type: 'number', number: 0 }, 0],
	['no number', { type: 'number', number: null }, null],
	['a checkbox', { type: 'checkbox', checkbox: true }, true],
	['a select', { type: 'select', select: { id: 'x', name: 'Red' } }, 'Red'],
	['no select', { type: 'select', select: null }, null],
	['a status', { type: 'status', status: { name: 'Done' } }, 'Done'],
	['tags', { type: 'multi_select', multi_select: [{ name: 'a' }, { name: 'b' }] }, ['a', 'b']],
	['a day', date('2026-11-22'), '2026-11-22'],
	['days', date('2026-11-22', '2026-11-24'), '2026-11-22/2026-11-24'],
	['no day', { type: 'date', date: null }, null],
	['people', { type: 'people', people: [person, UNKNOWN] }, ['Zoë', '5e9b5b3e']],
	['who created it', { type: 'created_by', created_by: person }, 'Zoë'],
	[
		'when',
		{ type: 'created_time', created_time: '2026-11-22T09:00:00.000Z' },
		'2026-11-22T09:00:00.000Z',
	],
	['a URL', { type: 'url', url: 'https://example.com' }, 'https://example.com'],
	['an address', { type: 'email', email: 'a@example.com' }, 'a@example.com'],
	['no phone', { type: 'phone_number', phone_number: null }, null],
	['an ID', { type: 'unique_id', unique_id: { prefix: 'INV', number: 7 } }, 'INV-7'],
	['an ID without prefix', { type: 'unique_id', unique_id: { prefix: null, number: 7 } }, 7],
	['a relation', { type: 'relation', relation: [{ id: 'q' }], has_more: false }, ['q']],
	['a verification', { type: 'verification', verification: { state: 'verified' } }, 'verified'],
	['a place', place({ name: 'Office', address: '1 High St' }), 'Office'],
	['a place without a name', place({ name: null, address: '1 High St' }), '1 High St'],
	['a place that is only a point', place({}), '35.7357,139.65161'],
	['no place', { type: 'place', place: null }, null],
	['a formula of text', formula({ type: 'string', string: 'x' }), 'x'],
	['a formula of numbers', formula({ type: 'number', number: 1.5 }), 1.5],
	['a formula that asks', formula({ type: 'boolean', boolean: false }), false],
	['a formula of days', formula(date('2026-11-22')), '2026-11-22'],
	['a sum', rollup({ type: 'number', number: 9 }), 9],
	[
		'all of many',
		rollup({
			type: 'array',
			array: [
				{ type: 'number', number: 1 },
				{ type: 'people', people: [person] },
			],
		}),
		[1, 'Zoë'],
	],
])('%s is a plain value', (_, property, expected) => {
	expect(rowOf({ Column: property })).toEqual({ Column: expected });
});

test.each<[string, Json]>([
	['files', { type: 'files', files: [hosted('a.pdf')] }],
	[
		'files of other pages',
		rollup({ type: 'array', array: [{ type: 'files', files: [hosted('a.pdf')] }] }),
	],
	['a rollup that Notion does not return', rollup({ type: 'unsupported', unsupported: {} })],
	['a formula in formulas', formula(formula(formula({ type: 'number', number: 1 })))],
	['a button', { type: 'button', button: {} }],
	['what is not known', { type: 'hologram', hologram: { name: 'x' } }],
	['nothing', {}],
])('%s: left out', (_, property) => {
	expect(rowOf({ Column: property })).toEqual({});
});

test('columns may have any name, and none becomes the prototype of a copy', () => {
	const properties = JSON.parse(
		'{"__proto__": {"type": "people", "people": []}, "constructor": {"type": "number", "number": 1}, "": {"type": "number", "number": 2}}',
	) as Json;
	const row = rowOf(properties);
	expect(Object.entries(row ?? {})).toEqual([
		['constructor', 1],
		['', 2],
	]);
});

test('only rows have it', () => {
	expect(rowRef(pageJson('p'))).not.toHaveProperty('row');
	const inDatabase = { ...pageJson('p'), parent: { type: 'database_id', database_id: 'd' } };
	expect(rowRef(inDatabase)).toHaveProperty('row');
});
