import fc from 'fast-check';
import { safeName } from '../../../nodes/NotionFiles/files/fileNames';
import { shortHash } from '../../../nodes/NotionFiles/files/identity';
import { filePath, flatName, pathKey } from '../../../nodes/NotionFiles/files/paths';
import { hostileText } from './hostile';

const PAGE = '4c1f32a5-aaaa-4bbb-bccc-c0123456789a';
const FILE = '9bc6c6e0bbbb4cccbdddd0123456789a';
const FOLDER = shortHash(PAGE.replaceAll('-', ''));
const pathOf = (fileName: string, pageTitle = 'Team handbook', fileId = FILE, length = 8): string =>
	filePath({ pageTitle, pageId: PAGE, fileName, fileId }, length);

describe('the path of a file', () => {
	test.each([
		['Résumé.pdf', 'Team handbook', `Team handbook ${FOLDER}/Résumé 9bc6c6e0.pdf`],
		['README', 'Team handbook', `Team handbook ${FOLDER}/README 9bc6c6e0`],
		['a.tar.gz', 'Team handbook', `Team handbook ${FOLDER}/a.tar 9bc6c6e0.gz`],
		['.env', 'Team handbook', `Team handbook ${FOLDER}/.env 9bc6c6e0`],
		['v1.2', '', `Untitled ${FOLDER}/v1.2 9bc6c6e0`],
		['a.pdf', '..', `Untitled ${FOLDER}/a 9bc6c6e0.pdf`],
		['../a.pdf', 'a/b', `a_b ${FOLDER}/.._a 9bc6c6e0.pdf`],
		['', 'x', `x ${FOLDER}/file 9bc6c6e0`],
	])('of %j on the page %j', (fileName, title, expected) => {
		expect(pathOf(fileName, title)).toBe(expected);
	});

	test('does not depend on how the page ID is written', () => {
		const ids = [PAGE, PAGE.toUpperCase(), PAGE.replaceAll('-', '')];
		const paths = ids.map((pageId) =>
			filePath({ pageTitle: 'x', pageId, fileName: 'a.pdf', fileId: FILE }),
		);
		expect(new Set(paths).size).toBe(1);
	});

	test.each([
		[16, `a ${FILE.slice(0, 16)}.pdf`],
		[32, `a ${FILE}.pdf`],
		[99, `a ${FILE}.pdf`],
		[0, 'a 9.pdf'],
	])('has %d digits of the file’s ID', (length, expected) => {
		expect(pathOf('a.pdf', 'x', FILE, length)).toBe(`x ${FOLDER}/${expected}`);
	});

	test('uses the hash of any other ID', () => {
		expect(pathOf('a.pdf', 'x', '../..')).toBe(`x ${FOLDER}/a ${shortHash('../..')}.pdf`);
	});

	test('leaves room for what a program appends to the longest name', () => {
		const words =
			'An almost comically long file name with a description, commas, round brackets (at least one), winding description, very many words almost, completely maxing out windows file name limits with 245 chars and also ending in a date like 20241007.jpeg';
		const part = pathOf(words).split('/')[1] ?? '';
		expect(part).toMatch(/^An almost comically long file name .+ 9bc6c6e0\.jpeg$/);
		expect(Buffer.byteLength(`${part}.ocTransferId2022520982.part`)).toBeLessThan(255);
	});

	test.each([
		['is whole up to 200 bytes', `${'a'.repeat(187)}.pdf`, `${'a'.repeat(187)} 9bc6c6e0.pdf`],
		['loses what is longer', `${'a'.repeat(251)}.pdf`, `${'a'.repeat(187)} 9bc6c6e0.pdf`],
		[
			'keeps the number of a volume',
			`${'a'.repeat(240)}.7z.001`,
			`${'a'.repeat(184)}.7z.001 9bc6c6e0`,
		],
		['loses whole characters', `${'é'.repeat(120)}.pdf`, `${'é'.repeat(93)} 9bc6c6e0.pdf`],
		['keeps room for what Nextcloud appends', 'x'.repeat(245), `${'x'.repeat(191)} 9bc6c6e0`],
	])('%s', (_, fileName, expected) => {
		const path = pathOf(fileName);
		expect(path).toBe(`Team handbook ${FOLDER}/${expected}`);
		expect(Buffer.byteLength(`${path.split('/')[1]}.ocTransferId2022520982.part`)).toBeLessThan(
			255,
		);
	});

	test('has two safe components that fit, whatever the parts are', () => {
		const text = fc.oneof(hostileText(), fc.constantFrom('con', 'é'.repeat(200), '👩‍👩‍👧‍👦'.repeat(30)));
		fc.assert(
			fc.property(text, text, text, text, fc.integer({ min: -1, max: 40 }), (...parts) => {
				const [pageTitle, pageId, fileName, fileId, length] = parts;
				const path = filePath({ pageTitle, pageId, fileName, fileId }, length);
				const components = path.split('/');
				expect(components).toHaveLength(2);
				for (const component of components) expect(safeName(component)).toBe(component);
				expect(Buffer.byteLength(components[0] ?? '')).toBeLessThanOrEqual(109);
				expect(Buffer.byteLength(components[1] ?? '')).toBeLessThanOrEqual(200);
				expect(filePath({ pageTitle, pageId, fileName, fileId }, length)).toBe(path);
			}),
			{ numRuns: 300 },
		);
	});

	test('differs for different files, even if case and accents are ignored', () => {
		const id = fc.hexaString({ minLength: 32, maxLength: 32 });
		fc.assert(
			fc.property(hostileText(), hostileText(), id, id, (one, other, first, second) => {
				fc.pre(first !== second);
				const paths = [pathOf(one, 'x', first, 32), pathOf(other, 'x', second, 32)].map(pathKey);
				expect(paths[0]).not.toBe(paths[1]);
			}),
		);
	});
});

