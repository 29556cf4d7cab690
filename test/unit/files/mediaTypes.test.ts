import fc from 'fast-check';
import { FILE_KINDS } from '../../../nodes/NotionFiles/files/types/fileKinds';
import {
	decideMediaType,
	expectsWebPage,
	fileKind,
	isWebPage,
	mediaTypeOfName,
} from '../../../nodes/NotionFiles/files/types/mediaTypes';
import { fixture } from '../../sandbox/content/fixture';
import { hostileText } from './hostile';

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const DOCX = `${OFFICE}wordprocessingml.document`;
const XLSX = `${OFFICE}spreadsheetml.sheet`;

/** Bytes written as Latin-1 text. */
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const PNG = bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR');
const PDF = bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3');
const ZIP = bytes('PK\x03\x04\x14\0\0\0\x08\0abcdefghijklmnop\x05\0\0\0a.txt');
const OLE = bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0');
const GZIP = bytes('\x1f\x8b\x08\0\0\0\0\0');
const TAR = bytes(`name${'\0'.repeat(253)}ustar\x0000`);
const HTML = bytes('<!doctype html>\n<html><head><title>Log in</title>');
const XML = bytes('<?xml version="1.0"?>\n<!-- made by hand -->\n<plan/>');
const SVG = bytes('<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "x">\n<svg xmlns="x">');
const EPUB = bytes(
	`PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\x14\0\0\0\x14\0\0\0\x08\0\0\0mimetypeapplication/epub+zipPK\x03\x04`,
);
const TEXT = bytes('name,amount\nAda,1\n');
const LATIN1 = bytes('Stra\xdfe,caf\xe9\n');
const NULS = bytes('a\0b\0c\0');
const NOTHING = bytes('');
const ftyp = (brand: string): Uint8Array => bytes(`\0\0\0\x20ftyp${brand}\0\0\0\0isom`);
const riff = (form: string): Uint8Array => bytes(`RIFF\x10\0\0\0${form}`);
const ogg = (codec: string): Uint8Array => bytes(`OggS\0\x02${'\0'.repeat(21)}\x1e${codec}`);
const ebml = (docType: string): Uint8Array =>
	bytes(`\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84${docType}`);

const decide = (head: Uint8Array, responseType?: string, fileName?: string, url?: string): string =>
	decideMediaType({ responseType, fileName, url, head });

