import { normalizeId } from '../ids';
import {
	type Block,
	type Comment,
	type Database,
	type DataSource,
	type Page,
	type View,
} from './nodes';

/** Everything with an id that the API can be asked for. */
export type Known = Page | Block | Database | DataSource | Comment | View;

type KindOf<K extends Known['kind']> = Extract<Known, { kind: K }>;

/** Finds by id, dashed or not and in any case, and in the order things were added. */
export class Registry {
	private readonly known = new Map<string, Known>();

	add(entry: Known): void {
		this.known.set(keyOf(entry.id), entry);
	}

	delete(entry: Known): void {
		this.known.delete(keyOf(entry.id));
	}

	find(id: string): Known | undefined {
		return this.known.get(keyOf(id));
	}

	all<K extends Known['kind']>(kind: K): KindOf<K>[] {
		return [...this.known.values()].filter((entry): entry is KindOf<K> => entry.kind === kind);
	}
}

function keyOf(id: string): string {
	return normalizeId(id) ?? id;
}
