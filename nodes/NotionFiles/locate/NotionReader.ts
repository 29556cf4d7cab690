import type { NotionFilesError } from '../errors';
import type { StorageOrigins } from '../files/notionStorage';
import type { Json } from '../json';
import type { Views } from './Views';

/** A table of rows; a database holds one or more. */
export interface SourceRef {
	id: string;
	name: string;
	/** As Notion returned it, where it had to be read to know the name. */
	object?: Json;
}

/** A part of a list of rows: rows, or an error in place of those that Notion does not return. */
export type RowsPart =
	{ kind: 'rows'; rows: Json[] } | { kind: 'missing'; error: NotionFilesError };

/** Called with a whole sentence without a full stop if Notion returns only part of a list. */
export type OnCut = (reason: string) => void;

/** Awaited before each further part of a list is asked for. */
export type WantsMore = () => Promise<void>;

/** The pages that need not be read, since nothing new can be on them. */
export interface RestingPages {
	/** Rows that were last edited before this time are at rest, and need not even be listed. */
	readonly rowsEditedSince?: string;
	has(pageId: string, lastEditedTime: string | undefined): boolean;
}

/**
 * What locating files needs from Notion: reads, nothing else. Lists arrive as Notion pages them, one
 * array for each answer. Errors are `NotionFilesError`s.
 */
export interface NotionReader {
	/** Undefined where all pages have to be read. */
	readonly resting?: RestingPages | undefined;
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
	/** The rows that pass Notion's own filter, in the order in which they were created, each once. */
	rows(source: SourceRef, filter: Json | undefined): AsyncIterable<RowsPart>;
	/**
	 * The comments on a page or block, and on nothing below it. Without the capability to read them the
	 * first list fails with `missingCapability`, and all others are empty.
	 */
	comments(blockId: string, onCut?: OnCut, wantsMore?: WantsMore): AsyncIterable<Json[]>;
	comment(commentId: string): Promise<Json>;
}