describe('the folders above that of the page', () => {
	const above = (count: number, title: string) =>
		Array.from({ length: count }, (_, n) => ({ id: `${n}`, title }));
	const parts = { pageTitle: 'Handbook', pageId: PAGE, fileName: 'a.pdf', fileId: FILE };

	test('come first, each made as that of the page is', () => {
		const path = filePath({
			...parts,
			above: [
				{ id: PAGE, title: 'a/b' },
				{ id: '1', title: '' },
			],
		});
		expect(path).toMatch(
			new RegExp(`^a_b ${FOLDER}/Untitled [0-9a-f]{8}/Handbook ${FOLDER}/a 9bc6c6e0.pdf$`),
		);
	});

	test.each([
		[5, 100],
		[8, 60],
		[11, 40],
		[30, 8],
	])('have shorter titles if there are %d long ones: %d bytes', (count, bytes) => {
		const path = filePath({
			...parts,
			above: above(count, 'x'.repeat(300)),
			fileName: 'y'.repeat(300),
		});
		expect(path.split('/')[0]).toMatch(new RegExp(`^x{${bytes}} [0-9a-f]{8}$`));
		expect(path.split('/')).toHaveLength(count + 2);
		expect(Buffer.byteLength(path)).toBeLessThanOrEqual(900);
	});
});

