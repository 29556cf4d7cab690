import { setTimeout as wait } from 'node:timers/promises';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

type Entries = readonly string[];

/**
 * n8n's table of processed data, as its server keeps it (deduplication-helper.js of n8n 2.41.0): one
 * row for each workflow and scope, read and written whole, without a lock. It uses a map instead of the
 * database, which only the server has.
 */
export class DeduplicationInMemory implements IDataDeduplicator {
	private readonly rows = new Map<string, Entries>();

	/** Thrown from then on: the process has died, or the database is gone. */
	broken: Error | undefined;

	/** Called before each access to the table. */
	before: () => Promise<void> | void = async () => await wait(0);

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ maxEntries }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const row = await this.read(scope, context);
		const there = new Set(row);
		const fresh = items.filter((item) => !there.has(String(item)));
		const all = [...row, ...fresh.map(String)];
		await this.write(scope, context, maxEntries ? all.slice(-maxEntries) : all);
		return { new: fresh, processed: items.filter((item) => there.has(String(item))) };
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		const removed = new Set(items.map(String));
		const row = await this.read(scope, context);
		await this.write(
			scope,
			context,
			row.filter((entry) => !removed.has(entry)),
		);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		await this.write(scope, context, []);
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<number> {
		return (await this.read(scope, context)).length;
	}

	clear(): void {
		this.rows.clear();
	}

	get size(): number {
		return [...this.rows.values()].reduce((sum, row) => sum + row.length, 0);
	}

	private async read(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<Entries> {
		await this.access();
		return this.rows.get(keyOf(scope, context)) ?? [];
	}

	private async write(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		row: Entries,
	): Promise<void> {
		await this.access();
		this.rows.set(keyOf(scope, context), row);
	}

	private async access(): Promise<void> {
		await this.before();
		if (this.broken) throw this.broken;
	}
}

function keyOf(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData): string {
	return `${workflow.id} ${scope === 'node' ? (node?.id ?? '') : ''}`;
}
