import { clock } from '../flow/clock';
import { asObject, asText, type Json } from '../json';
import type { Moment } from './KnownTree';
import type { NotionReader } from './NotionReader';
import { isRow } from './rowValues';

/** The links in an object are valid for an hour (docs/notion-api.md#signed-links), and a walk may take longer. */
const MOST_AGE_MS = 45 * 60_000;

interface Known {
	object: Json;
	/** Undefined if it has no links that expire. */
	since: number | undefined;
}

/**
 * Pages, databases and data sources that Notion has returned already, such as the results of a search. Each
 * serves one read and is forgotten then: who reads again wants to know how it is now.
 */
export class KnownObjects {
	private readonly known = new Map<string, Known>();

	private readonly moments = new WeakMap<Json, Moment>();

	/** @param keepsRows whether to keep all that is in the columns of rows */
	constructor(private readonly keepsRows = false) {}

	/**
	 * One of which Notion returned only the ID is ignored.
	 * @param moment as of when it is
	 */
	add(object: Json, moment: Moment): void {
		const id = asText(object.id);
		if (id === undefined || !('properties' in object || 'data_sources' in object)) return;
		const isWhole = this.keepsRows && isRow(object);
		const properties = isWhole ? object.properties : slimProperties(object);
		const slim = { ...object, properties };
		this.moments.set(slim, moment);
		const expires = JSON.stringify(slim).includes('"expiry_time"');
		this.known.set(keyOf(object.object, id), {
			object: slim,
			since: expires ? clock.now() : undefined,
		});
	}

	/** A reader that asks Notion only for what is not known here. */
	inFrontOf(reader: NotionReader): NotionReader {
		const known: Pick<NotionReader, 'page' | 'database' | 'dataSource' | 'direct' | 'asOf'> = {
			direct: reader,
			asOf: (object) => this.moments.get(object),
			page: async (id) => this.take('page', id) ?? (await reader.page(id)),
			database: async (id) => this.take('database', id) ?? (await reader.database(id)),
			dataSource: async (id) => this.take('data_source', id) ?? (await reader.dataSource(id)),
		};
		// Not a copy: readers may be of a class.
		return Object.assign(Object.create(reader) as NotionReader, known);
	}

	private take(kind: string, id: string): Json | undefined {
		const known = this.known.get(keyOf(kind, id));
		if (known === undefined) return undefined;
		this.known.delete(keyOf(kind, id));
		const isOld = known.since !== undefined && clock.now() - known.since > MOST_AGE_MS;
		return isOld ? undefined : known.object;
	}
}

function keyOf(kind: unknown, id: string): string {
	return `${String(kind)} ${id}`;
}

/** Those that hold a title or files, or say whether a rollup is whole: of thousands of pages, the rest is heavy. */
function slimProperties({ properties }: Json): Json {
	const slim = Object.entries(asObject(properties)).flatMap(([name, value]) => {
		const property = asObject(value);
		switch (property.type) {
			case 'title':
			case 'files':
			case 'rollup':
				return [[name, property] as const];
			case 'relation': {
				const { id, type, has_more } = property;
				return [[name, { id, type, has_more }] as const];
			}
			default:
				return [];
		}
	});
	return Object.fromEntries(slim);
}
