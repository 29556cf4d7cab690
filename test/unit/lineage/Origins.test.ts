import type { IExecuteFunctions, INode, INodeExecutionData, ITaskData } from 'n8n-workflow';
import { type Execution, executionOf } from '../../../nodes/NotionFiles/lineage/Execution';
import { merged, type Origin } from '../../../nodes/NotionFiles/lineage/Origin';
import { keyIn } from '../../../nodes/NotionFiles/lineage/namesIn';
import { Origins } from '../../../nodes/NotionFiles/lineage/Origins';
import { keyOf } from '../../../nodes/NotionFiles/files/identity';
import { planMarks } from '../../../nodes/NotionFiles/operations/planMarks';

type Runs = Record<string, Array<Partial<ITaskData>>>;

const GIVER = 'Notion Files';

const file = (id: string): INodeExecutionData => ({ json: { fileId: id, page: { id: 'p' } } });

const key = (id: string): string => keyOf('p', id);

/** An execution of these runs; nodes that are not named are of no special type. */
function execution(runData: Runs, nodes: Record<string, Partial<INode>> = {}): Execution {
	const all = Object.keys({ ...runData, ...nodes }).map((name) => [
		name,
		{ name, type: name === GIVER ? 'x.notionFiles' : 'x.other', parameters: {}, ...nodes[name] },
	]);
	const context = {
		runExecutionData: { resultData: { runData } },
		workflow: { nodes: Object.fromEntries(all) as Record<string, INode> },
	};
	const found = executionOf(context as unknown as IExecuteFunctions);
	if (found === undefined) throw new Error('There is no execution');
	return found;
}

const run = (
	items: Array<INodeExecutionData | undefined>,
	previousNode?: string,
	previousNodeRun?: number,
): Partial<ITaskData> => ({
	source: previousNode === undefined ? [] : [{ previousNode, previousNodeRun }],
	data: { main: [items as INodeExecutionData[]] },
});

const paired = (item: INodeExecutionData['pairedItem']): INodeExecutionData => ({
	json: {},
	pairedItem: item,
});

function originsOf(runData: Runs, node: string, nodes = {}, item = 0, run = 0): readonly Origin[] {
	return new Origins(execution(runData, nodes)).of({ node, run, output: 0, item });
}

const fine = (...ids: string[]) => ids.map((id) => ({ key: key(id), trouble: undefined }));

test('a loop of more turns than the call stack has room for is traced to its beginning', () => {
	const turns = 8_000;
	const loop = Array.from({ length: turns }, (_, turn) =>
		turn === 0 ? run([paired({ item: 0 })], GIVER) : run([paired({ item: 0 })], 'Loop', turn - 1),
	);
	const runs = { [GIVER]: [run([file('a')])], Loop: loop };
	expect(originsOf(runs, 'Loop', {}, 0, turns - 1)).toEqual(fine('a'));
});

test('items that are paired with one another in a circle are traced to nothing', () => {
	const runs = { A: [run([paired(0)], 'B')], B: [run([paired(0)], 'A')] };
	expect(originsOf(runs, 'A')).toEqual([
		{ key: undefined, trouble: expect.objectContaining({ reason: 'untraced' }) as unknown },
	]);
});

test.each<[string, Runs]>([
	['a run that is not there', { A: [run([paired(0)], 'Gone')] }],
	['an item that is not there', { A: [run([paired(7)], GIVER)], [GIVER]: [run([file('a')])] }],
	[
		'an input that is not there',
		{ A: [run([paired({ item: 0, input: 3 })], GIVER)], [GIVER]: [run([file('a')])] },
	],
	['a node called as a method of every object', { A: [run([paired(0)], 'constructor')] }],
])('%s breaks nothing, and is not a file', (_, runs) => {
	expect(originsOf(runs, 'A').map((origin) => origin.key)).toEqual([undefined]);
});

