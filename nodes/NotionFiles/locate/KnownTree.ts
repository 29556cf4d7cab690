import type { Json } from '../json';
import type { SourceRef } from './SourceRef';

/** A page or database in the content of a page. */
export interface Child {
	kind: 'page' | 'database';
	id: string;
}

/** When something was read. */
export interface Moment {
	/** Just before it was asked for, in milliseconds of this server's clock. */
	here: number;
	/** No later than the answer, in milliseconds of Notion's clock; undefined where that is not known. */
	notion: number | undefined;
}

/** Which rows of a data source have to be listed. */
export interface KnownRows {
	/** Only those that were edited at or after this time; undefined for all. */
	editedSince: string | undefined;
	/** All rows that were there, in the order of their creation. */
	ids: readonly string[];
}

/**
 * What is known from earlier runs of the pages and databases of a walk: what need not be read, and what
 * need not even be asked for. `deep` says whether the walk opens children.
 */
export interface KnownTree {
	/** Whether a page or database was read before. */
	hasMet(id: string): boolean;
	/** The children of a page that need not be asked for; undefined if it has to be. */
	withoutAsking(pageId: string, deep: boolean): Promise<readonly Child[] | undefined>;
	/** The children of a page whose object was read, if its content need not be; undefined if it has to be. */
	asEdited(
		pageId: string,
		lastEditedTime: string | undefined,
		deep: boolean,
		moment: Moment,
	): Promise<readonly Child[] | undefined>;
	/** The same for a row that a list of the rows edited since did not hold. */
	unlisted(rowId: string, deep: boolean): Promise<readonly Child[] | undefined>;
	/** Whether such a row leads to others that need not be asked for either. */
	leadsOn(rowId: string): boolean;
	/** To be told of such a row that is in the trash: no list will hold it. */
	isGone(rowId: string): void;
	/** The data sources of a child database that need not be asked for; undefined if it has to be. */
	sourcesOf(databaseId: string): Promise<readonly SourceRef[] | undefined>;
	rowsOf(source: SourceRef, filter: Json | undefined): KnownRows;
}
