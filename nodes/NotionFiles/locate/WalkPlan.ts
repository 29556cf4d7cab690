import type { Json } from '../json';
import type { DatabaseRef } from './databases';

/** The parts of a page in which files are looked for. */
export type PagePart =
	| 'cover'
	| 'icon'
	| 'properties'
	| 'content'
	/** What bookmarks, embeds and link previews lead to. */
	| 'linkedFiles'
	| 'comments'
	| 'blockComments';

/** What is looked for in pages. */
export interface WalkPlan {
	parts: ReadonlySet<PagePart>;
	/** Whether to include the rows of databases in the content. */
	childDatabases: boolean;
	/** Whether linked databases are among these; otherwise they are skipped. */
	linkedDatabases?: boolean;
	/** Whether files on rows bring along what is in their columns. */
	rowProperties?: boolean;
	/** Pages, databases and data sources that are left out with all below them. */
	leaveOut?: { has(id: string): boolean };
}

/** Which parts of a database are wanted. */
export interface RowChoice {
	/** A data source by ID or name, or all. */
	source: string;
	/** Notion's own. */
	filter: Json | undefined;
	/** Whether to include the cover and icon of the database itself: not if a user picks some rows. */
	itself: boolean;
}

/** What is wanted of a database, if only the database itself tells: the rows that a view of it shows. */
export type ChooseRows = (database: DatabaseRef) => Promise<RowChoice>;
