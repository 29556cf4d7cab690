import type { Json } from '../json';
import type { NotionReader, SourceRef } from './NotionReader';

/** A database, or one data source that was picked by its own ID. */
export interface DatabaseRef {
	id: string;
	title: string;
	isInTrash: boolean;
	sources: SourceRef[];
	/** As Notion returned it; nothing of a linked database. */
	object: Json;
	/** It shows the data sources of another database, of which only the IDs are known. */
	isLinked?: 'surely' | 'probably';
}

/**
 * Reads a database by an ID.
 * @throws NotionFilesError which says what else it is, if Notion does
 */
export type ReadDatabase = (id: string, reader: NotionReader) => Promise<DatabaseRef>;