describe('bytes with a signature', () => {
	test.each<[string, Uint8Array]>([
		['image/png', PNG],
		['image/jpeg', bytes('\xff\xd8\xff\xe0\0\x10JFIF')],
		['image/gif', bytes('GIF89a\x01\0')],
		['image/webp', riff('WEBPVP8 ')],
		['image/bmp', bytes('BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0')],
		['image/vnd.microsoft.icon', bytes('\0\0\x01\0\x01\0\x10\x10\0\0\x01\0')],
		['image/vnd.adobe.photoshop', bytes('8BPS\0\x01\0\0')],
		['image/tiff', bytes('II*\0\x08\0\0\0')],
		['image/tiff', bytes('MM\0*\0\0\0\x08')],
		['image/heic', ftyp('heic')],
		['image/heif', ftyp('mif1')],
		['image/avif', ftyp('avif')],
		['image/svg+xml', SVG],
		['image/svg+xml', bytes('\xef\xbb\xbf  <svg viewBox="0 0 1 1">')],
		['application/pdf', PDF],
		['application/rtf', bytes('{\\rtf1\\ansi')],
		['audio/mpeg', bytes('ID3\x04\0\0\0\0\0\0')],
		['audio/flac', bytes('fLaC\0\0\0\x22')],
		['audio/wav', riff('WAVEfmt ')],
		['audio/mp4', ftyp('M4A ')],
		['audio/ogg', ogg('\x01vorbis')],
		['audio/ogg', ogg('OpusHead')],
		['video/ogg', ogg('\x80theora')],
		['video/x-msvideo', riff('AVI LIST')],
		['video/mp4', ftyp('isom')],
		['video/quicktime', ftyp('qt  ')],
		['video/quicktime', bytes('\0\0\x10\0moov')],
		['video/webm', ebml('webm')],
		['video/x-matroska', ebml('matroska')],
		['video/mp2t', bytes(`G${'x'.repeat(187)}G${'x'.repeat(187)}G`)],
		['application/zip', ZIP],
		['application/epub+zip', EPUB],
		['application/gzip', GZIP],
		['application/x-7z-compressed', bytes('7z\xbc\xaf\x27\x1c\0\x04')],
		['application/vnd.rar', bytes('Rar!\x1a\x07\x01\0')],
		['application/x-bzip2', bytes('BZh91AY&SY')],
		['application/x-xz', bytes('\xfd7zXZ\0\0\x04')],
		['application/x-tar', TAR],
		['application/x-ole-storage', OLE],
		['application/xml', XML],
		['text/html', HTML],
		['text/html', bytes('<!-- saved --><HTML>')],
		['application/xhtml+xml', bytes('<?xml version="1.0"?><html xmlns="x">')],
		['text/html', Buffer.from('\ufeff<!DOCTYPE html>', 'utf16le')],
	])('mean %s, if nothing else is known', (type, head) => {
		expect(decide(head)).toBe(type);
		expect(decide(head, 'application/octet-stream', 'file', 'https://example.com/file')).toBe(type);
	});

	test.each<[string, Uint8Array, string, string, string]>([
		['a login page in place of a PDF', HTML, 'application/pdf', 'report.pdf', 'text/html'],
		['a login page in place of a table', HTML, 'binary/octet-stream', 'data.csv', 'text/html'],
		['a login page that says so', HTML, 'text/html; charset=utf-8', 'README.md', 'text/html'],
		['a PNG that is called JPEG', PNG, 'image/jpeg', 'photo.jpg', 'image/png'],
		['a PDF that is called Word', PDF, 'application/msword', 'report.doc', 'application/pdf'],
		['a PDF sent as web page', PDF, 'text/html', 'report', 'application/pdf'],
		['a PDF sent as text', PDF, 'text/plain', 'report.txt', 'application/pdf'],
		['a ZIP that is called PDF', ZIP, 'application/pdf', 'report.pdf', 'application/zip'],
		['a ZIP that is called picture', ZIP, 'image/png', 'photo.png', 'application/zip'],
		['Excel’s old type for its new files', ZIP, 'application/vnd.ms-excel', 'a.xlsx', XLSX],
		['a picture that is called audio', ftyp('avif'), 'audio/mp4', 'a.m4a', 'image/avif'],
		[
			'a transport stream',
			bytes(`G${'x'.repeat(187)}G${'x'.repeat(187)}G`),
			'',
			'a.ts',
			'video/mp2t',
		],
	])('overrule other claims: %s', (_, head, responseType, fileName, expected) => {
		expect(decide(head, responseType, fileName)).toBe(expected);
	});

	test.each<[Uint8Array, string, string, string]>([
		[ZIP, 'application/zip', 'report.docx', DOCX],
		[ZIP, 'application/octet-stream', 'table.xlsx', XLSX],
		[ZIP, DOCX, 'report', DOCX],
		[ZIP, 'application/epub+zip', 'book.zip', 'application/epub+zip'],
		[ZIP, '', 'slides.key', 'application/vnd.apple.keynote'],
		[ZIP, '', 'program.jar', 'application/java-archive'],
		[ZIP, '', 'macros.xlsm', 'application/vnd.ms-excel.sheet.macroenabled.12'],
		[ZIP, '', 'drawing.vsdx', 'application/vnd.ms-visio.drawing'],
		[ZIP, '', 'drawing.sketch', 'application/zip'],
		[ZIP, '', 'board.fig', 'application/zip'],
		[OLE, '', 'letter.doc', 'application/msword'],
		[OLE, 'application/vnd.ms-excel', 'table', 'application/vnd.ms-excel'],
		[OLE, DOCX, 'letter.doc', 'application/msword'],
		[GZIP, 'application/x-gzip', 'all.tgz', 'application/gzip'],
		[GZIP, '', 'logo.svgz', 'image/svg+xml'],
		[ftyp('mp42'), 'audio/x-m4a', 'memo.m4a', 'audio/mp4'],
		[ftyp('isom'), '', 'memo.m4a', 'audio/mp4'],
		[ftyp('isom'), '', 'film.mov', 'video/quicktime'],
		[ftyp('qt  '), 'video/mp4', 'film.mp4', 'video/mp4'],
		[ftyp('M4A '), 'video/mp4', 'memo.mp4', 'audio/mp4'],
		[ftyp('mif1'), '', 'photo.heic', 'image/heic'],
		[ogg('fishead'), '', 'film.ogv', 'video/ogg'],
		[ebml('webm'), 'audio/webm', 'memo.webm', 'audio/webm'],
		[XML, '', 'feed.rss', 'application/rss+xml'],
		[XML, 'text/xml', 'map.kml', 'application/vnd.google-earth.kml+xml'],
		[XML, 'text/plain', 'plan.xml', 'application/xml'],
		[XML, 'application/vnd.ms-excel', 'table.xls', 'application/vnd.ms-excel'],
		[HTML, 'application/vnd.ms-excel', 'table.xls', 'application/vnd.ms-excel'],
		[HTML, 'text/plain', 'template.md', 'text/markdown'],
		[HTML, 'text/plain', 'page', 'text/html'],
		[bytes('II*\0\x10\0\0\0CR'), '', 'photo.cr2', 'image/x-canon-cr2'],
		[bytes('II*\0\x10\0\0\0'), 'image/x-adobe-dng', 'photo.dng', 'image/x-adobe-dng'],
		[PNG, 'image/png', 'moving.apng', 'image/apng'],
		[bytes('{\\rtf1'), '', 'letter.doc', 'application/msword'],
	])('leave the rest to more exact claims (%#)', (head, responseType, fileName, expected) => {
		expect(decide(head, responseType, fileName)).toBe(expected);
	});

	test.each<[string, string]>([
		['application/wps-office.docx', 'contract.docx'],
		['application/haansoftdocx', 'contract.docx'],
		['application/x-acme-word', 'contract.docx'],
		['application/vnd.acme', 'contract'],
		['zz-application/zz-acme', '9'],
	])('and their extension count before an unknown type: %s, %s', (type, name) => {
		const docx = fixture('expense-form.docx').subarray(0, 4_100);
		expect(decide(docx, type, name)).toBe(DOCX);
	});

	test.each<[Uint8Array, string, string, string]>([
		[OLE, 'application/wps-office.doc', 'letter.doc', 'application/msword'],
		[OLE, 'application/wps-office.wps', 'letter.wps', 'application/msword'],
		[OLE, 'application/wps-office.et', 'table.et', 'application/vnd.ms-excel'],
		[OLE, 'application/wps-office.dps', 'talk.dps', 'application/vnd.ms-powerpoint'],
		[OLE, 'application/x-acme', 'table.xls', 'application/vnd.ms-excel'],
		[OLE, 'application/x-acme', 'plan.mpp', 'application/vnd.ms-project'],
		[OLE, 'application/x-acme', 'file', 'application/x-ole-storage'],
		[OLE, 'application/x-msi', 'setup', 'application/x-msi'],
		[OLE, 'application/haansofthwp', 'letter', 'application/x-hwp'],
		[ZIP, 'application/x-iwork-pages-sffpages', 'letter.pages', 'application/vnd.apple.pages'],
		[ZIP, 'application/x-iwork-keynote-sffkey', 'talk', 'application/vnd.apple.keynote'],
		[ZIP, 'application/x-acme', 'table.numbers', 'application/vnd.apple.numbers'],
		[ZIP, 'application/x-acme', 'file', 'application/zip'],
		[NULS, 'application/x-acme', 'song.mp3', 'audio/mpeg'],
		[NULS, 'application/x-acme', 'a.docx', 'application/x-acme'],
		[TEXT, 'application/x-acme', 'a.csv', 'text/csv'],
		[TEXT, 'application/x-acme', 'a.png', 'application/x-acme'],
		[NULS, '', 'plan.mpp', 'application/vnd.ms-project'],
		[NULS, 'image/x-3ds', 'house.3ds', 'application/x-3ds'],
		[NULS, '', 'song.mpc', 'audio/x-musepack'],
	])('of families, and extensions, count before an unknown type (%#)', (...given) => {
		const [head, responseType, fileName, expected] = given;
		expect(decide(head, responseType, fileName)).toBe(expected);
	});

	test.each([
		['cover.png', 'image/png'],
		['colours.svg', 'image/svg+xml'],
		['wave.gif', 'image/gif'],
		['onboarding.mp4', 'video/mp4'],
		['all-hands.mp3', 'audio/mpeg'],
		['door-chime.wav', 'audio/wav'],
		['house-rules.pdf', 'application/pdf'],
		['expense-form.docx', DOCX],
		['holiday-planner.xlsx', XLSX],
		['press-kit.zip', 'application/zip'],
		['org-chart.html', 'text/html'],
	])('identify the files of common programs: %s', (name, type) => {
		expect(decide(fixture(name).subarray(0, 4_100))).toBe(type);
	});

	test('show which Office program wrote them', () => {
		const office = (folder: string): Uint8Array =>
			bytes(`PK\x03\x04${'\x01'.repeat(26)}[Content_Types].xml…PK\x03\x04……${folder}/document.xml`);
		expect(decide(office('word'))).toBe(DOCX);
		expect(decide(office('xl'))).toBe(XLSX);
		expect(decide(office('ppt'))).toBe(`${OFFICE}presentationml.presentation`);
		expect(decide(office('visio'))).toBe('application/zip');
	});

	test('show it even if the response and the extension name another program', () => {
		const workbook = bytes(`PK\x03\x04${'\x01'.repeat(26)}[Content_Types].xml…xl/workbook.xml`);
		expect(decide(workbook, DOCX, 'Plan.docx')).toBe(XLSX);
		expect(decide(workbook, DOCX, 'Plan.xlsm')).toBe(
			'application/vnd.ms-excel.sheet.macroenabled.12',
		);
		expect(decide(workbook, `${OFFICE}spreadsheetml.template`)).toBe(
			`${OFFICE}spreadsheetml.template`,
		);
	});

	test.each([
		['word/document.xml', DOCX],
		['word/_rels/document.xml.rels', DOCX],
		['xl/workbook.xml', XLSX],
		['xl/worksheets/sheet1.xml', XLSX],
		['ppt/slides/slide1.xml', `${OFFICE}presentationml.presentation`],
		['word/letter.txt', 'application/zip'],
		['word/', 'application/zip'],
		['crossword/document.xml', 'application/zip'],
	])('also show it by the first member of a ZIP: %s', (member, type) => {
		const length = String.fromCharCode(member.length);
		expect(decide(bytes(`PK\x03\x04${'\x01'.repeat(22)}${length}\0\0\0${member}<?xml`))).toBe(type);
	});

	test.each([
		['expense-form.docx', DOCX],
		['holiday-planner.xlsx', XLSX],
	])('show it if LibreOffice wrote [Content_Types].xml last, out of reach: %s', (name, type) => {
		const head = fixture(name).subarray(0, 2_000);
		expect(head.includes('[Content_Types].xml')).toBe(false);
		expect(decide(head)).toBe(type);
	});
});

