import fc from 'fast-check';
import {
	ProcessedFiles,
	type Deduplication,
} from '../../../nodes/NotionFiles/history/ProcessedFiles';
import { DeduplicationInMemory } from '../../harness/deduplication';
import { turnClock } from '../../harness/turnClock';
import { deferred, isPending, quiet } from '../promises';

const clock = turnClock();

let table: DeduplicationInMemory;

beforeEach(() => {
	table = new DeduplicationInMemory();
	table.before = () => {};
});

/** n8n's helpers for a node of a workflow. */
function helpers(workflowId = 'wf'): Deduplication {
	const context = { workflow: { id: workflowId, active: true } };
	return {
		checkProcessedAndRecord: async (items, scope, options) =>
			await table.checkProcessedAndRecord(items, scope, context, options),
		removeProcessed: async (items, scope) => await table.removeProcessed(items, scope, context),
		clearAllProcessedItems: async (scope) => await table.clearAllProcessedItems(scope, context),
	};
}

const files = (list = 'default', workflowId = 'wf'): ProcessedFiles =>
	new ProcessedFiles(helpers(workflowId), workflowId, list);

const unconfirmed = async (keys: string[], list?: string): Promise<string[]> => [
	...(await files(list).unconfirmed(keys)),
];

test('a file is returned until it is confirmed, and not after that', async () => {
	expect(await unconfirmed(['a', 'b'])).toEqual(['a', 'b']);
	expect(await unconfirmed(['a', 'b'])).toEqual(['a', 'b']);
	await files().confirm(['a']);
	expect(await unconfirmed(['a', 'b'])).toEqual(['b']);
	expect(await unconfirmed(['a', 'b', 'c'])).toEqual(['b', 'c']);
	await files().confirm(['b', 'c']);
	expect(await unconfirmed(['a', 'b', 'c'])).toEqual([]);
	expect(await unconfirmed(['a', 'b', 'c'])).toEqual([]);
});

test('a file that nobody asked for can be confirmed', async () => {
	await files().confirm(['a']);
	expect(await unconfirmed(['a'])).toEqual([]);
});

test('what is asked for twice in one call is answered once', async () => {
	expect(await unconfirmed(['a', 'a'])).toEqual(['a']);
	await files().confirm(['a', 'a']);
	expect(await unconfirmed(['a', 'a'])).toEqual([]);
});

test('lists and workflows know nothing of each other', async () => {
	await files('s3').confirm(['a']);
	expect(await unconfirmed(['a'], 'drive')).toEqual(['a']);
	expect([...(await files('s3', 'another').unconfirmed(['a']))]).toEqual(['a']);
	expect(await unconfirmed(['a'], 's3')).toEqual([]);
});

test('after starting over, all files are returned again', async () => {
	await files().confirm(['a', 'b']);
	await files().forgetAll();
	expect(await unconfirmed(['a', 'b'])).toEqual(['a', 'b']);
});

test('the entries are one for a confirmed file and two for an open one', async () => {
	await unconfirmed(['a', 'b', 'c']);
	await files().confirm(['a', 'b']);
	await unconfirmed(['a', 'b', 'c']);
	expect(table.size).toBe(2 + 2);
});

test('100,000 files stay within n8n’s row, confirmed ones included', async () => {
	const keys = Array.from({ length: 100_000 }, (_, i) => `page${i % 500} file${i}`);
	await table.checkProcessedAndRecord(
		keys.map((key) => `notionFiles known default ${key}`),
		'workflow',
		{ workflow: { id: 'wf', active: true } },
		{ mode: 'entries' },
	);
	expect(await unconfirmed([...keys.slice(0, 500), 'new'])).toEqual(['new']);
});

test('a sign is followed until somebody starts over, and looking for it leaves nothing behind', async () => {
	expect(await files().follows('x')).toBe(false);
	expect(table.size).toBe(0);
	await files().follow('x');
	expect(await files().follows('x')).toBe(true);
	expect(await files('s3').follows('x')).toBe(false);
	await files('s3').forgetAll();
	expect(await files().follows('x')).toBe(false);
});

