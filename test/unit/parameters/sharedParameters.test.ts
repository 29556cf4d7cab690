import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { FILE_KINDS } from '../../../nodes/NotionFiles/files/types/fileKinds';
import { readSettings, type Settings } from '../../../nodes/NotionFiles/parameters/settings';
import { sharedParameters } from '../../../nodes/NotionFiles/parameters/sharedParameters';
import { parametersOf } from './context';

type Collection = 'filters' | 'options';

function parameter(name: string): INodeProperties {
	const found = sharedParameters.find((one) => one.name === name);
	if (found === undefined) throw new Error(`There is no parameter ${name}`);
	return found;
}

const fieldsOf = (collection: Collection): INodeProperties[] =>
	parameter(collection).options as INodeProperties[];

const valuesOf = (options: INodeProperties['options']): unknown[] =>
	(options as INodePropertyOptions[]).map(({ value }) => value);

/** What settings.ts makes of one field, all others at rest. */
function settingsWith(collection: Collection, name: string, value: unknown): Settings {
	const given = { output: 'files', filters: {}, options: {}, [collection]: { [name]: value } };
	return readSettings(parametersOf(given));
}

const fields = (['filters', 'options'] as const).flatMap((collection) =>
	fieldsOf(collection).map((field) => [collection, field.name, field] as const),
);

test.each(['filters', 'options'] as const)(
	'settings read the fields of %s, and no others',
	(name) => {
		const read = new Set<string>();
		const recording = new Proxy<Record<string, unknown>>(
			{},
			{
				get(_, field) {
					read.add(String(field));
					return undefined;
				},
			},
		);
		readSettings(parametersOf({ output: 'files', filters: {}, options: {}, [name]: recording }));
		expect([...read].sort()).toEqual(
			fieldsOf(name)
				.map((field) => field.name)
				.sort(),
		);
	},
);

test.each(fields)('the default of %s.%s in the editor is accepted', (collection, name, field) => {
	expect(settingsWith(collection, name, field.default)).toBeDefined();
});

test.each(fieldsOf('options').map((field) => [field.name, field] as const))(
	'an option that is added and left as it is changes nothing: %s',
	(name, field) => {
		const untouched = readSettings(parametersOf({ output: 'files', filters: {}, options: {} }));
		const settings = settingsWith('options', name, field.default);
		// Filters are functions; those of a run without any are tried in settings.test.ts.
		expect({ ...settings, filters: untouched.filters }).toEqual(untouched);
	},
);

const choices = fields.filter(([, , { type }]) => type === 'options' || type === 'multiOptions');

test.each(choices)('every choice of %s.%s is accepted', (collection, name, field) => {
	const values = valuesOf(field.options);
	expect(values.length).toBeGreaterThan(1);
	for (const value of values) {
		const chosen = field.type === 'multiOptions' ? [value] : value;
		expect(settingsWith(collection, name, chosen)).toBeDefined();
	}
	expect(() => settingsWith(collection, name, 'something else')).toThrow('cannot be');
});

test('every choice of the output is accepted, and read as it is', () => {
	for (const output of valuesOf(parameter('output').options)) {
		expect(readSettings(parametersOf({ output, filters: {}, options: {} })).output).toBe(output);
	}
	expect(valuesOf(parameter('output').options)).toEqual(['files', 'links']);
});

test('the file types are all those that there are', () => {
	const types = fieldsOf('filters').find(({ name }) => name === 'fileTypes');
	expect([...valuesOf(types?.options)].sort()).toEqual([...FILE_KINDS].sort());
});

const bounded = fields.flatMap(([collection, name, { typeOptions }]) => {
	const { minValue, maxValue } = typeOptions ?? {};
	return [
		...(minValue === undefined ? [] : [[collection, name, minValue, minValue - 1] as const]),
		...(maxValue === undefined ? [] : [[collection, name, maxValue, maxValue + 1] as const]),
	];
});

test.each(bounded)(
	'%s.%s may be %d, as the editor says, and not %d',
	(collection, name, on, off) => {
		expect(settingsWith(collection, name, on)).toBeDefined();
		expect(() => settingsWith(collection, name, off)).toThrow('cannot be');
	},
);

test.each(fields.filter(([, , { type }]) => type === 'number'))(
	'the error about %s.%s calls it as the editor does',
	(collection, name, field) => {
		const label = field.displayName.replace(/ \(.*\)$/, '');
		expect(() => settingsWith(collection, name, 'garbage')).toThrow(`“${label}”`);
	},
);
