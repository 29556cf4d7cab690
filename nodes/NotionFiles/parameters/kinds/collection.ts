import type { INodeProperties } from 'n8n-workflow';
import { asObject } from '../../json';
import { propertiesOf, type Parameter, type Values } from '../Parameter';

type Fields = Readonly<Record<string, Parameter<unknown>>>;

type Read<F extends Fields> = { [K in keyof F]: ReturnType<F[K]['read']> };

/** A collection, to which users add the fields that they want. */
export interface Collection<F extends Fields> extends Parameter<Read<F>> {
	/** To read some of its fields. */
	fieldsIn(values: Values): Values;
}

/** @param fields by the names under which they are read; the editor shows them in alphabetical order */
export function collection<F extends Fields>(
	property: INodeProperties & { type: 'collection' },
	fields: F,
): Collection<F> {
	const options = propertiesOf(Object.values(fields)).sort(byLabel);
	const fieldsIn = (values: Values): Values => {
		const given = asObject(values.value(property.name, {}));
		return {
			value: (name, absent) => given[name] ?? absent,
			timezone: () => values.timezone(),
		};
	};
	const read = (values: Values): Read<F> => {
		const given = fieldsIn(values);
		const entries = Object.entries(fields).map(([name, field]) => [name, field.read(given)]);
		return Object.fromEntries(entries) as Read<F>;
	};
	return { property: { ...property, options }, label: property.displayName, read, fieldsIn };
}

function byLabel(one: INodeProperties, other: INodeProperties): number {
	return one.displayName.localeCompare(other.displayName, 'en');
}