test('thousands of items of one Aggregate share what is known about them', () => {
	const count = 2_000;
	const ids = Array.from({ length: count }, (_, index) => String(index));
	const runs = {
		[GIVER]: [run(ids.map(file))],
		Aggregate: [run([paired(ids.map((_, item) => ({ item })))], GIVER)],
		Split: [
			run(
				ids.map(() => paired(0)),
				'Aggregate',
			),
		],
	};
	const origins = new Origins(execution(runs));
	const all = ids.map((_, item) => origins.of({ node: 'Split', run: 0, output: 0, item }));
	expect(new Set(all).size).toBe(1);
	expect(planMarks(all).keys).toHaveLength(count);
});

test('an item that names a file other than the one it is paired with is about the one that it names', () => {
	const runs = {
		[GIVER]: [run([file('a'), file('b')])],
		Code: [run([{ ...file('b'), pairedItem: 0 }], GIVER)],
	};
	expect(originsOf(runs, 'Code')).toEqual(fine('b'));
});

test('one item may be made of more than a call takes arguments', () => {
	const origins = fine(...Array.from({ length: 1_000 }, (_, index) => String(index)));
	const many = Array.from({ length: 200_000 }, (_, index) => origins[index % 1_000] as Origin);
	const step = { node: 'Aggregate', run: 0, output: 0, item: 0 };
	const parents = [0, 1].map((input) => ({ step, input }));
	expect(merged(parents, () => many)).toHaveLength(many.length);
});

describe('an item that names its file, and cannot be traced', () => {
	const giver = { [GIVER]: [run([file('a'), file('b')])] };
	const code = run([file('b')], 'Upload');
	const nodes = { Sub: { type: 'n8n-nodes-base.executeWorkflow' } };

	test.each<[string, Partial<ITaskData>, string | undefined]>([
		['all was well', run([paired(0), paired(1)], GIVER), undefined],
		['a node failed as a whole', { ...run([paired(0)], GIVER), error: {} as never }, 'failed'],
		[
			'a node failed for any item',
			run([paired(0), { ...paired(1), json: { error: 'x' } }], GIVER),
			'itemFailed',
		],
	])('counts unless something went wrong before it: %s', (_, upload, reason) => {
		const runs = { ...giver, Upload: [upload], Code: [code] };
		const [origin] = originsOf(runs, 'Code');
		expect([origin?.key, origin?.trouble?.reason]).toEqual([key('b'), reason]);
	});

	test('does not count after a sub-workflow that nobody can look into', () => {
		const runs = { ...giver, Sub: [run([paired(0)], GIVER)], Code: [run([file('b')], 'Sub')] };
		expect(originsOf(runs, 'Code', nodes)[0]?.trouble?.reason).toBe('unseen');
	});

	test('is looked for once in each turn of a loop, not once for each turn after it', () => {
		const turns = 1_000;
		const runs: Runs = {
			...giver,
			Upload: Array.from({ length: turns }, (_, turn) =>
				run([paired(0), paired(1)], turn === 0 ? GIVER : 'Code', turn - 1),
			),
			Code: Array.from({ length: turns }, (_, turn) => run([file('b')], 'Upload', turn)),
		};
		let asked = 0;
		const counted = execution(runs);
		const origins = new Origins({
			...counted,
			run(node, index) {
				asked += 1;
				return counted.run(node, index);
			},
		});
		for (let turn = 0; turn < turns; turn++) {
			origins.of({ node: 'Code', run: turn, output: 0, item: 0 });
		}
		expect(asked).toBeLessThan(turns * 60);
	});
});

