/** The pages that need not be read, since nothing can have come to them. */
export interface RestingPages {
	/** Rows that were last edited before this time are at rest, and need not even be listed. */
	readonly rowsEditedSince?: string;
	has(pageId: string, lastEditedTime: string | undefined): boolean;
	/**
	 * To be told of each page that was read to its end.
	 * @param begun when its reading began, in milliseconds of this server's clock
	 * @param settled whether all of its files are done with, and no later change would be missed
	 */
	wasRead(
		pageId: string,
		lastEditedTime: string | undefined,
		begun: number,
		settled: boolean,
	): void;
}

/** The reading of one page, from its beginning to its end. */
export class Visit {
	private readonly begun = Date.now();

	private restless = false;

	/** @param resting where it is remembered; undefined where nothing is */
	constructor(private readonly resting?: RestingPages) {}

	/**
	 * Something is on the page that can change without a sign in its `last_edited_time`, or that could
	 * not be read: the next run has to look again.
	 */
	disturb(): void {
		this.restless = true;
	}

	/**
	 * @param lastEditedTime as Notion told it at the beginning
	 * @param done whether nothing more is to be done about any file of the page
	 */
	end(pageId: string, lastEditedTime: string | undefined, done: boolean): void {
		this.resting?.wasRead(pageId, lastEditedTime, this.begun, done && !this.restless);
	}
}
