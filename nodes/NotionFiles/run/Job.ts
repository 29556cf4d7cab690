import type { NotionFilesError } from '../errors';
import type { NotionFile } from '../files/NotionFile';
import type { Finding } from '../locate/Finding';
import type { Settings } from '../parameters/settings';
import type { Quota } from './Quota';

/** A file to get for one input item. */
export interface FileJob {
	kind: 'file';
	itemIndex: number;
	file: NotionFile;
	settings: Settings;
	/** Where else on its page the file is; complete when the page has been read. */
	otherPlaces: NotionFile[];
	/** If the item has a limit: where a place was taken for the file, which has to be settled. */
	quota?: Quota | undefined;
}

/** All files of an item that has a limit have been located. */
export interface ItemRead {
	kind: 'itemRead';
	itemIndex: number;
	quota: Quota;
}

/** A file that is known and not returned. */
export interface Left {
	kind: 'left';
	itemIndex: number;
	file: NotionFile;
}

/** No more files of an item are returned. */
export interface LimitReached {
	kind: 'limitReached';
	itemIndex: number;
	/** Whether all that are left have been reported. */
	isAll: boolean;
}

/** No file at all was located for an item. */
export interface NothingFound {
	kind: 'nothingFound';
	itemIndex: number;
	where: string;
}

/** What is not a file and needs no work: it is reported, or remembered. */
export type Notice =
	| (Exclude<Finding, { kind: 'file' | 'failed' }> & { itemIndex: number })
	| NothingFound
	| ItemRead
	| Left
	| LimitReached;

export type Job =
	| FileJob
	| Notice
	| { kind: 'failed'; itemIndex: number; error: NotionFilesError; file?: NotionFile };
