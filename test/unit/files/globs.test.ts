import fc from 'fast-check';
import picomatch from 'picomatch';
import { splitGlobs } from '../../../nodes/NotionFiles/files/filters/globSyntax';
import { parseGlob } from '../../../nodes/NotionFiles/files/filters/globs';
import { hostileText } from './hostile';

const matches = (pattern: string, name: string): boolean => parseGlob(pattern).matches(name);

describe('a glob', () => {
	test.each([
		['*', 'anything.pdf', true],
		['*', '.env', true],
		['*.pdf', 'report.PDF', true],
		['*.PDF', 'report.pdf', true],
		['*.pdf', 'report.pdf.zip', false],
		['report', 'report.pdf', false],
		['report*', 'report.pdf', true],
		['*report*', 'my report.pdf', true],
		['?.pdf', 'a.pdf', true],
		['?.pdf', '😀.pdf', true],
		['?.pdf', 'ab.pdf', false],
		['*.{png,jpg}', 'photo.jpg', true],
		['*.{png,jpg}', 'photo.gif', false],
		['{a,b{c,d*}}.x', 'bdef.x', true],
		['{a,}b', 'b', true],
		['Report (1).pdf', 'Report (1).pdf', true],
		['*(1).pdf', 'Report (1).pdf', true],
		['a+b|c.pdf', 'a+b|c.pdf', true],
		['{a}.pdf', '{a}.pdf', true],
		['[2026] *.pdf', '[2026] Report.pdf', true],
		['[2026] *.pdf', '2 Report.pdf', false],
		['[a-c].pdf', 'b.pdf', false],
		['[!a].pdf', '[!A].PDF', true],
		['[a.pdf', '[a.pdf', true],
		['a}.pdf', 'a}.pdf', true],
		['{a,b}.pdf', '{a,b}.pdf', true],
		['{a,b}{1}.pdf', '{A,B}{1}.pdf', true],
		['re\u0301sume\u0301*', 'Résumé.pdf', true],
		['ΟΔΟΣ*', 'οδοσα', true],
		['straße', 'STRASSE', false],
		['**.pdf', 'a.pdf', true],
		['', '', true],
		['', 'a', false],
		[`${'*-'.repeat(100)}x`, '-'.repeat(255), false],
		[`${'{*-,-*}'.repeat(100)}x`, '-'.repeat(255), false],
		[`${'{*,'.repeat(50)}x${'}'.repeat(50)}y`, '-'.repeat(255), false],
	])('%j on %j: %s', (pattern, name, expected) => {
		expect(matches(pattern, name)).toBe(expected);
	});

	test('means the same as in picomatch', () => {
		const piece = fc.constantFrom('a', 'b', '.', '*', '?', '{a,b}', '{a*,.b}', '{ab,b}');
		const patterns = fc
			.array(piece, { minLength: 1, maxLength: 5 })
			.map((pieces) => pieces.join(''));
		const names = fc.stringOf(fc.constantFrom('a', 'b', '.', 'c'), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(patterns, names, (pattern, name) => {
				// In picomatch, two stars mean folders, and dots at the end of a name are special.
				fc.pre(!pattern.includes('**') && !name.endsWith('.'));
				expect(matches(pattern, name)).toBe(
					picomatch.isMatch(name, pattern, { dot: true, nocase: true }),
				);
			}),
			{ numRuns: 1_000 },
		);
	});

	test('could match with an extension exactly if it does match with one', () => {
		const pieces = fc.constantFrom('a', 'b', '.', '*', '?', 'p', 'pdf', '?{a,b}', '{a,.pdf}');
		const patterns = fc.array(pieces, { maxLength: 5 }).map((parts) => parts.join(''));
		const names = fc.stringOf(fc.constantFrom('a', 'b', '.'), { minLength: 1, maxLength: 3 });
		const extensions = fc.stringOf(fc.constantFrom('p', 'd', 'f'), { minLength: 1, maxLength: 10 });
		fc.assert(
			fc.property(patterns, names, extensions, (pattern, name, extension) => {
				const glob = parseGlob(pattern);
				const extended = `${name}.${extension}`;
				if (glob.matches(extended)) expect(glob.couldMatchExtended(name)).toBe(true);
				if (glob.isOpenEnded && glob.matches(name)) expect(glob.matches(extended)).toBe(true);
			}),
			{ numRuns: 1_000 },
		);
		expect(parseGlob('*.pdf').couldMatchExtended('report')).toBe(true);
		expect(parseGlob('photo*.pdf').couldMatchExtended('report')).toBe(false);
		expect(parseGlob('report').couldMatchExtended('report')).toBe(false);
	});
});

test.each([
	['*.pdf', ['*.pdf']],
	['*.pdf,*.png', ['*.pdf', '*.png']],
	['{a,b}.pdf,c', ['{a,b}.pdf', 'c']],
	['[a,b],c', ['[a', 'b]', 'c']],
	['{a,b', ['{a', 'b']],
	['a},b', ['a}', 'b']],
	['{x,{a,b}', ['{x', '{a,b}']],
	['', ['']],
	[',', ['', '']],
])('the globs in %j', (text, expected) => {
	expect(splitGlobs(text)).toEqual(expected);
});

test('matches the name that is the pattern', () => {
	const syntax = fc.stringOf(fc.constantFrom(...'{}[],!-^+()ab. '), { maxLength: 30 });
	fc.assert(
		fc.property(fc.oneof(syntax, hostileText()), (text) => {
			expect(parseGlob(text).matches(text)).toBe(true);
			expect(parseGlob(`${text}.pdf`).couldMatchExtended(text)).toBe(true);
		}),
		{ numRuns: 500 },
	);
});

test('no pattern makes it throw', () => {
	const syntax = fc.stringOf(fc.constantFrom(...'{}[],*?\\!-^ab'), { maxLength: 30 });
	fc.assert(
		fc.property(fc.oneof(syntax, hostileText()), hostileText(), (pattern, name) => {
			for (const glob of splitGlobs(pattern)) {
				const { matches: fits, couldMatchExtended } = parseGlob(glob);
				fits(name);
				couldMatchExtended(name);
			}
			expect(splitGlobs(pattern).join(',')).toBe(pattern);
		}),
		{ numRuns: 500 },
	);
});
