import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import {
	bookIcon,
	csv,
	docx,
	gif,
	html,
	mp3,
	pdf,
	png,
	smallFilm,
	svgPalette,
	wav,
	xlsx,
	zip,
} from '../../sandbox/content';
import { crc32 } from '../../sandbox/content/crc32';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-content-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function save(name: string, content: Buffer): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

function has(program: string): boolean {
	return spawnSync(program, ['--version']).error === undefined;
}

const archive = () =>
	zip([
		{ name: 'folder/リードミー.txt', content: 'read me' },
		{ name: 'icon.png', content: bookIcon(16), stored: true },
	]);
const white = [255, 255, 255] as const;

// Skipped where the machine has no file(1): a second opinion on what we make, not the proof of it.
(has('file') ? test : test.skip).each([
	['picture.png', bookIcon(), /PNG image data, 128 x 128/],
	[
		'moving.gif',
		gif(8, 8, [white, white, white, white], [() => 0]),
		/GIF image data, version 89a, 8 x 8/,
	],
	['page.pdf', pdf('Title', ['text']), /PDF document, version 1\.4/],
	['film.mp4', smallFilm(2), /ISO Media, MP4/],
	['silence.mp3', mp3(1), /MPEG ADTS, layer III/],
	['tone.wav', wav([{ hertz: 440, seconds: 0.1 }]), /WAVE audio, Microsoft PCM, 16 bit, mono/],
	['archive.zip', archive(), /Zip archive data/],
	['letter.docx', docx(['Hello']), /Microsoft Word 2007\+/],
	['table.xlsx', xlsx('S', [['a', 1]]), /Microsoft Excel 2007\+/],
	['drawing.svg', svgPalette(['red']), /SVG Scalable Vector Graphics/],
	['list.csv', csv([['a', 'b']]), /UTF-8/],
	['site.html', html('Title', ['text']), /HTML document/],
])('the file command takes %s for what it is', (name, content, expected) => {
	expect(execFileSync('file', ['-b', save(name, content)], { encoding: 'utf8' })).toMatch(expected);
});

const CHECK_ARCHIVES = `
import sys, zipfile, xml.dom.minidom
for path in sys.argv[1:]:
    archive = zipfile.ZipFile(path)
    assert archive.testzip() is None
    for name in archive.namelist():
        if name.endswith(('.xml', '.rels')): xml.dom.minidom.parseString(archive.read(name))
    print(' '.join(archive.namelist()))
`;

// Skipped where the machine has no Python, for the same reason.
(has('python3') ? test : test.skip)('Python reads the archives and finds nothing wrong', () => {
	const paths = [
		save('a.zip', archive()),
		save('a.docx', docx(['<&>'])),
		save('a.xlsx', xlsx('S', [['"', 2]])),
	];
	const listing = execFileSync('python3', ['-c', CHECK_ARCHIVES, ...paths], {
		encoding: 'utf8',
		env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
	});
	expect(listing.split('\n').slice(0, 3)).toEqual([
		'folder/リードミー.txt icon.png',
		'[Content_Types].xml _rels/.rels word/document.xml',
		'[Content_Types].xml _rels/.rels xl/workbook.xml xl/_rels/workbook.xml.rels xl/worksheets/sheet1.xml',
	]);
});

test('every offset of a PDF’s table points to its object', () => {
	const text = pdf('Résumé (1)', ['Ümlaut']).toString('latin1');
	const start = Number(/startxref\n(\d+)\n/.exec(text)?.[1]);
	expect(text.slice(start, start + 4)).toBe('xref');
	const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
	expect(offsets).toHaveLength(6);
	for (const [index, offset] of offsets.entries()) {
		expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
	}
});

test('a PNG holds the pixels that were painted', () => {
	const picture = png(2, 1, (x) => (x === 0 ? [1, 2, 3] : [4, 5, 6]));
	const length = picture.readUInt32BE(33);
	expect([...inflateSync(picture.subarray(41, 41 + length))]).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('CRC-32 agrees with the published check value', () => {
	expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
});

test('the same content is made in every run', () => {
	for (const make of [archive, bookIcon, () => smallFilm(2), () => mp3(1)]) {
		expect(make().equals(make())).toBe(true);
	}
});
