import { DataDeduplicationService } from 'n8n-core';
import { DeduplicationInMemory } from './deduplication';

const table = new DeduplicationInMemory();

let served: Promise<void> | undefined;

/**
 * The table that n8n-core works with, fresh for each test. It takes one and no other, so test files that
 * share an n8n-core share the table, too.
 */
export function useDeduplication(): DeduplicationInMemory {
	beforeAll(async () => await (served ??= DataDeduplicationService.init(table)));
	beforeEach(() => {
		table.clear();
		table.broken = undefined;
	});
	return table;
}