describe('without a signature', () => {
	test.each<[string, Uint8Array, string | undefined, string | undefined, string]>([
		['the response is believed', NULS, 'application/x-acme', 'a.pdf', 'application/x-acme'],
		['the response counts for an empty file', NOTHING, 'application/pdf', 'a', 'application/pdf'],
		['its parameters do not matter', TEXT, 'TEXT/CSV; header=present', 'a', 'text/csv'],
		['its usual name is returned', NULS, 'audio/x-wav', 'a', 'audio/wav'],
		['of two types, the first counts', TEXT, 'text/csv, text/plain', 'a', 'text/csv'],
		['a malformed type is ignored', TEXT, 'text', 'a.csv', 'text/csv'],
		['a malformed type is ignored', TEXT, '; text/html', 'a.csv', 'text/csv'],
		['octet-stream says nothing', NULS, 'application/octet-stream', 'a.mp3', 'audio/mpeg'],
		['binary says nothing', NULS, 'binary/octet-stream', 'a.mp3', 'audio/mpeg'],
		['download says nothing', NULS, 'application/force-download', 'a.mp3', 'audio/mpeg'],
		['x-download says nothing', NULS, 'application/x-download', 'a.mp3', 'audio/mpeg'],
		['unknown says nothing', NULS, 'application/unknown', 'a.mp3', 'audio/mpeg'],
		['anything says nothing', NULS, '*/*', 'a.mp3', 'audio/mpeg'],
		['no response type says nothing', NULS, undefined, 'a.mp3', 'audio/mpeg'],
		['plain text is a weak claim', TEXT, 'text/plain', 'a.csv', 'text/csv'],
		['plain text is a weak claim', TEXT, 'text/plain; charset=utf-8', 'a.md', 'text/markdown'],
		['plain text is a weak claim', TEXT, 'text/plain', 'a.srt', 'application/x-subrip'],
		['plain text is a weak claim', TEXT, 'text/plain', 'a.ics', 'text/calendar'],
		['plain text is a weak claim', TEXT, 'text/plain', 'a.json', 'application/json'],
		['plain text is a weak claim', TEXT, 'text/plain', 'a.svg', 'image/svg+xml'],
		['plain text is a weak claim', TEXT, 'text/plain', 'a.ts', 'text/x-typescript'],
		['plain text is a weak claim', TEXT, 'text/plain', 'a.step', 'model/step'],
		['in any encoding', LATIN1, 'text/plain', 'a.csv', 'text/csv'],
		['but text is not a picture', TEXT, 'text/plain', 'a.png', 'text/plain'],
		['nor a document', TEXT, 'text/plain', 'a.docx', 'text/plain'],
		['nor a presentation', TEXT, 'text/plain', 'private.key', 'text/plain'],
		['NUL bytes are not text', NULS, 'text/plain', 'a.bin', 'application/octet-stream'],
		['NUL bytes are not text', NULS, 'text/plain', 'a.txt', 'application/octet-stream'],
		['NUL bytes are not text', NULS, 'text/plain', 'a.mp3', 'audio/mpeg'],
		['NUL bytes are not a web page', NULS, 'text/html', 'a.mp3', 'audio/mpeg'],
		['UTF-16 is text', Buffer.from('\ufeffabc', 'utf16le'), 'text/plain', 'a', 'text/plain'],
		[
			'FF FE alone is not text',
			bytes('\xff\xfe\x00\xd8\x41\0'),
			'text/plain',
			'a',
			'application/octet-stream',
		],
		[
			'nor is it before controls',
			bytes('\xff\xfe\x01\0\x02\0'),
			'',
			'a.txt',
			'application/octet-stream',
		],
		[
			'FE FF alone is not text',
			bytes('\xfe\xff\xdc\x00\x41\x41'),
			'',
			'a',
			'application/octet-stream',
		],
		['but UTF-16 that ends within a pair', bytes('\xff\xfea\0\x3d\xd8'), '', 'a', 'text/plain'],
		[
			'a drawing is not a page',
			bytes('ISO-10303-21;\nHEADER;'),
			'text/html',
			'a.step',
			'model/step',
		],
		[
			'a model is not a page',
			bytes('# made by hand\nv 1 0 0\n'),
			'text/html',
			'a.obj',
			'model/obj',
		],
		['a plan is not a page', bytes('  0\nSECTION\n  2\n'), 'text/html', 'a.dxf', 'image/vnd.dxf'],
		[
			'a paper is not a page',
			bytes('\\documentclass{article}'),
			'text/html',
			'a.tex',
			'text/plain',
		],
		['XML is not a page', XML, 'text/html', 'a.xml', 'application/xml'],
		[
			'XML without a declaration is not a page',
			bytes('<plan/>'),
			'text/html',
			'a.xml',
			'application/xml',
		],
		['a map is not a page', XML, 'text/html', 'a.kml', 'application/vnd.google-earth.kml+xml'],
		['SVG is not a page', SVG, 'text/html', 'a.svg', 'image/svg+xml'],
		['in an old encoding', LATIN1, 'text/html', 'a.csv', 'text/csv'],
		['but words are not a PDF', bytes('Please log in'), 'text/html', 'a.pdf', 'text/html'],
		['and a script may say anything', bytes('Please log in'), 'text/html', 'a.jsp', 'text/html'],
		['a page is believed to be one', bytes('<p>Log in'), 'text/html', 'a.csv', 'text/html'],
		['a table is not believed to be a page', TEXT, 'text/html', 'a.csv', 'text/csv'],
		['text without another name may be a page', TEXT, 'text/html', 'a', 'text/html'],
		['a CSV uploaded as Excel', TEXT, 'application/vnd.ms-excel', 'a.csv', 'text/csv'],
		['TypeScript uploaded as video', TEXT, 'video/mp2t', 'a.ts', 'text/x-typescript'],
		['the extension', NULS, undefined, 'a.MP4', 'video/mp4'],
		['text', TEXT, undefined, 'a', 'text/plain'],
		['text that ends within a character', bytes('caf\xc3'), undefined, 'a', 'text/plain'],
		['nothing known', NULS, undefined, 'a', 'application/octet-stream'],
		['nothing at all', NOTHING, undefined, undefined, 'application/octet-stream'],
		['nothing certain about text', LATIN1, undefined, 'a', 'application/octet-stream'],
		['MP3 without tags', bytes('\xff\xfb\x90\x64\0'), undefined, 'a', 'audio/mpeg'],
		['AAC', bytes('\xff\xf1\x50\x80\0'), undefined, 'a', 'audio/aac'],
	])('%s (%#)', (_, head, responseType, fileName, expected) => {
		expect(decide(head, responseType, fileName)).toBe(expected);
	});

	test('the name in Notion counts before that in the link', () => {
		expect(decide(NULS, undefined, 'a.mp3', 'https://example.com/a.mp4')).toBe('audio/mpeg');
		expect(decide(NULS, undefined, 'a', 'https://example.com/a.mp4?x=1')).toBe('video/mp4');
	});

	test('the text of a data link is not a name', () => {
		expect(decide(NULS, 'image/x-acme', 'a', 'data:image/x-acme,a/b.mp4')).toBe('image/x-acme');
	});
});

