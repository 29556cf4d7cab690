import type { NotionFilesError } from '../errors';
import type { NotionFile } from '../files/NotionFile';

/** What a place turned out to hold, as plain data. Places without a file yield nothing. */
export type Finding =
	| { kind: 'file'; file: NotionFile }
	/** Skipped for a reason that is nobody's mistake: a whole sentence without a full stop. */
	| { kind: 'skipped'; reason: string }
	/** What a user should know about the choice itself: a whole sentence without a full stop. */
	| { kind: 'note'; message: string }
	/** A link, but not to a file: a video in a player, a bookmark shown as an embed. */
	| { kind: 'webPage'; where: string }
	/** A link to a file in a place that holds links, which were not asked for. */
	| { kind: 'linkedFile'; file: NotionFile }
	| PageRead
	/** A page that was not read: nothing new can be on it since all of its files were processed. */
	| { kind: 'atRest'; pageId: string; lastEditedTime: string | undefined }
	/** Could not be read though it should be: nobody knows which files were in there. */
	| { kind: 'failed'; error: NotionFilesError };

/** Everything on a page has been reported. */
export interface PageRead {
	kind: 'pageRead';
	pageId: string;
	/** As Notion returned it when the reading began. */
	lastEditedTime: string | undefined;
	/** When the reading began, in milliseconds of this server's clock. */
	begunAt: number;
	/**
	 * Whether every later change would show in `lastEditedTime`: nothing on the page can change without
	 * it, and nothing could not be read.
	 */
	quiet: boolean;
}
