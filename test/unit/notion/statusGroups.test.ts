import type { Json } from '../../../nodes/NotionFiles/json';
import { mayNameGroups, withoutGroups } from '../../../nodes/NotionFiles/notion/statusGroups';

const PROPERTIES: Json = {
	Stage: {
		id: '%3AzOQ',
		type: 'status',
		status: {
			options: [
				{ id: '1', name: 'Planned' },
				{ id: '2', name: 'In progress' },
				{ id: '3', name: 'Review' },
				{ id: '4', name: 'Done' },
			],
			groups: [
				{ name: 'To-do', option_ids: ['1'] },
				{ name: 'In progress', option_ids: ['2', '3'] },
				{ name: 'Complete', option_ids: ['3', '4', 'gone'] },
				{ name: 'Empty', option_ids: [] },
				{ name: 'Odd' },
			],
		},
	},
	Size: { id: 'x', type: 'number' },
};

const stage = (status: Json, property = 'Stage'): Json => ({ property, status });

test.each<[string, Json, Json]>([
	['a group', stage({ equals: 'Complete' }), stage({ equals: ['Review', 'Done'] })],
	['a group of one', stage({ equals: 'To-do' }), stage({ equals: 'Planned' })],
	[
		'a group that is left out',
		stage({ does_not_equal: 'Complete' }),
		stage({ does_not_equal: ['Review', 'Done'] }),
	],
	[
		'a group among options',
		stage({ equals: ['Planned', 'Complete'] }),
		stage({ equals: ['Planned', 'Review', 'Done'] }),
	],
	[
		'the ID of the property',
		stage({ equals: 'To-do' }, ':zOQ'),
		stage({ equals: 'Planned' }, ':zOQ'),
	],
	[
		'a group in a group of conditions',
		{ or: [{ and: [stage({ equals: 'To-do' })] }, { property: 'Size' }] },
		{ or: [{ and: [stage({ equals: 'Planned' })] }, { property: 'Size' }] },
	],
])('a query asks for the options in place of %s', (_, filter, expected) => {
	expect(mayNameGroups(filter)).toBe(true);
	expect(withoutGroups(filter, PROPERTIES)).toEqual(expected);
});

test.each<[string, Json]>([
	['an option', stage({ equals: 'Done' })],
	['an option with the name of its group', stage({ equals: 'In progress' })],
	['a group without options', stage({ equals: 'Empty' })],
	['what nobody knows', stage({ equals: 'Later' })],
	['another property', stage({ equals: 'Complete' }, 'Size')],
	['a property that is gone', stage({ equals: 'Complete' }, '%')],
	['whether there is one', stage({ is_empty: true })],
	['another type', { property: 'Stage', select: { equals: 'Complete' } }],
])('a filter that asks for %s stays as it is', (_, filter) => {
	expect(withoutGroups(filter, PROPERTIES)).toEqual(filter);
});

test('without statuses, nobody has to know the properties', () => {
	expect(mayNameGroups({ and: [{ property: 'Size', number: { equals: 1 } }] })).toBe(false);
	expect(mayNameGroups(stage({ is_empty: true }))).toBe(false);
});
