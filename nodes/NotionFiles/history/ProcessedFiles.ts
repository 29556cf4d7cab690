import type { IExecuteFunctions } from 'n8n-workflow';
import { Allowance } from '../flow/Allowance';
import { clock } from '../flow/clock';

/** The part of n8n's helpers that keeps a set of entries for a workflow, in n8n's database. */
export type Deduplication = Pick<
	IExecuteFunctions['helpers'],
	'checkProcessedAndRecord' | 'removeProcessed' | 'clearAllProcessedItems'
>;

/** Shared by the nodes of a workflow: one node returns the files, another confirms them. */
const SCOPE = 'workflow';

/**
 * n8n keeps all entries in one row, 27 bytes each: 3 MB for 100,000 files. Without a limit, at which
 * n8n would drop the oldest: those files would be returned again in every run.
 */
const OPTIONS = { mode: 'entries' } as const;

/** n8n looks for each entry to remove in all of them, and does nothing else meanwhile. */
const REMOVED_AT_ONCE = 500;

/** Longer than n8n needs to read and write its row. */
const LOST_UPDATE_MS = 250;

/**
 * Which files have been processed, as confirmed by “Mark as Processed”.
 *
 * n8n's helper is a set with “add, and tell what was there” and “remove”; it has no way to just look.
 * So there are two entries for a file: `known`, from the first time it is asked for, and `open`, as
 * long as it waits for its confirmation. Looking adds both: what was known and not open had been
 * confirmed, and its `open` is removed again. Both are added in one write, so a crash at any point
 * leaves a file open rather than lost: it is returned once too often, never too seldom.
 */
export class ProcessedFiles {
	constructor(
		private readonly entries: Deduplication,
		private readonly workflowId: string,
		/** Tells lists apart that are kept for different destinations. */
		private readonly list: string,
	) {}

	/** The files that nobody has confirmed. From now on they are open. */
	async unconfirmed(keys: readonly string[]): Promise<Set<string>> {
		const asked = [...new Set(keys)];
		if (asked.length === 0) return new Set();
		return await this.alone(async () => {
			const marks = asked.flatMap((key) => [this.known(key), this.open(key)]);
			const added = new Set(await this.add(marks));
			const confirmed = asked.filter(
				(key) => added.has(this.open(key)) && !added.has(this.known(key)),
			);
			await this.remove(confirmed.map(this.open));
			// A “Remove Duplicates” node on the same workflow may drop the oldest entries. `known` must not
			// outlive `open`, or an open file would pass for confirmed.
			const outlived = asked.filter(
				(key) => added.has(this.known(key)) && !added.has(this.open(key)),
			);
			await this.remove(outlived.map(this.known));
			const isConfirmed = new Set(confirmed);
			return new Set(asked.filter((key) => !isConfirmed.has(key)));
		});
	}

	/**
	 * Remembers that these files have been processed. Done twice, because n8n writes its row whole: one
	 * of two workers that write at the same moment undoes what the other did.
	 */
	async confirm(keys: readonly string[]): Promise<void> {
		const all = [...new Set(keys)];
		for (const again of [true, false]) {
			for (const some of chunks(all, REMOVED_AT_ONCE)) {
				await this.alone(async () => {
					await this.add(some.map(this.known));
					await this.remove(some.map(this.open));
				});
			}
			if (again && all.length > 0) await clock.wait(LOST_UPDATE_MS);
		}
	}

	/**
	 * Whether nobody has started over since `follow` was called with this sign: what was concluded from
	 * confirmed files holds as long.
	 */
	async follows(sign: string): Promise<boolean> {
		return await this.alone(async () => {
			const [added] = await this.add([this.sign(sign)]);
			if (added !== undefined) await this.remove([added]);
			return added === undefined;
		});
	}

	async follow(sign: string): Promise<void> {
		await this.alone(async () => await this.add([this.sign(sign)]));
	}

	/** Makes all files new again: those of every list of this workflow. */
	async forgetAll(): Promise<void> {
		await this.alone(async () => {
			await this.entries.clearAllProcessedItems(SCOPE, OPTIONS);
		});
	}

	private readonly known = (key: string): string => `notionFiles known ${this.list} ${key}`;

	private readonly open = (key: string): string => `notionFiles open ${this.list} ${key}`;

	private readonly sign = (sign: string): string => `notionFiles sign ${this.list} ${sign}`;

	private async add(marks: string[]): Promise<string[]> {
		const result = await this.entries.checkProcessedAndRecord(marks, SCOPE, OPTIONS);
		return result.new.map(String);
	}

	private async remove(marks: string[]): Promise<void> {
		if (marks.length > 0) await this.entries.removeProcessed(marks, SCOPE, OPTIONS);
	}

	/** Executions of one workflow in this process take turns: n8n reads and writes without a lock. */
	private async alone<T>(work: () => Promise<T>): Promise<T> {
		const done = await turnsOf(this.workflowId).take();
		try {
			return await work();
		} finally {
			done();
		}
	}
}

const turns = new Map<string, Allowance>();

/** One for each workflow that uses the memory: a few hundred bytes each. */
function turnsOf(workflowId: string): Allowance {
	const known = turns.get(workflowId) ?? new Allowance(1);
	turns.set(workflowId, known);
	return known;
}

function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
	for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
