import type { Json } from '../json';

/**
 * What locating files needs from Notion: reads, nothing else. Lists arrive as Notion pages them, one
 * array for each answer. Errors are `NotionFilesError`s.
 */
export interface NotionReader {
	page(pageId: string): Promise<Json>;
	block(blockId: string): Promise<Json>;
	blockChildren(blockId: string): AsyncIterable<Json[]>;
	/** The elements of a property that Notion pages, a rollup above all. */
	propertyItems(pageId: string, propertyId: string): AsyncIterable<Json[]>;
}
