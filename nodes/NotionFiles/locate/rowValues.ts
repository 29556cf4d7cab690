import type { PageRef, RowValue } from '../files/NotionFile';
import { asObject, asObjects, asText, plainText, type Json } from '../json';
import { pageRef } from './pageFiles';

/** A page, and if it is a row also what is in its columns. */
export function rowRef(page: Json): PageRef {
	const ref = pageRef(page);
	return isRow(page) ? { ...ref, row: rowValues(page) } : ref;
}

export function isRow({ parent }: Json): boolean {
	const { type } = asObject(parent);
	return type === 'data_source_id' || type === 'database_id';
}

/** Columns whose values are plain, or can be made so; files are left out, as their links give access. */
function rowValues(page: Json): NonNullable<PageRef['row']> {
	const values = Object.entries(asObject(page.properties)).flatMap(([name, property]) => {
		// n8n copies JSON key by key, and assigning to this one sets a prototype instead.
		if (name === '__proto__') return [];
		const value = valueOf(asObject(property));
		return value === undefined ? [] : [[name, value] as const];
	});
	return Object.fromEntries(values);
}

/** Formulas and rollups hold values of their own, which hold no others. */
const LEVELS = 2;

/** Undefined for what is not plain, or is unknown; null where the cell is empty. */
function valueOf(property: Json, levels = LEVELS): RowValue | undefined {
	const type = asText(property.type) ?? '';
	const content = property[type];
	switch (type) {
		case 'title':
		case 'rich_text':
			return plainText(content);
		case 'number':
			return typeof content === 'number' ? content : null;
		case 'checkbox':
			return content === true;
		case 'boolean':
			return typeof content === 'boolean' ? content : null;
		case 'string':
		case 'url':
		case 'email':
		case 'phone_number':
		case 'created_time':
		case 'last_edited_time':
			return asText(content) ?? null;
		case 'select':
		case 'status':
		case 'created_by':
		case 'last_edited_by':
			return nameOf(asObject(content));
		case 'multi_select':
		case 'people':
			return asObjects(content).map(nameOf);
		case 'relation':
			return asObjects(content).map(({ id }) => asText(id) ?? null);
		case 'date':
			return intervalOf(asObject(content));
		case 'unique_id':
			return uniqueIdOf(asObject(content));
		case 'verification':
			return asText(asObject(content).state) ?? null;
		case 'place':
			return placeOf(asObject(content));
		case 'formula':
			return levels > 0 ? valueOf(asObject(content), levels - 1) : undefined;
		case 'rollup':
			return levels > 0 ? rollupOf(asObject(content), levels - 1) : undefined;
		default:
			return undefined;
	}
}

/** Of a person whom the connection may not know, Notion returns only the ID. */
function nameOf({ name, id }: Json): string | null {
	return asText(name) ?? asText(id) ?? null;
}

/** A time or day; from one to another as in ISO 8601, which sorts by the beginning. */
function intervalOf({ start, end }: Json): string | null {
	const [from, to] = [asText(start), asText(end)];
	return from !== undefined && to !== undefined ? `${from}/${to}` : (from ?? null);
}

function uniqueIdOf({ prefix, number }: Json): RowValue {
	if (typeof number !== 'number') return null;
	const text = asText(prefix);
	return text === undefined ? number : `${text}-${number}`;
}

/** As Notion shows it; a point that somebody has set on the map has neither name nor address. */
function placeOf({ name, address, lat, lon }: Json): string | null {
	const isPoint = typeof lat === 'number' && typeof lon === 'number';
	return asText(name) ?? asText(address) ?? (isPoint ? `${lat},${lon}` : null);
}

function rollupOf(rollup: Json, levels: number): RowValue | undefined {
	if (rollup.type !== 'array') return valueOf(rollup, levels);
	const elements = asObjects(rollup.array);
	if (elements.some(({ type }) => type === 'files')) return undefined;
	return elements.flatMap((element) => valueOf(element, levels) ?? []);
}
