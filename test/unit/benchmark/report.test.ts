import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Case, type Contender } from '../../benchmark/case';
import { cases, chooseCases } from '../../benchmark/cases';
import { markdown, withEarlierRows } from '../../benchmark/report/page';
import { ratiosOf, ratioText, spreadOf, spreadText } from '../../benchmark/report/ratios';
import { cpuRows } from '../../benchmark/report/rows';
import { cpuBeside } from '../../benchmark/report/targets';

describe('a spread', () => {
	test('is the middle run and the two at the ends', () => {
		expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
		expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
	});

	test('is one number where all runs are the same', () => {
		expect(spreadText(spreadOf([1, 1]), ratioText)).toBe('1.00');
		expect(spreadText(spreadOf([1, 2, 30]), ratioText)).toBe('2.00 (1.00–30.0)');
	});

	test('of ratios compares the runs of one round', () => {
		expect(ratiosOf([10, 30], [5, 10])).toEqual([2, 3]);
	});
});

describe('a target', () => {
	const work = { ms: 0, came: { files: 0, bytes: 0 }, requests: 0, connections: 0, bytes: 0 };
	const runs = (...cpuMs: number[]) => cpuMs.map((ms) => ({ ...work, cpuMs: ms }));
	const besides = cpuBeside('', ['ours', 'theirs'], 'part', 2);

	test('without somebody’s part compares what is left, round by round', () => {
		const result = { ours: runs(9, 8), theirs: runs(2, 1), part: runs(5, 6) };
		expect(besides.values({ runs: new Map(Object.entries(result)), missing: new Map() })).toEqual([
			2, 2,
		]);
	});

	test('is not measured where one of them took no part', () => {
		const result = { ours: runs(9), theirs: runs(2) };
		const values = besides.values({ runs: new Map(Object.entries(result)), missing: new Map() });
		expect(values).toBeUndefined();
	});
});

test('CPU for each GB is told of those who took part', () => {
	const run = (cpuMs: number) => ({
		...{ ms: 0, cpuMs, requests: 0, connections: 0, bytes: 0 },
		came: { files: 1, bytes: 100_000_000 },
	});
	const contenders = ['ours', 'theirs'].map((name) => ({ name })) as Contender[];
	const one: Case = { key: 'x', title: 'T', contenders, targets: [], build: jest.fn() };
	const runs = new Map([['ours', [run(100), run(300), run(200)]]]);
	expect(cpuRows(one, { runs, missing: new Map([['theirs', 'why']]) })).toEqual([
		['x', 'T', 'ours', '2.00 (1.00–3.00)'],
	]);
});

describe('the page', () => {
	const folder = mkdtempSync(join(tmpdir(), 'notion-files-page-'));
	const page = join(folder, 'benchmark.md');
	const section = (rows: string[][]) => ({ title: 'T', text: '', header: ['Case', 'Is'], rows });
	afterAll(() => rmSync(folder, { recursive: true }));

	test('keeps the rows of cases that did not run, in the order of all cases', () => {
		const earlier = section([
			['a', 'old'],
			['b', 'old'],
			['b', 'old too'],
			['gone', 'old'],
		]);
		writeFileSync(page, markdown('# Page', [earlier]));
		const now = section([
			['c', 'new'],
			['a', 'new'],
		]);
		const [merged] = withEarlierRows(page, [now], ['a', 'b', 'c']);
		expect(merged?.rows).toEqual([
			['a', 'new'],
			['b', 'old'],
			['b', 'old too'],
			['c', 'new'],
		]);
	});

	test('begins with what is there, where there was no page', () => {
		const [merged] = withEarlierRows(join(folder, 'none.md'), [section([['a', 'new']])], ['a']);
		expect(merged?.rows).toEqual([['a', 'new']]);
	});
});

describe('cases', () => {
	const keys = (...chosen: Parameters<typeof chooseCases>) =>
		chooseCases(...chosen).map(({ key }) => key);

	test('are named by their key or by the letter that they share', () => {
		expect(keys(['c-free'], false)).toEqual(['c-free']);
		expect(keys(['a'], false)).toEqual(['a-property', 'a-blocks']);
		expect(() => keys(['a', 'x'], false)).toThrow('“x”');
	});

	test('that take minutes run when they are named, or all are', () => {
		expect(keys([], false)).not.toContain('f');
		expect(keys(['f'], false)).toEqual(['f']);
		expect(keys([], true)).toEqual(cases.map(({ key }) => key));
	});
});