describe('whatever the clues', () => {
	const head = fc.oneof(
		fc.uint8Array({ maxLength: 600 }),
		fc.constantFrom(PNG, ZIP, HTML, XML, OLE, TAR, EPUB, TEXT, NULS, ftyp('isom')),
		hostileText().map((text) => Buffer.from(text)),
	);
	const type = fc.oneof(
		hostileText(),
		fc.constantFrom('text/plain', 'text/html', 'image/png', DOCX),
	);

	test('there is a type, and it is not text if there are NUL bytes', () => {
		fc.assert(
			fc.property(head, type, hostileText(), (start, responseType, text) => {
				const decided = decide(start, responseType, text, `https://example.com/${text}`);
				expect(decided).toMatch(/^[^\s/;]+\/[^\s/;]+$/);
				if (start.includes(0) && (start[0] ?? 0) < 0xfe) expect(decided).not.toBe('text/plain');
				expect(FILE_KINDS).toContain(fileKind(decided));
			}),
			{ numRuns: 500 },
		);
	});
});

test.each([
	['photo.JPG', 'image/jpeg'],
	['photo.jfif', 'image/jpeg'],
	['film.mp4', 'video/mp4'],
	['code.ts', 'text/x-typescript'],
	['setup.exe', 'application/vnd.microsoft.portable-executable'],
	['song.mp3', 'audio/mpeg'],
	['song.flac', 'audio/flac'],
	['memo.m4a', 'audio/mp4'],
	['data.csv', 'text/csv'],
	['data.ndjson', 'application/x-ndjson'],
	['script.py', 'text/x-python'],
	['icon.ico', 'image/vnd.microsoft.icon'],
	['https://example.com/a/report.pdf?x=1.png#y.gif', 'application/pdf'],
	['https://example.com/a%2Epdf', 'application/pdf'],
	['https://example.pdf', undefined],
	['https://example.com/', undefined],
	['data:image/png;base64,AAAA.pdf', undefined],
	['Data: one, two.pdf', 'application/pdf'],
	['acme.com', undefined],
	['board.fig', undefined],
	['report', undefined],
	['a.__proto__', undefined],
	['a.constructor', undefined],
	['', undefined],
])('the type by the extension of %s', (name, expected) => {
	expect(mediaTypeOfName(name)).toBe(expected);
});

