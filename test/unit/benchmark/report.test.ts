import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cases, chooseCases } from '../../benchmark/cases';
import { markdown, withEarlierRows } from '../../benchmark/report/page';
import { ratiosOf, ratioText, spreadOf, spreadText } from '../../benchmark/report/ratios';

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
