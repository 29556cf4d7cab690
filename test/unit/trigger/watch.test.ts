import { sourceOf } from '../../../nodes/NotionFiles/trigger/watch';
import { ItemParameters } from '../../../nodes/NotionFiles/parameters/ItemParameters';

const USUAL = { watch: 'database', event: 'newFile', databaseId: 'd', include: ['cover'] };

function sourceWith(values: Record<string, unknown>): string {
	const all: Record<string, unknown> = { ...USUAL, ...values };
	const context = {
		getNodeParameter: (name: string, _: number, fallback?: null) => all[name] ?? fallback,
		getTimezone: () => 'UTC',
		getNode: () => ({ typeVersion: 1.2 }),
	};
	return sourceOf(new ItemParameters(context, 0));
}

test('what is watched is another source with another data source or filter, and the same with other options', () => {
	const all = sourceWith({});
	expect(sourceWith({ options: { retries: 1 } })).toBe(all);
	const others = [
		{ options: { dataSource: 's' } },
		{ options: { dataSource: 't' } },
		{ dataSource: 's' },
		{ filter: '{"a":1}' },
	].map(sourceWith);
	expect(new Set([all, ...others]).size).toBe(5);
});
