import { Report } from '../../../nodes/NotionFiles/output/Report';

const messages = (report: Report): string[] => report.hints().map(({ message }) => message);

test('if nothing was skipped there is nothing to report', () => {
	expect(new Report().hints()).toEqual([]);
});

describe('files that a filter excluded', () => {
	test.each([
		['empty', 'Skip Empty Files'],
		['fileType', 'File Types'],
		['hostedBy', 'Hosted On'],
		['maximumSize', 'Maximum Size'],
		['namePattern', 'Name Pattern'],
	] as const)('are reported with the filter’s name in the editor: %s', (reason, label) => {
		const report = new Report();
		report.leftOut(reason, 'a.pdf');
		expect(messages(report)).toEqual([
			expect.stringMatching(new RegExp(`^Skipped 1 file .*${label}”: “a.pdf”$`)),
		]);
	});

	test('are counted, and the first three are named', () => {
		const report = new Report();
		['a', 'b', 'c'].forEach((name) => report.leftOut('fileType', name));
		expect(messages(report)).toEqual([
			'Skipped 3 files excluded by the filter “File Types”: “a”, “b”, “c”',
		]);
		report.leftOut('fileType', 'd');
		report.leftOut('hostedBy', 'e');
		expect(messages(report)).toEqual([
			'Skipped 4 files excluded by the filter “File Types”: “a”, “b”, “c”, …',
			'Skipped 1 file excluded by the filter “Hosted On”: “e”',
		]);
	});
});

describe('places without a file, or with one that cannot be downloaded', () => {
	test('are each reported once, however often they were met', () => {
		const report = new Report();
		report.skipped('Skipped block b');
		report.skipped('Skipped block c');
		report.skipped('Skipped block b');
		expect(messages(report)).toEqual(['Skipped block b (2 times)', 'Skipped block c']);
	});

	test('do not bury the output: the rest is only counted', () => {
		const report = new Report();
		for (let place = 1; place <= 20; place++) report.skipped(`Skipped block ${place}`);
		expect(messages(report)).toHaveLength(20);
		report.skipped('Skipped block 21');
		expect(messages(report).at(-1)).toBe('1 more warning is not shown');
		for (let place = 22; place <= 500; place++) report.skipped(`Skipped block ${place}`);
		expect(messages(report)).toHaveLength(21);
		expect(messages(report).at(-1)).toBe('480 more warnings are not shown');
	});
});

test('links that do not lead to a file are reported in one hint', () => {
	const report = new Report();
	report.webPage('video block a');
	expect(messages(report)).toEqual(['Skipped a link to a web page: video block a']);
	for (const block of ['b', 'c', 'd']) report.webPage(`embed block ${block}`);
	expect(messages(report)).toEqual([
		'Skipped 4 links to web pages: video block a, embed block b, embed block c, …',
	]);
});

test('files that bookmarks link to are reported in one hint, with the option that includes them', () => {
	const report = new Report();
	report.linkedFile('“a.pdf” in bookmark block a');
	expect(messages(report)).toEqual([
		'Skipped 1 file linked from bookmarks, embeds or link previews; use “Linked Files” to include them: “a.pdf” in bookmark block a',
	]);
	for (const name of ['b', 'c', 'd']) report.linkedFile(`“${name}.pdf” in embed block`);
	expect(messages(report)).toEqual([
		expect.stringMatching(/^Skipped 4 files .*: “a.pdf” in .*, “b.pdf” in .*, “c.pdf” in .*, …$/),
	]);
});

test('what users asked for is information, what they could not know is a warning', () => {
	const report = new Report();
	report.skipped('Skipped block b');
	report.leftOut('fileType', 'a.pdf');
	report.webPage('video block b');
	expect(report.hints()).toMatchObject([
		{ type: 'info', location: 'outputPane' },
		{ type: 'info', location: 'outputPane' },
		{ type: 'warning', location: 'outputPane' },
	]);
});

test.each<[number, boolean, string[]]>([
	[0, true, []],
	[0, false, ['Limit reached: there may be more files']],
	[1, true, ['Limit reached: 1 more file is left']],
	[12, false, ['Limit reached: at least 12 more files are left']],
])('what a limit leaves is counted: %i, and that is all: %p', (count, isAll, hints) => {
	const report = new Report();
	for (let file = 0; file < count; file++) report.left();
	report.limitReached(isAll);
	report.limitReached(true);
	expect(messages(report)).toEqual(hints);
});

test('what failed is counted apart from what is missing, beside what was returned', () => {
	const report = new Report();
	for (const name of ['a', 'b', 'c', 'd']) report.fileFailed(name);
	report.failed('Notion cannot find the page');
	expect(report.hints(21).map(({ type, message }) => [type, message])).toEqual([
		[
			'warning',
			'4 of 25 files could not be downloaded: “a”, “b”, “c”, …. The reasons are in the items that have an “error” field',
		],
		['warning', 'Files may be missing: Notion cannot find the page'],
	]);
});
