import type { NotionFilesError } from '../errors';
import type { NotionFile } from '../files/NotionFile';
import type { Finding } from '../locate/Finding';
import type { Settings } from '../parameters/settings';
import type { Quota } from './Quota';

/** What came of a place that has not given the file. */
type Vain = 'failed' | 'leftOut';

/** Where a file is on its page, and how far it has been tried there: shared by all of its jobs. */
export interface Places {
	/** Those that were met and not tried; complete when the page has been read. */
	others: NotionFile[];
	/** What came of all places so far, as long as none has given the file and no other one is known. */
	soFar?: Vain | undefined;
	/** The same before the last job was made, for one at a further place. */
	before?: Vain | undefined;
}

/** A file to get for one input item. */
export interface FileJob {
	kind: 'file';
	itemIndex: number;
	file: NotionFile;
	settings: Settings;
	places: Places;
	/** If it counts towards a limit: where room was taken for it, which has to be settled. */
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