describe('the flat name', () => {
	const flat = (fileName: string, pageTitle = 'Team handbook', fileId = FILE): string =>
		flatName({ pageTitle, pageId: PAGE, fileName, fileId });
	const x = 'x'.repeat(300);

	test.each([
		['Résumé.pdf', 'Team handbook', `Team handbook ${FOLDER} - Résumé 9bc6c6e0.pdf`],
		['a/b#c.pdf', '', `Untitled ${FOLDER} - a_b_c 9bc6c6e0.pdf`],
		['', 'con', `_con ${FOLDER} - file 9bc6c6e0`],
		['a.pdf', x, `${'x'.repeat(100)} ${FOLDER} - a 9bc6c6e0.pdf`],
		[`${x}.pdf`, 'T', `T ${FOLDER} - ${'x'.repeat(174)} 9bc6c6e0.pdf`],
		[`${x}.7z.001`, x, `${'x'.repeat(60)} ${FOLDER} - ${'x'.repeat(112)}.7z.001 9bc6c6e0`],
		[
			`${'é'.repeat(99)}.pdf`,
			'é'.repeat(60),
			`${'é'.repeat(30)} ${FOLDER} - ${'é'.repeat(57)} 9bc6c6e0.pdf`,
		],
	])('of %j on the page %j is %j', (fileName, title, expected) => {
		expect(flat(fileName, title)).toBe(expected);
		expect(Buffer.byteLength(expected)).toBeLessThanOrEqual(200);
	});

	test('does not depend on what is above the page', () => {
		const parts = { pageTitle: 'T', pageId: PAGE, fileName: 'a.pdf', fileId: FILE };
		expect(flatName({ ...parts, above: [{ id: '1', title: 'A' }] })).toBe(flatName(parts));
	});

	test('is a safe name that fits, and differs for different files, whatever the parts are', () => {
		const text = fc.oneof(hostileText(), fc.constantFrom('con', 'é'.repeat(200), '👩‍👩‍👧‍👦'.repeat(30)));
		const id = fc.hexaString({ minLength: 32, maxLength: 32 });
		fc.assert(
			fc.property(text, text, text, id, id, (pageTitle, one, other, first, second) => {
				fc.pre(first.slice(0, 8) !== second.slice(0, 8));
				const names = [flat(one, pageTitle, first), flat(other, pageTitle, second)];
				for (const name of names) {
					expect(safeName(name)).toBe(name);
					expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
				}
				expect(pathKey(names[0] ?? '')).not.toBe(pathKey(names[1] ?? ''));
			}),
			{ numRuns: 300 },
		);
	});
});

describe('the key of a path', () => {
	test.each([
		['case', 'Team/Report.PDF', 'team/rEPORT.pdf'],
		['the form of accents', 'R\u00e9sum\u00e9', 'Re\u0301sume\u0301'],
		['accents and case at once', 'R\u00c9SUM\u00c9', 're\u0301sume\u0301'],
		['a final sigma', 'ΟΔΟΣ', 'οδος'],
		['a sharp s', 'STRASSE', 'straße'],
		['a capital sharp s', 'strasse', 'STRAẞE'],
	])('ignores %s', (_, one, other) => {
		expect(pathKey(one)).toBe(pathKey(other));
	});

	test('differs for different names', () => {
		expect(pathKey('a/b')).not.toBe(pathKey('a/c'));
		expect(pathKey('resume')).not.toBe(pathKey('résumé'));
	});

	test('is its own key', () => {
		fc.assert(
			fc.property(hostileText(), (text) => {
				const key = pathKey(text);
				expect(pathKey(key)).toBe(key);
				expect(pathKey(text.normalize('NFD'))).toBe(pathKey(text.normalize('NFC')));
			}),
			{ numRuns: 300 },
		);
	});
});

test('a path has no character that is special in a URL, for clients that encode nothing', () => {
	const parts = { pageTitle: '100 % of C#', pageId: 'p', fileName: 'C# %41.txt', fileId: 'f' };
	expect(filePath(parts)).toMatch(/^100 _ of C_ [0-9a-f]{8}\/C_ _41 [0-9a-f]{8}\.txt$/);
	fc.assert(
		fc.property(fc.string(), fc.string(), (pageTitle, fileName) => {
			expect(filePath({ ...parts, pageTitle, fileName })).not.toMatch(/[#%?\\]/);
		}),
	);
});

test('a path has nothing in it that SharePoint and OneDrive refuse', () => {
	const parts = { pageTitle: '~$Team', pageId: 'p', fileName: '~$report.docx', fileId: 'f' };
	expect(filePath(parts)).toMatch(/^_\$Team [0-9a-f]{8}\/_\$report [0-9a-f]{8}\.docx$/);
	const sign = fc.constantFrom('~', '$', '#', '_', 'vti', 'VTI', '_vti_', ' ', 'x', '.');
	const word = fc.string({ unit: sign });
	fc.assert(
		fc.property(word, word, word, (pageTitle, fileName, title) => {
			const named = { ...parts, pageTitle, fileName, above: [{ id: 'a', title }] };
			for (const name of [...filePath(named).split('/'), flatName(named)]) {
				expect(name).not.toMatch(/^~|_vti_/i);
			}
		}),
	);
});