test.each([
	['image/png', 'image'],
	['image/svg+xml', 'image'],
	['image/*', 'image'],
	['application/postscript', 'image'],
	['video/mp4', 'video'],
	['audio/mpeg', 'audio'],
	['application/ogg', 'audio'],
	['application/pdf', 'pdf'],
	['application/x-pdf', 'pdf'],
	['application/msword', 'document'],
	[DOCX, 'document'],
	['application/vnd.ms-word.document.macroenabled.12', 'document'],
	['application/vnd.oasis.opendocument.text', 'document'],
	['application/rtf', 'document'],
	['application/epub+zip', 'document'],
	['application/vnd.apple.pages', 'document'],
	['application/vnd.ms-excel', 'spreadsheet'],
	[XLSX, 'spreadsheet'],
	['text/csv; header=absent', 'spreadsheet'],
	['application/vnd.apple.numbers', 'spreadsheet'],
	['application/vnd.ms-powerpoint', 'presentation'],
	[`${OFFICE}presentationml.slideshow`, 'presentation'],
	['application/vnd.apple.keynote', 'presentation'],
	['application/zip', 'archive'],
	['application/x-zip-compressed', 'archive'],
	['application/gzip', 'archive'],
	['application/vnd.rar', 'archive'],
	['application/x-7z-compressed', 'archive'],
	['application/x-tar', 'archive'],
	['text/plain', 'text'],
	['TEXT/HTML', 'text'],
	['text/markdown', 'text'],
	['application/json', 'text'],
	['application/geo+json', 'text'],
	['application/xml', 'text'],
	['application/octet-stream', 'other'],
	['application/java-archive', 'other'],
	['font/woff2', 'other'],
	['', 'other'],
	['nonsense', 'other'],
])('%s is %s', (type, kind) => {
	expect(fileKind(type)).toBe(kind);
});

test('only web pages are web pages', () => {
	expect(isWebPage('text/html; charset=utf-8')).toBe(true);
	expect(isWebPage('application/xhtml+xml')).toBe(true);
	expect(isWebPage('text/plain')).toBe(false);
	expect(['a.html', 'A.HTM', 'a.xhtml'].map(expectsWebPage)).toEqual([true, true, true]);
	expect(['html', 'a.html.pdf', 'a.shtml5', 'a.md'].map(expectsWebPage)).not.toContain(true);
});
