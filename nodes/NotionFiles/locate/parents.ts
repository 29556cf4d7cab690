import { asObject, asText, type Json } from '../json';

/** Something that can be above something else. */
export interface Place {
	kind: 'page' | 'block' | 'database' | 'dataSource';
	id: string;
}

/** Where something is. `top`: in the workspace itself, or in something that is no place of ours. */
export type Parent = Place | 'top';

/** What an object says about where it is, and where that is. */
export function parentsIn(object: Json): Array<[id: string, parent: Parent]> {
	const id = asText(object.id);
	if (id === undefined) return [];
	const parent = parentOf(object.parent);
	const databaseId = asText(asObject(object.parent).database_id);
	const known: Array<[string, Parent]> = [[id, parent]];
	if (parent !== 'top' && parent.kind === 'dataSource' && databaseId !== undefined) {
		known.push([parent.id, { kind: 'database', id: databaseId }]);
	}
	if (databaseId !== undefined && 'database_parent' in object) {
		known.push([databaseId, parentOf(object.database_parent)]);
	}
	return known;
}

function parentOf(value: unknown): Parent {
	const parent = asObject(value);
	const page = asText(parent.page_id);
	if (page !== undefined) return { kind: 'page', id: page };
	const block = asText(parent.block_id);
	if (block !== undefined) return { kind: 'block', id: block };
	// A row names both; the data source is the nearer one.
	const source = asText(parent.data_source_id);
	if (source !== undefined) return { kind: 'dataSource', id: source };
	const database = asText(parent.database_id);
	return database === undefined ? 'top' : { kind: 'database', id: database };
}