describe('an item that names a file that nothing in this execution has given', () => {
	const sub = { Sub: { type: 'n8n-nodes-base.executeWorkflow' } };
	// As Extract From File makes it of a table with such columns, which anyone can upload to a page.
	const forged = { ...file('z'), pairedItem: 0 };

	test.each<[string, Runs]>([
		['returned by Notion Files', { [GIVER]: [run([file('a')])] }],
		['given to a sub-workflow', { [GIVER]: [run([file('a')])], Start: [run([file('b')])] }],
		['given to this sub-workflow', { Start: [run([file('a')])] }],
		['returned by a sub-workflow', { Start: [run([paired(0)])], Sub: [run([file('a')], 'Start')] }],
	])('is about the file that it was made of: one %s', (_, runs) => {
		const giver = GIVER in runs ? GIVER : (Object.keys(runs).at(-1) ?? '');
		const all = { ...runs, Extract: [run([forged], giver)], Pass: [run([forged], 'Extract')] };
		expect(originsOf(all, 'Extract', sub).map((origin) => origin.key)).toEqual([key('a')]);
		expect(originsOf(all, 'Pass', sub).map((origin) => origin.key)).toEqual([key('a')]);
	});

	test('is about no file if it cannot be traced', () => {
		const runs = { [GIVER]: [run([file('a')])], Code: [run([file('z'), file('z')], GIVER)] };
		expect(originsOf(runs, 'Code')).toEqual([
			{ key: undefined, trouble: { node: 'Code', reason: 'untraced' } },
		]);
	});

	test('is about no file if a sub-workflow returned fewer items than it was given', () => {
		const runs = { [GIVER]: [run([file('a'), file('b')])], Sub: [run([forged], GIVER)] };
		expect(originsOf(runs, 'Sub', sub).map((origin) => origin.key)).toEqual([undefined]);
	});

	test.each<[string, Runs, string[]]>([
		['beside Notion Files', { [GIVER]: [run([file('a')], 'Start')] }, ['b', 'c']],
		['after Notion Files', { [GIVER]: [run([file('a')])], Start: [run([paired(0)], GIVER)] }, []],
	])('is about the one that it names if a sub-workflow got it %s', (_, more, ids) => {
		const got = [file('b'), file('c')].map((item, index) => ({ ...item, pairedItem: index }));
		const runs = { Start: [run([paired(0)])], ...more, Sub: [run(got, 'Start')] };
		const keys = [0, 1].flatMap((item) =>
			originsOf(runs, 'Sub', sub, item).map((origin) => origin.key),
		);
		expect(keys.filter((one) => one !== undefined)).toEqual(ids.map(key));
	});

	test('is about the one that it names if it was made of none: rows of a queue', () => {
		const runs = { Start: [run([paired(0)])], Table: [run([file('a'), file('b')], 'Start')] };
		expect(originsOf(runs, 'Table', {}, 1)).toEqual(fine('b'));
	});
});

test('an output of a node that returned nothing may be null', () => {
	const runs: Runs = {
		[GIVER]: [run([file('a')])],
		If: [
			{
				source: [{ previousNode: GIVER }],
				data: { main: [null, [paired(0)]] },
			},
		],
	};
	const origins = new Origins(execution(runs));
	expect(origins.of({ node: 'If', run: 0, output: 1, item: 0 })).toEqual(fine('a'));
});

test('a file that failed on one of its ways is not marked, however it went on the other', () => {
	const trouble = { node: 'Drive', reason: 'itemFailed' } as const;
	const items = [fine('a'), fine('b'), [{ key: key('a'), trouble }]];
	expect(planMarks(items)).toEqual({
		keys: [key('b')],
		nameless: [],
		hints: ['1 of 2 files was not marked: “Drive” failed for the item'],
	});
});

test('an n8n that keeps its runs elsewhere says nothing', () => {
	expect(executionOf({} as IExecuteFunctions)).toBeUndefined();
});

