import type { NotionFilesError } from '../errors';
import type { NotionFile } from '../files/NotionFile';
import type { Finding } from '../locate/Finding';
import type { Settings } from '../parameters/settings';

/** A file to get for one input item. */
export interface FileJob {
	kind: 'file';
	itemIndex: number;
	file: NotionFile;
	settings: Settings;
	/** Where else on its page the file is; complete when the page has been read. */
	otherPlaces: readonly NotionFile[];
}

/** What is not a file and needs no work: it is reported, or remembered. */
export type Notice = Exclude<Finding, { kind: 'file' | 'failed' }> & { itemIndex: number };

export type Job = FileJob | Notice | { kind: 'failed'; itemIndex: number; error: NotionFilesError };
