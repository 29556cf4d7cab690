import fc from 'fast-check';
import { safeName, withExtension } from '../../../nodes/NotionFiles/files/fileNames';
import {
	compileFilters,
	type CompiledFilters,
	type FileFilters,
} from '../../../nodes/NotionFiles/files/filters/filters';
import type { FileKind } from '../../../nodes/NotionFiles/files/types/mediaTypes';
import { hostileText } from './hostile';

const EVERYTHING: FileFilters = {
	kinds: undefined,
	namePattern: undefined,
	maximumBytes: undefined,
	hostedBy: 'any',
};
const filtersOf = (filters: Partial<FileFilters>): CompiledFilters =>
	compileFilters({ ...EVERYTHING, ...filters });
const kinds = (...wanted: FileKind[]): CompiledFilters => filtersOf({ kinds: new Set(wanted) });
const pattern = (namePattern: string): CompiledFilters => filtersOf({ namePattern });
const before = (
	filters: CompiledFilters,
	name: string,
	hosting: 'notion' | 'external' = 'notion',
) => filters.beforeDownload({ hosting, name });
const after = (
	filters: CompiledFilters,
	name: string,
	mimeType = 'application/pdf',
	size?: number,
) => filters.afterHead({ name, mimeType, size });

test('without filters, everything is wanted', () => {
	fc.assert(
		fc.property(hostileText(), fc.nat(), (name, size) => {
			expect(before(filtersOf({}), name, 'external')).toBeUndefined();
			expect(after(filtersOf({}), name, name, size)).toBeUndefined();
		}),
	);
});

test('where a file is stored is known before', () => {
	expect(before(filtersOf({ hostedBy: 'notion' }), 'a', 'external')).toBe('hostedBy');
	expect(before(filtersOf({ hostedBy: 'external' }), 'a', 'notion')).toBe('hostedBy');
	expect(before(filtersOf({ hostedBy: 'notion' }), 'a', 'notion')).toBeUndefined();
	expect(before(filtersOf({ hostedBy: 'external' }), 'a', 'external')).toBeUndefined();
});

test('the size is known after, if at all', () => {
	const small = filtersOf({ maximumBytes: 100 });
	expect(after(small, 'a', 'a/b', 101)).toBe('maximumSize');
	expect(after(small, 'a', 'a/b', 100)).toBeUndefined();
	expect(after(small, 'a', 'a/b', undefined)).toBeUndefined();
	expect(after(filtersOf({ maximumBytes: 0 }), 'a', 'a/b', 1)).toBe('maximumSize');
});

test('a file without a byte is skipped on request, where its size is known', () => {
	const skip = filtersOf({ skipEmptyFiles: true });
	expect(after(skip, 'a', 'a/b', 0)).toBe('empty');
	expect(after(skip, 'a', 'a/b', 1)).toBeUndefined();
	expect(after(skip, 'a', 'a/b', undefined)).toBeUndefined();
});

describe('the file type', () => {
	test('is the one that the bytes decided', () => {
		expect(after(kinds('pdf'), 'a.png', 'application/pdf')).toBeUndefined();
		expect(after(kinds('pdf'), 'a.pdf', 'text/html')).toBe('fileType');
		expect(after(kinds('image', 'pdf'), 'a', 'image/png')).toBeUndefined();
	});

	test.each<[string, FileKind, boolean]>([
		['film.mp4', 'pdf', true],
		['photo.JPG', 'pdf', true],
		['report.pdf', 'image', true],
		['all.zip', 'document', true],
		['report.docx', 'archive', true],
		['report.pdf', 'pdf', false],
		['report', 'pdf', false],
		['Q3 v1.2', 'pdf', false],
		['acme.com', 'pdf', false],
		['film.mp4', 'audio', false],
		['data.csv', 'text', false],
		['server.key', 'text', false],
		['code.ts', 'video', false],
		['logo.ai', 'pdf', false],
		['data.bin', 'pdf', false],
		['drawing.sketch', 'image', false],
		['program.exe', 'archive', false],
	])('of an upload named %s is certainly not %s: %s', (name, kind, certain) => {
		expect(before(kinds(kind), name)).toBe(certain ? 'fileType' : undefined);
	});

	test('of a link is known only when it answers', () => {
		expect(before(kinds('pdf'), 'film.mp4', 'external')).toBeUndefined();
	});
});

