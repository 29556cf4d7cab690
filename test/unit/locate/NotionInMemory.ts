import { setImmediate as turn } from 'node:timers/promises';
import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import type {
	NotionReader,
	OnCut,
	RowsPart,
	SourceRef,
} from '../../../nodes/NotionFiles/locate/NotionReader';
import { StorageOrigins } from '../../../nodes/NotionFiles/files/notionStorage';
import { Views } from '../../../nodes/NotionFiles/locate/Views';
import type { Json } from '../../../nodes/NotionFiles/json';

/** The parts in which a list arrives; it breaks off at one that is an error. */
type List = Array<Json[] | Error>;

/** What a read returns. */
type Held = Json | List | Error;

/**
 * A Notion that holds what a test puts there. Reads are named `page p`, `block b`, `children b`,
 * `property p/x`, `database d`, `source s`, `rows s`, `views d`, `view v`, `comments b` and `comment c`;
 * anything that is not there is not shared.
 */
export class NotionInMemory implements NotionReader {
	readonly storage = new StorageOrigins();

	readonly views = new Views({
		viewsOf: (databaseId) => this.list(`views ${databaseId}`),
		view: async (viewId) => (await this.read(`view ${viewId}`)) as Json,
	});

	/** The names of all reads, in the order in which they began. */
	readonly reads: string[] = [];

	/** The largest number of reads under way at the same time. */
	mostAtOnce = 0;

	/** Lists that Notion returns only in part, by the name of their read. */
	readonly cut = new Set<string>();

	private underWay = 0;

	private readonly held = new Map<string, Held>();

	private readonly delays = new Map<string, Promise<void>>();

	put(name: string, what: Held): this {
		this.held.set(name, what);
		return this;
	}

	/** Children that arrive in one part. */
	children(parentId: string, ...blocks: Json[]): this {
		return this.put(`children ${parentId}`, [blocks]);
	}

	/** Holds every read of this name back until the promise is resolved. */
	delay(name: string, until: Promise<void>): this {
		this.delays.set(name, until);
		return this;
	}

	async page(pageId: string): Promise<Json> {
		return (await this.read(`page ${pageId}`)) as Json;
	}

	async block(blockId: string): Promise<Json> {
		return (await this.read(`block ${blockId}`)) as Json;
	}

	blockChildren(blockId: string, onCut?: OnCut): AsyncGenerator<Json[], void, undefined> {
		return this.list(`children ${blockId}`, onCut);
	}

	propertyItems(
		pageId: string,
		propertyId: string,
		onCut?: OnCut,
	): AsyncGenerator<Json[], void, undefined> {
		return this.list(`property ${pageId}/${propertyId}`, onCut);
	}

	async database(databaseId: string): Promise<Json> {
		return (await this.read(`database ${databaseId}`)) as Json;
	}

	async dataSource(dataSourceId: string): Promise<Json> {
		return (await this.read(`source ${dataSourceId}`)) as Json;
	}

	/** A filter is part of the name: `rows s {"property":"x"}`. */
	async *rows({ id }: SourceRef, filter?: Json): AsyncGenerator<RowsPart, void, undefined> {
		const filtered = filter === undefined ? '' : ` ${JSON.stringify(filter)}`;
		const list = (await this.read(`rows ${id}${filtered}`)) as List;
		for (const rows of parts(list)) yield { kind: 'rows', rows };
	}

	comments(blockId: string, onCut?: OnCut): AsyncGenerator<Json[], void, undefined> {
		return this.list(`comments ${blockId}`, onCut);
	}

	async comment(commentId: string): Promise<Json> {
		return (await this.read(`comment ${commentId}`)) as Json;
	}

	private async *list(
		name: string,
		onCut: OnCut = () => {},
	): AsyncGenerator<Json[], void, undefined> {
		yield* parts((await this.read(name)) as List);
		if (this.cut.has(name)) onCut(`Notion gives only a part of ${name}`);
	}

	private async read(name: string): Promise<Exclude<Held, Error>> {
		this.reads.push(name);
		this.mostAtOnce = Math.max(this.mostAtOnce, ++this.underWay);
		try {
			await (this.delays.get(name) ?? turn());
			const held = this.held.get(name) ?? unshared(name);
			if (held instanceof Error) throw held;
			return held;
		} finally {
			this.underWay--;
		}
	}
}

function* parts(list: List): Generator<Json[], void, undefined> {
	for (const part of list) {
		if (part instanceof Error) throw part;
		yield part;
	}
}

export function unshared(name: string): NotionFilesError {
	return new NotionFilesError({ code: 'notShared', message: `Notion cannot find ${name}` });
}

export function unavailable(): NotionFilesError {
	return new NotionFilesError({ code: 'notionUnavailable', message: 'Notion gave no answer' });
}

/** A 400 in unknown words. */
export function refused(notionMessage = 'Unsupported block type: transcription'): NotionFilesError {
	const message = 'Notion refused to give it';
	return new NotionFilesError({
		code: 'refusedByNotion',
		message,
		notionMessage,
		httpStatus: 400,
	});
}

export function unsupported(): NotionFilesError {
	return new NotionFilesError({ code: 'unsupportedByNotion', message: 'Notion cannot give it' });
}
