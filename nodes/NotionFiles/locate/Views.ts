import { asObject, asText, type Json } from '../json';
import { ifReadable } from './BranchesOnce';

/** A view of a database: which rows of which data source it shows. */
export interface View {
	id: string;
	name: string;
	/** `table`, `board` …, as Notion calls it. */
	type: string;
	/** Where it is: the database itself, or a linked one. */
	databaseId: string | undefined;
	/** Undefined for a dashboard, which shows other views. */
	sourceId: string | undefined;
	/** Conditions that all hold for the rows that it shows. */
	filters: Json[];
}

/** What reading views needs from Notion. */
export interface ViewReads {
	/** References to the views of a database, linked or not. */
	viewsOf(databaseId: string): AsyncIterable<Json[]>;
	view(viewId: string): Promise<Json>;
}

/**
 * The views of databases, linked ones among them. Each is read once in a run, however often it is met
 * (docs/notion-api.md#views).
 */
export class Views {
	private readonly views = new Map<string, Promise<View>>();

	private readonly lists = new Map<string, Promise<string[]>>();

	constructor(private readonly reads: ViewReads) {}

	async view(id: string): Promise<View> {
		return await once(this.views, id, async () => viewFrom(id, await this.reads.view(id)));
	}

	/** Their IDs, in Notion's order. */
	async idsOf(databaseId: string): Promise<string[]> {
		return await once(this.lists, databaseId, async () => {
			const ids: string[] = [];
			for await (const references of this.reads.viewsOf(databaseId)) {
				ids.push(...references.flatMap(({ id }) => asText(id) ?? []));
			}
			return ids;
		});
	}

	/** The data sources that a linked database shows, by ID; none if Notion does not return its views. */
	async sourcesBehind(databaseId: string): Promise<string[]> {
		const ids = (await ifReadable(this.idsOf(databaseId))) ?? [];
		const views = await Promise.all(ids.map(async (id) => await ifReadable(this.view(id))));
		return [...new Set(views.flatMap((view) => view?.sourceId ?? []))];
	}
}

async function once<T>(
	known: Map<string, Promise<T>>,
	id: string,
	read: () => Promise<T>,
): Promise<T> {
	const found = known.get(id) ?? read();
	known.set(id, found);
	return await found;
}

function viewFrom(id: string, view: Json): View {
	const filter = asObject(view.filter);
	return {
		id: asText(view.id) ?? id,
		name: asText(view.name)?.trim() || 'Untitled',
		type: asText(view.type) ?? 'view',
		databaseId: asText(asObject(view.parent).database_id),
		sourceId: asText(view.data_source_id),
		filters: [
			...(Object.keys(filter).length > 0 ? [filter] : []),
			...Object.entries(asObject(view.quick_filters)).flatMap(quickFilter),
		],
	};
}

/** A quick filter by name or ID of its property; one without a condition filters nothing. */
function quickFilter([property, condition]: [string, unknown]): Json[] {
	const operators = Object.entries(asObject(condition)).filter(([key]) => !WORDS.has(key));
	const isSet = operators.some(([, operator]) => Object.keys(asObject(operator)).length > 0);
	return isSet ? [{ ...asObject(condition), property }] : [];
}

/** What may be beside the condition itself. */
const WORDS = new Set(['property', 'type']);
