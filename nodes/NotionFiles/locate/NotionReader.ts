import type { NotionFilesError } from '../errors';
import type { StorageOrigins } from '../files/notionStorage';
import type { Json } from '../json';
import type { KnownTree, Moment } from './KnownTree';
import type { SourceRef } from './SourceRef';
import type { Views } from './Views';

export type { SourceRef };

/** A part of a list of rows: rows, or an error in place of those that Notion does not return. */
export type RowsPart =
	{ kind: 'rows'; rows: Json[] } | { kind: 'missing'; error: NotionFilesError };

/** Called with a whole sentence without a full stop if Notion returns only part of a list. */
export type OnCut = (reason: string) => void;

/** What search returns: pages, or data sources, which are the tables of databases. */
export type SearchKind = 'page' | 'data_source';

/** By the time of the last edit. */
export type SearchOrder = 'ascending' | 'descending';

/** Awaited before each further part of a list is asked for. */
export type WantsMore = () => Promise<void>;

/**
 * What locating files needs from Notion: reads, nothing else. Lists arrive as Notion pages them, one
 * array for each answer. Errors are `NotionFilesError`s.
 */
export interface NotionReader {
	/** Undefined where everything has to be read. */
	readonly known?: KnownTree | undefined;
	/** The time by Notion's clock, or earlier; undefined where no answer has said it. */
	readonly notionTime?: (() => number | undefined) | undefined;
	/** The reader behind one that returns what it knows already. */
	readonly direct?: NotionReader | undefined;
	/** As of when an object is; undefined if it was asked for just now. */
	readonly asOf?: ((object: Json) => Moment | undefined) | undefined;
	/** Where hosted files are, by the answers so far. */
	readonly storage: StorageOrigins;
	readonly views: Views;
	page(pageId: string): Promise<Json>;
	block(blockId: string): Promise<Json>;
	blockChildren(blockId: string, onCut?: OnCut, wantsMore?: WantsMore): AsyncIterable<Json[]>;
	/** The elements of a property that Notion pages, a rollup above all. */
	propertyItems(pageId: string, propertyId: string, onCut?: OnCut): AsyncIterable<Json[]>;
	database(databaseId: string): Promise<Json>;
	dataSource(dataSourceId: string): Promise<Json>;
	/**
	 * The rows that pass Notion's own filter, in the order in which they were created, each once.
	 * @param editedSince only those that were edited at or after this time
	 */
	rows(source: SourceRef, filter: Json | undefined, editedSince?: string): AsyncIterable<RowsPart>;
	/**
	 * All pages or data sources that the connection sees according to Notion's search, each once and not
	 * those in the trash. It lags behind, and only what was shared directly is sure to be there
	 * (docs/notion-api.md#search). In ascending order, what is edited meanwhile appears again at the end.
	 */
	search(kind: SearchKind, order: SearchOrder, onCut?: OnCut): AsyncIterable<Json[]>;
	/**
	 * The comments on a page or block, and on nothing below it. Without the capability to read them the
	 * first list fails with `missingCapability`, and all others are empty.
	 */
	comments(blockId: string, onCut?: OnCut, wantsMore?: WantsMore): AsyncIterable<Json[]>;
	comment(commentId: string): Promise<Json>;
}
