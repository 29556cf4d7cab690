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
	otherPlaces: readonly NotionFile[];
	/** If the item has a limit: where a place was taken for the file, which has to be settled. */
	quota?: Quota | undefined;
}

/** What happens to an item with a limit. */
export type Limited = { itemIndex: number } & (
	| /** All of its files have been located. */ { kind: 'itemRead'; quota: Quota }
	  /** A file that is known and not returned. */
	| { kind: 'left'; file: NotionFile }
	/** No more of its files are returned. `isAll`: all that are left are known. */
	| { kind: 'limitReached'; isAll: boolean }
);

/** What is not a file and needs no work: it is reported, or remembered. */
export type Notice =
	(Exclude<Finding, { kind: 'file' | 'failed' }> & { itemIndex: number }) | Limited;

export type Job = FileJob | Notice | { kind: 'failed'; itemIndex: number; error: NotionFilesError };