describe('a file that nobody confirmed is returned in every run', () => {
	const keys = fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 });
	const kind = fc.constantFrom('ask' as const, 'confirm' as const);
	const whole = fc.record({ kind, keys });
	/** n8n is killed in the middle: after this many accesses to its table. */
	const killed = fc.record({ kind, keys, killedAfter: fc.nat(6) });
	/** A “Remove Duplicates” node of the same workflow pushes our oldest entries out. */
	const dropped = fc.record({ kind: fc.constant('drop' as const), count: fc.nat(3) });

	async function work({ kind, keys }: { kind: 'ask' | 'confirm'; keys: string[] }): Promise<void> {
		if (kind === 'ask') await files().unconfirmed(keys);
		else await files().confirm(keys);
	}

	async function killedIn(accesses: number, doing: () => Promise<void>): Promise<void> {
		let left = accesses;
		table.before = () => {
			if (left-- <= 0) throw new Error('n8n was killed');
		};
		await doing().catch(() => {});
		table.before = () => {};
	}

	async function drop(count: number): Promise<void> {
		const context = { workflow: { id: 'wf', active: true } };
		const options = { mode: 'entries' as const, maxEntries: Math.max(1, table.size - count) };
		await table.checkProcessedAndRecord([], 'workflow', context, options);
	}

	type Step =
		| { kind: 'ask' | 'confirm'; keys: string[]; killedAfter?: number }
		| { kind: 'drop'; count: number };

	test.each<[string, fc.Arbitrary<Step>]>([
		['however often n8n is killed', fc.oneof(whole, killed)],
		['however many entries others drop', fc.oneof(whole, dropped)],
	])('%s', async (_, step) => {
		const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
			table = new DeduplicationInMemory();
			table.before = () => {};
			const confirmed = new Set<string>();
			for (const taken of steps) {
				if (taken.kind === 'drop') await drop(taken.count);
				else await killedIn(taken.killedAfter ?? Infinity, async () => await work(taken));
				// One that was killed may have got as far as confirming.
				if (taken.kind === 'confirm') taken.keys.forEach((key) => confirmed.add(key));
			}
			const given = await unconfirmed(['a', 'b', 'c', 'd']);
			const owed = ['a', 'b', 'c', 'd'].filter((key) => !confirmed.has(key));
			expect(given).toEqual(expect.arrayContaining(owed));
		});
		await fc.assert(property, { numRuns: 300 });
	});
});

test('a confirmation that another worker overwrites at the same moment is repaired', async () => {
	await files().unconfirmed(['a', 'b']);
	// The other worker has read the row before the confirmation and writes it back after.
	clock().holdWaits();
	const writing = deferred();
	let accesses = 0;
	table.before = async () => {
		if (++accesses === 2) await writing.promise;
	};
	const context = { workflow: { id: 'wf', active: true } };
	const options = { mode: 'entries' as const };
	const other = table.checkProcessedAndRecord(['x'], 'workflow', context, options);
	await quiet();
	const confirming = files().confirm(['a']);
	await quiet();
	writing.resolve();
	await other;
	expect(await isPending(confirming)).toBe(true);
	clock().advance(250);
	await confirming;
	expect(await unconfirmed(['a', 'b'])).toEqual(['b']);
});

test('two runs that overlap in one process take turns at the table', async () => {
	let inside = 0;
	let most = 0;
	table.before = async () => {
		inside += 1;
		most = Math.max(most, inside);
		await new Promise((resolve) => setImmediate(resolve));
		inside -= 1;
	};
	await Promise.all([
		files().unconfirmed(['a', 'b']),
		files().unconfirmed(['b', 'c']),
		files().confirm(['d']),
	]);
	expect(most).toBe(1);
	expect(await unconfirmed(['a', 'b', 'c', 'd'])).toEqual(['a', 'b', 'c']);
});
