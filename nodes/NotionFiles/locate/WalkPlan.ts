import type { Json } from '../json';

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
	/** Whether the rows of databases in the content come as well. */
	childDatabases: boolean;
}

/** What of a database is wanted. */
export interface RowChoice {
	/** A data source by ID or name, or all. */
	source: string;
	/** Notion's own. */
	filter: Json | undefined;
	/** Whether also the cover and icon of the database itself: not where a user picks some rows. */
	itself: boolean;
}