describe('the name pattern', () => {
	test.each([
		['*.pdf', 'report.pdf', true],
		['*.pdf', 'photo.png', false],
		['*.pdf, *.png', 'photo.png', true],
		['*.pdf\n*.png\r\n', 'photo.png', true],
		['*.{pdf,png}, x', 'photo.png', true],
		['!draft*', 'report.pdf', true],
		['!draft*', 'Draft.pdf', false],
		['*.pdf, !draft*', 'draft.pdf', false],
		['! draft*, *.pdf', 'draft.pdf', false],
		['*.pdf, !draft*', 'draft.png', false],
		['!important.pdf', '!important.pdf', true],
		['!important.pdf', 'important.pdf', false],
		['Smith, John.pdf', 'smith, john.pdf', true],
		['[2026] *.pdf, !*[old]*', '[2026] a.pdf', true],
		['[2026] *.pdf, !*[old]*', '[2026] a [old].pdf', false],
		[' , \n ,', 'photo.png', true],
		['{a', '{a', true],
	])('%j wants %j: %s', (text, name, wanted) => {
		expect(after(pattern(text), name)).toBe(wanted ? undefined : 'namePattern');
	});

	test.each([
		['*.pdf', 'photo.png', 'namePattern'],
		['*.pdf', 'report.pdf', undefined],
		['*.pdf', 'report', undefined],
		['*.pdf', 'Q3 v1.2', undefined],
		['photo*', 'report', 'namePattern'],
		['report', 'report', undefined],
		['report.*', 'report', undefined],
		['!*.pdf', 'report', undefined],
		['!report*', 'report', 'namePattern'],
		['!report', 'report', undefined],
		['*.pdf, !report*', 'report', 'namePattern'],
		['Smith, John.pdf', 'Smith, John', undefined],
		['*.hif', 'IMG_0001.HIF', undefined],
		['*.heic', 'IMG_0001.HIF', 'namePattern'],
		['*.7z', 'backup.7z.001', 'namePattern'],
		['a*.pdf', `a${'b'.repeat(254)}`, undefined],
	])('%j before anything of %j is downloaded', (text, name, expected) => {
		expect(before(pattern(text), name)).toBe(expected);
	});

	test('never refuses before what it would want after', () => {
		const piece = fc.constantFrom(
			'a',
			'b',
			'.',
			'*',
			'?',
			'!',
			',',
			'{a,b}',
			'.pdf',
			'.png',
			'.zip',
			'[',
			']',
		);
		const patterns = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
		const stem = fc.stringOf(fc.constantFrom('a', 'b', '.', 'p'), { minLength: 1, maxLength: 5 });
		const name = fc
			.tuple(stem, fc.constantFrom('', '.pdf', '.png', '.v2', '.foo'))
			.map(([start, end]) => `${start}${end}`);
		const type = fc.constantFrom('application/pdf', 'image/png', 'application/zip', 'a/b');
		fc.assert(
			fc.property(patterns, name, type, (text, before_, mimeType) => {
				const filters = pattern(text);
				const final = withExtension(before_, mimeType);
				if (before(filters, before_) === 'namePattern')
					expect(after(filters, final)).toBe('namePattern');
			}),
			{ numRuns: 1_000 },
		);
	});

	test('may be a name as Notion shows it, with characters that safe names do not contain', () => {
		const copied = pattern('Q&A: "Plan" a/b *.pdf, !Draft: *');
		expect(after(copied, safeName('Q&A: "Plan" a/b 7.pdf'))).toBeUndefined();
		expect(after(copied, 'Q&A Plan.pdf')).toBe('namePattern');
		expect(after(pattern('!Draft: *'), safeName('Draft: x.pdf'))).toBe('namePattern');
		fc.assert(
			fc.property(hostileText(), (text) => {
				const name = safeName(text);
				fc.pre(name !== '' && name === text.replace(/[<>:"/\\|]/g, '_').trim());
				expect(after(pattern(text), name)).toBeUndefined();
			}),
		);
	});

	test('is not applied before to a name that the host may change', () => {
		const known = { hosting: 'external', name: 'download.php', isNamedByLink: true } as const;
		expect(pattern('*.pdf').beforeDownload(known)).toBeUndefined();
		expect(filtersOf({ hostedBy: 'notion' }).beforeDownload(known)).toBe('hostedBy');
	});

	test('has the same result before and after for a name with an extension', () => {
		const names = fc.constantFrom('IMG_0001.HIF', 'backup.7z.001', 'a.pyd', 'a.b', 'Dr.Smith.x7z9');
		const types = fc.constantFrom('image/heic', 'application/x-7z-compressed', 'application/zip');
		const patterns = fc.constantFrom(
			'*.hif',
			'*.heic',
			'*.7z',
			'*.0*',
			'!*.zip',
			'*.{b,exe}',
			'a*',
		);
		fc.assert(
			fc.property(patterns, names, types, (text, name, mimeType) => {
				const filters = pattern(text);
				expect(before(filters, name)).toBe(after(filters, withExtension(name, mimeType)));
			}),
		);
	});
});
