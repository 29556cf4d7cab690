import { createHash } from 'node:crypto';
import { type DataSource, type Page, type SchemaEntry } from './nodes';
import { emptyValue, type PropertyType, type PropertyValue } from './properties';

// Notion draws ids from printable ASCII, so most of them change when they are URL-encoded.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:;<=>?@[]^_`{|}~\\';

/** Makes a property known to a data source, once. */
export function declareProperty(source: DataSource, name: string, type: PropertyType): SchemaEntry {
	const known = source.schema.get(name);
	if (known) return known;
	const entry = { id: propertyId(`${source.id}:${name}`), type };
	source.schema.set(name, entry);
	return entry;
}

/** What a row shows for each property of its data source, in the schema's order. */
export function propertiesOf(
	page: Page,
): { name: string; entry: SchemaEntry; value: PropertyValue }[] {
	const source = dataSourceOf(page);
	if (!source) return [];
	return [...source.schema].map(([name, entry]) => ({
		name,
		entry,
		value: page.properties.get(name) ?? emptyValue(entry.type),
	}));
}

export function dataSourceOf(page: Page): DataSource | undefined {
	return page.parent !== 'workspace' && page.parent.kind === 'dataSource' ? page.parent : undefined;
}

function propertyId(seed: string): string {
	const digest = createHash('sha256').update(seed).digest();
	const id = [...digest.subarray(0, 4)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
	return encodeURIComponent(id);
}