describe('a node with several inputs that passes one of them on (Merge: Choose Branch)', () => {
	const merging = (...before: string[]): Partial<ITaskData> => ({
		source: before.map((previousNode) => ({ previousNode })),
		data: { main: [[paired({ item: 0 }), paired({ item: 1 })]] },
	});
	const giver = { [GIVER]: [run([file('a'), file('b')])] };
	const troubles = (runs: Runs, nodes = {}): unknown[] => {
		const origins = new Origins(execution({ ...giver, ...runs }, nodes));
		return [0, 1].flatMap((item) =>
			origins.of({ node: 'Merge', run: 0, output: 0, item }).map(({ trouble }) => trouble?.reason),
		);
	};

	test.each<[string, Partial<ITaskData>, unknown[]]>([
		['nothing went wrong', run([paired(0), paired(1)], GIVER), [undefined, undefined]],
		[
			'a node failed as a whole',
			{ ...run([paired(0), paired(1)], GIVER), error: {} as never },
			['failed', 'failed'],
		],
		[
			'a node failed for one item',
			run([paired(0), { ...paired(1), json: { error: 'x' } }], GIVER),
			[undefined, 'itemFailed'],
		],
		[
			'the item that failed left by an error output',
			{
				source: [{ previousNode: GIVER }],
				data: { main: [[paired(0)], [{ ...paired(1), json: { error: 'x' } }]] },
			},
			[undefined, 'itemFailed'],
		],
		['an item went no further', run([paired(0)], GIVER), [undefined, undefined]],
	])('counts what happened on the way to the others: %s', (_, upload, expected) => {
		expect(troubles({ Upload: [upload], Merge: [merging(GIVER, 'Upload')] })).toEqual(expected);
	});

	test('what failed and later succeeded on the way to another input is in order', () => {
		const runs = {
			Upload: [
				run([paired(0), { ...paired(1), json: { error: 'x' } }], GIVER),
				run([paired(0), paired(1)], 'Upload'),
			],
			Merge: [
				{
					...merging(GIVER),
					source: [{ previousNode: GIVER }, { previousNode: 'Upload', previousNodeRun: 1 }],
				},
			],
		};
		expect(troubles(runs)).toEqual([undefined, undefined]);
	});

	test('takes no longer per item, however many there are', () => {
		const count = 3_000;
		const ids = Array.from({ length: count }, (_, index) => String(index));
		const items = ids.map((_, item) => paired({ item }));
		const counted = execution({
			[GIVER]: [run(ids.map(file))],
			Upload: [run(items, GIVER)],
			Merge: [{ ...merging(GIVER, 'Upload'), data: { main: [items] } }],
		});
		let asked = 0;
		const origins = new Origins({
			...counted,
			run(node, index) {
				asked += 1;
				return counted.run(node, index);
			},
		});
		for (const item of items.keys()) origins.of({ node: 'Merge', run: 0, output: 0, item });
		expect(asked).toBeLessThan(count * 60);
	});
});

test('thousands of items that share their origins go through a Merge as one list', () => {
	const count = 2_000;
	const ids = Array.from({ length: count }, (_, index) => String(index));
	const split = run(
		ids.map(() => paired(0)),
		'Aggregate',
	);
	const runs = {
		[GIVER]: [run(ids.map(file))],
		Upload: [
			{
				...run(
					ids.map((_, item) => paired(item)),
					GIVER,
				),
				error: {} as never,
			},
		],
		Aggregate: [run([paired(ids.map((_, item) => ({ item })))], GIVER)],
		Split: [split],
		Merge: [
			{
				source: ['Split', 'Upload', 'Split'].map((previousNode) => ({ previousNode })),
				data: { main: [ids.map((_, item) => paired({ item }))] },
			},
		],
	};
	const origins = new Origins(execution(runs));
	const lists = ids.map((_, item) => origins.of({ node: 'Merge', run: 0, output: 0, item }));
	expect(new Set(lists).size).toBe(1);
	expect(lists[0]?.every(({ trouble }) => trouble?.reason === 'failed')).toBe(true);
});

test('an empty item that a Merge made of several is one, unless the node always outputs data', () => {
	const runs = {
		[GIVER]: [run([file('a'), file('b')])],
		Merge: [run([paired([{ item: 0, input: 0 }])], GIVER)],
	};
	expect(originsOf(runs, 'Merge')).toEqual(fine('a'));
	const nodes = { Merge: { alwaysOutputData: true } };
	expect(originsOf(runs, 'Merge', nodes)[0]?.trouble?.reason).toBe('gaveNothing');
});

describe('the file that an item names', () => {
	const fileId = '0123456789abcdef0123456789abcdef';
	const pageId = '8e2c2872-0000-4000-8000-c0123456789a';

	test.each([
		['of a node that does not simplify', { fileId, page: { id: pageId } }],
		['of one that does', { fileId, pageId }],
		['with the page of another node beside it', { fileId, page: { id: pageId }, pageId: 'x' }],
	])('%s', (_, json) => {
		expect(keyIn(json)).toBe(keyOf(pageId, fileId));
	});

	test.each([
		['has no page', { fileId }],
		['has no file', { pageId }],
		['has the IDs of another service', { fileId: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs', pageId }],
		['has the ID of another page', { fileId, pageId: '12345678' }],
	])('is none if it %s', (_, json) => {
		expect(keyIn(json)).toBeUndefined();
	});
});
