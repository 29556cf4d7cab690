/** What a row has in a column, as plain JSON. */
export type RowValue = string | number | boolean | null | readonly RowValue[];

/** The page that a file belongs to. */
export interface PageRef {
	id: string;
	title: string;
	url: string;
	/** The values of a row by column, if they were asked for. */
	row?: Readonly<Record<string, RowValue>>;
}

export interface PropertyRef {
	id: string;
	name: string;
	index: number;
}

export interface BlockRef {
	id: string;
	type: string;
}

export interface CommentRef {
	id: string;
}

/** A database, or one data source of it that was picked by its own ID. */
export type DatabaseKind = 'database' | 'dataSource';

/** Where on the page a file was found: this also tells which read renews its link. */
export type FilePlace =
	/** `of` tells what it belongs to if that is not a page but a database, which `page` then names. */
	| { source: 'cover' | 'icon'; of?: DatabaseKind }
	| { source: 'property' | 'rollup'; property: PropertyRef }
	| { source: 'block' | 'blockIcon'; block: BlockRef }
	/** `block` is what the comment is on; without it, that is the page. */
	| { source: 'comment'; comment: CommentRef; block?: BlockRef };

export type Hosting = 'notion' | 'external';

/**
 * How the bytes are reached.
 * `signed`: by Notion, for an hour. `plain`: any address that a user pasted, or one of Notion's
 * public ones. `data`: the bytes are in the link itself.
 *
 * Only a link from a field that Notion itself fills is `trusted` to lead where it says; the address of
 * an embed merely looks signed: anyone could have typed it.
 */
export type FileLink =
	| { kind: 'signed'; url: string; expiryTime: string | undefined; trusted: boolean }
	| { kind: 'plain'; url: string; hosting: Hosting }
	| { kind: 'data'; url: string };

export function hostingOf(link: FileLink): Hosting {
	switch (link.kind) {
		case 'signed':
			return 'notion';
		case 'plain':
			return link.hosting;
		case 'data':
			return 'external';
	}
}

/**
 * What the place promises: an image block cannot contain a web page, a files property can, and a `link` (of a
 * bookmark) more likely leads to one, whatever its extension.
 */
export type Expectation = 'image' | 'video' | 'audio' | 'pdf' | 'anything' | 'link';

/** A file that exists in Notion, before any of it is downloaded. */
export interface NotionFile {
	/** The same in every run and for every signature of the link. */
	fileId: string;
	/** Safe and never empty, but perhaps without an extension: the type is known only with the bytes. */
	name: string;
	/** Whether the name is only the end of a link to another site: then the host may know a better one. */
	isNamedByLink?: boolean;
	place: FilePlace;
	page: PageRef;
	/** What is above the page, from the top down, if that belongs into the path. */
	above?: ReadonlyArray<Pick<PageRef, 'id' | 'title'>>;
	link: FileLink;
	expectation: Expectation;
	caption: string | undefined;
	lastEditedTime: string | undefined;
}

/** What filters know before any of it is downloaded. */
export function knownBefore({ name, isNamedByLink, link }: NotionFile): {
	name: string;
	isNamedByLink: boolean | undefined;
	hosting: Hosting;
} {
	return { name, isNamedByLink, hosting: hostingOf(link) };
}
