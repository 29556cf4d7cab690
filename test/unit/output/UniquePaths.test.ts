import type { FileLink } from '../../../nodes/NotionFiles/files/NotionFile';
import { pathKey } from '../../../nodes/NotionFiles/files/paths';
import { UniquePaths } from '../../../nodes/NotionFiles/output/UniquePaths';
import { PAGE } from '../locate/samples';
import { notionFile } from './samples';

const EIGHT = '01234567';
const [FIRST, SECOND, THIRD] = ['a', 'b', 'c'].map((digit) => EIGHT + digit.repeat(24)) as [
	string,
	string,
	string,
];
const OTHER = `89abcdef${'0'.repeat(24)}`;

const file = (fileId: string, pageId = 'p') =>
	notionFile({ fileId, page: { ...PAGE, id: pageId } });

test('a file’s path ends in eight digits of its ID', () => {
	expect(new UniquePaths().pathFor(file(FIRST), 'a.pdf')).toMatch(
		/^Handbook \w{8}\/a 01234567\.pdf$/,
	);
});

test.each<[string, FileLink]>([
	['a link', { kind: 'plain', url: 'https://example.com/a.pdf', hosting: 'external' }],
	['a custom emoji', { kind: 'plain', url: 'https://example.com/a.pdf', hosting: 'notion' }],
	['a data: link', { kind: 'data', url: 'data:,a' }],
	[
		'an embed',
		{ kind: 'signed', url: 'https://example.com/a', expiryTime: undefined, trusted: false },
	],
])(
	'%s, of which anyone can find one with the same eight, never gets the path of an upload',
	(_, link) => {
		const { path, uniqueName, flatName } = new UniquePaths().placesFor(
			{ ...file(SECOND), link },
			'a.pdf',
		);
		expect(path).toMatch(/^Handbook \w{8}\/a 01234567bbbbbbbb\.pdf$/);
		expect(uniqueName).toBe('a 01234567bbbbbbbb.pdf');
		expect(flatName).toMatch(/ - a 01234567bbbbbbbb\.pdf$/);
	},
);

test('a file has the same path whatever was before it', () => {
	const alone = new UniquePaths().pathFor(file(FIRST), 'a.pdf');
	const paths = new UniquePaths();
	paths.pathFor(file(OTHER), 'a.pdf');
	paths.pathFor(file(FIRST, 'q'), 'a.pdf');
	paths.pathFor(file(SECOND), 'b.pdf');
	expect(paths.pathFor(file(FIRST), 'a.pdf')).toBe(alone);
});

test('a file that is returned again has the same path', () => {
	const paths = new UniquePaths();
	const first = paths.pathFor(file(FIRST), 'a.pdf');
	expect(paths.pathFor(file(SECOND), 'a.pdf')).not.toBe(first);
	expect(paths.pathFor(file(FIRST), 'a.pdf')).toBe(first);
});

describe('if two files would share a path', () => {
	test('the later one has more digits, and the first is left as it is', () => {
		const paths = new UniquePaths();
		expect(paths.pathFor(file(FIRST), 'a.pdf')).toMatch(/ 01234567\.pdf$/);
		expect(paths.pathFor(file(SECOND), 'a.pdf')).toMatch(/ 01234567bbbbbbbb\.pdf$/);
		expect(paths.pathFor(file(THIRD), 'a.pdf')).toMatch(/ 01234567cccccccc\.pdf$/);
		expect(paths.pathFor(file(SECOND), 'a.pdf')).toMatch(/ 01234567bbbbbbbb\.pdf$/);
	});

	test('as many digits are taken as it needs', () => {
		const [one, two] = [`${EIGHT}${'a'.repeat(23)}1`, `${EIGHT}${'a'.repeat(23)}2`];
		const paths = new UniquePaths();
		paths.pathFor(file(one), 'a.pdf');
		const third = `${EIGHT}${'a'.repeat(8)}${'b'.repeat(16)}`;
		expect(paths.pathFor(file(two), 'a.pdf')).toMatch(/ 01234567aaaaaaaa\.pdf$/);
		expect(paths.pathFor(file(third), 'a.pdf')).toMatch(/ 01234567aaaaaaaabbbbbbbb\.pdf$/);
	});

	test('since their pages look alike, the later page has more digits', () => {
		// The hashes of these two begin the same; rows made from one template have one file and one
		// title.
		const [one, other] = ['db65', '1a91e'].map((end) => file(FIRST, end.padStart(32, '0')));
		const paths = new UniquePaths();
		expect(paths.pathFor(one!, 'a.pdf')).toBe('Handbook 5cc0e788/a 01234567.pdf');
		const longer = /^Handbook 5cc0e788[0-9a-f]{8}\/a 01234567\.pdf$/;
		expect(paths.pathFor(other!, 'a.pdf')).toMatch(longer);
		expect(paths.pathFor(one!, 'a.pdf')).toBe('Handbook 5cc0e788/a 01234567.pdf');
		expect(paths.pathFor(other!, 'a.pdf')).toMatch(longer);
	});

	test.each([
		['only in case', 'Report.PDF', 'REPORT.pdf'],
		['only in how accents are stored', 'Resum\u00e9.pdf', 'Resume\u0301.pdf'],
		['in what a file system may take for the same', 'Straße.pdf', 'STRASSE.pdf'],
	])('though their names differ %s', (_, one, other) => {
		const paths = new UniquePaths();
		const given = [paths.pathFor(file(FIRST), one), paths.pathFor(file(SECOND), other)];
		expect(new Set(given.map(pathKey)).size).toBe(2);
	});
});

test('many files of one name have as many paths', () => {
	const paths = new UniquePaths();
	const ids = Array.from({ length: 500 }, (_, index) =>
		(EIGHT + index.toString(16).padStart(8, '0')).padEnd(32, '0'),
	);
	const keys = new Set(ids.map((id) => pathKey(paths.pathFor(file(id), 'image.png'))));
	expect(keys.size).toBe(ids.length);
});

test('the parts of a path, and the flat name, are returned with it', () => {
	const above = [{ id: 'c', title: 'Company' }];
	expect(new UniquePaths().placesFor({ ...file(FIRST), above }, 'a.pdf')).toEqual({
		path: expect.stringMatching(/^Company \w{8}\/Handbook 148de9c5\/a 01234567\.pdf$/),
		directory: expect.stringMatching(/^Company \w{8}\/Handbook 148de9c5$/),
		uniqueName: 'a 01234567.pdf',
		flatName: 'Handbook 148de9c5 - a 01234567.pdf',
	});
});

test('a flat name is unique even where paths differ only in what is above their pages', () => {
	const paths = new UniquePaths();
	const [one, other] = ['db65', '1a91e'].map((end, n) => ({
		...file(FIRST, end.padStart(32, '0')),
		above: [{ id: `${n}`, title: 'Above' }],
	}));
	expect(paths.placesFor(one!, 'a.pdf').flatName).toBe('Handbook 5cc0e788 - a 01234567.pdf');
	const { path, flatName } = paths.placesFor(other!, 'a.pdf');
	expect(flatName).toMatch(/^Handbook 5cc0e788[0-9a-f]{8} - a 01234567\.pdf$/);
	expect(path).toMatch(/^Above \w{8}\/Handbook 5cc0e788\/a 01234567\.pdf$/);
	expect(paths.placesFor(one!, 'a.pdf').flatName).toBe('Handbook 5cc0e788 - a 01234567.pdf');
});
