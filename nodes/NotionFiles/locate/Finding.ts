import type { NotionFilesError } from '../errors';
import type { NotionFile } from '../files/NotionFile';
import type { Json } from '../json';
import type { Child, Moment } from './KnownTree';
import type { SourceRef } from './SourceRef';

/** What a place turned out to hold, as plain data. Places without a file yield nothing. */
export type Finding =
	| { kind: 'file'; file: NotionFile }
	/** Skipped for a reason that is nobody's mistake: a whole sentence without a full stop. */
	| { kind: 'skipped'; reason: string }
	/** What a user should know about the run or the choice itself: a whole sentence without a full stop. */
	| { kind: 'note'; message: string }
	/** A link, but not to a file: a video in a player, a bookmark shown as an embed. */
	| { kind: 'webPage'; where: string }
	/** A link to a file in a place that holds links, which were not asked for. */
	| { kind: 'linkedFile'; file: NotionFile }
	/** A page or database in the content that the walk was not asked to open. */
	| NotSearched
	/** Where the walk begins, in words. */
	| { kind: 'begins'; where: string }
	| PageRead
	| DatabaseRead
	| RowsListed
	/** A page that was not read: nothing new can be on it since all of its files were processed. */
	| { kind: 'atRest'; pageId: string; lastEditedTime: string | undefined }
	/** Could not be read though it should be: nobody knows which files were in there. */
	| { kind: 'failed'; error: NotionFilesError; file?: NotionFile };

export interface NotSearched {
	kind: 'notSearched';
	child: Child;
	/** The parameter that includes it. */
	by: 'childPages' | 'childDatabases';
}

/** Everything on a page has been reported. */
export interface PageRead {
	kind: 'pageRead';
	pageId: string;
	/** As Notion returned it when the reading began. */
	lastEditedTime: string | undefined;
	/** When the page object was read; its content was read after that. */
	moment: Moment;
	/**
	 * Whether every later change would show in `lastEditedTime`: nothing on the page can change without
	 * it, and nothing could not be read. Child pages and databases have times of their own.
	 */
	quiet: boolean;
	/** The pages and databases in its content, in their order; undefined if nobody looked for them. */
	children: readonly Child[] | undefined;
}

/** A database in the content of a page was read, with its own pictures. */
export interface DatabaseRead {
	kind: 'databaseRead';
	databaseId: string;
	sources: readonly ReadSource[];
	/** When it was asked for. */
	moment: Moment;
	/** Whether nothing of it could not be read. */
	quiet: boolean;
}

export interface ReadSource extends SourceRef {
	/** Undefined where it was not read by itself. */
	lastEditedTime: string | undefined;
	/** As of when that is; undefined if it was asked for after the database. */
	asOf: Moment | undefined;
}

/** All rows of a data source have been listed, and everything on them reported. */
export interface RowsListed {
	kind: 'rowsListed';
	source: SourceRef;
	filter: Json | undefined;
	/** Undefined if all were listed, whenever they were edited. */
	editedSince: string | undefined;
	/** When the list began. */
	moment: Moment;
	/** Rows that were known and no longer pass the filter, as far as anybody has asked. */
	left: readonly string[];
	/** In the order of their creation. */
	rows: ReadonlyArray<{ id: string; lastEditedTime: string | undefined }>;
}
