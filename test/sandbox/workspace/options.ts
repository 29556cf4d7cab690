import { type FileLike, type IconLike } from './files';
import { type Block, type Database, type DataSource, type Page } from './nodes';
import { type PropertyType, type PropertyValue } from './properties';

/** What pages, databases and data sources have in common. */
export interface Look {
	cover?: FileLike | null;
	icon?: IconLike | null;
	/** Default: as its parent; at the top, shared. */
	shared?: boolean;
	createdTime?: string;
	lastEditedTime?: string;
}

export interface PageOptions extends Look {
	title: string;
	/** A data source or database makes the page a row. Default: the workspace's top. */
	parent?: Page | Block | Database | DataSource;
	/** A page that is no row has none but its title, so a data source is made for it. */
	properties?: Record<string, PropertyValue>;
	children?: readonly Block[];
	inTrash?: boolean;
	isArchived?: boolean;
}

export interface DatabaseOptions extends Look {
	title: string;
	parent?: Page | Block;
	schema?: Record<string, PropertyType>;
	/** The options of its statuses by their groups. */
	statuses?: Record<string, readonly string[]>;
	isInline?: boolean;
	/** A view of a database elsewhere, which the API refuses in one of two wordings. */
	linked?: 'linked' | 'without';
	/** Of a linked one: what its views show, one for each. Default: it has no views. */
	showing?: readonly DataSource[];
}

/** Filters and sorts have the form of a query’s. */
export interface ViewOptions {
	name?: string;
	/** Default: the first of the database. Null: a dashboard. */
	dataSource?: DataSource | null;
	type?: string;
	filter?: Readonly<Record<string, unknown>>;
	/** Conditions by the name or ID of their property. */
	quickFilters?: Readonly<Record<string, unknown>>;
	sorts?: readonly unknown[];
}

export interface DataSourceOptions extends Look {
	title: string;
	schema?: Record<string, PropertyType>;
	statuses?: Record<string, readonly string[]>;
}

/** What can be changed of a page, database or data source. */
export interface Changes {
	title?: string;
	cover?: FileLike | null;
	icon?: IconLike | null;
	/** Undefined: as its parent again. */
	shared?: boolean;
}

export interface CommentOptions {
	text?: string;
	/** Resolved comments are not listed. */
	resolved?: boolean;
}
