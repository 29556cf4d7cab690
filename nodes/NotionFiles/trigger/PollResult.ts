import type { INodeExecutionData } from 'n8n-workflow';
import { unexpected, type NotionFilesError } from '../errors';
import type { Given } from '../run/deliver';
import { itemOf } from '../run/itemsOf';
import { UniquePaths } from '../output/UniquePaths';
import type { TriggerHistory } from './TriggerHistory';

/** So many files show in a run by hand what the trigger gives. */
const SAMPLE = 3;

/** What a poll has come to. */
export class PollResult {
	readonly items: INodeExecutionData[] = [];

	/** With the file that failed; undefined where it could not even be found. */
	readonly failures: Array<{ key: string | undefined; error: NotionFilesError }> = [];

	/** How many files were still under way when the time was up. */
	unfinished = 0;

	private readonly paths = new UniquePaths();

	/** @param isSample whether it only shows what the trigger gives, in a run by hand */
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

	/** Something went wrong that is about no file. */
	fail(thrown: unknown): void {
		const error = unexpected(thrown, 'looking for new files');
		this.failures.push({ key: undefined, error });
	}

	/** A file that fails is told once and tried in later polls; while Notion cannot be read, every poll is told. */
	firstUntold(history: TriggerHistory): NotionFilesError | undefined {
		const failure = this.failures.find(({ key }) => key === undefined || !history.hasTold(key));
		if (failure?.key !== undefined) history.tell(failure.key);
		return failure?.error;
	}
}
