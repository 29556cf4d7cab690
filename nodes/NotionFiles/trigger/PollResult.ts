import type { INodeExecutionData } from 'n8n-workflow';
import { unexpected, type NotionFilesError } from '../errors';
import type { Given } from '../run/deliver';
import { itemOf } from '../run/itemsOf';
import { UniquePaths } from '../output/UniquePaths';
import type { TriggerHistory } from './TriggerHistory';

/** How many files a manual execution returns as a sample. */
const SAMPLE = 3;

/** The result of a poll. */
export class PollResult {
	readonly items: INodeExecutionData[] = [];

	/** With the file that failed; undefined where it could not even be found. */
	readonly failures: Array<{ key: string | undefined; error: NotionFilesError }> = [];

	/** How many files were still under way when the time was up. */
	unfinished = 0;

	private readonly paths = new UniquePaths();

	/** @param isSample whether it is only a sample of what the trigger returns, in a manual execution */
	constructor(readonly isSample: boolean) {}

	/** How many files are enough. */
	get most(): number {
		return this.isSample ? SAMPLE : Infinity;
	}

	get isNothing(): boolean {
		return this.items.length + this.failures.length + this.unfinished === 0;
	}

	give(given: Given): void {
		const { json, binary } = itemOf(given, this.paths);
		// There is no input that an item of a trigger could come from.
		this.items.push(binary ? { json, binary } : { json });
	}

	/** Something went wrong that is not about a file. */
	fail(thrown: unknown): void {
		const error = unexpected(thrown, 'looking for new files');
		this.failures.push({ key: undefined, error });
	}

	/**
	 * The failure of a file is reported once, and the file is tried again in later polls; while Notion
	 * cannot be read, every poll reports that.
	 */
	firstUntold(history: TriggerHistory): NotionFilesError | undefined {
		const failure = this.failures.find(({ key }) => key === undefined || !history.hasTold(key));
		if (failure?.key !== undefined) history.tell(failure.key);
		return failure?.error;
	}
}
