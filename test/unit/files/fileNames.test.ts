import fc from 'fast-check';
import { chooseName } from '../../../nodes/NotionFiles/files/chooseName';
import {
	cutToBytes,
	safeName,
	splitExtension,
	withExtension,
} from '../../../nodes/NotionFiles/files/fileNames';
import { isKnownExtension } from '../../../nodes/NotionFiles/files/types/extensions';
import { hostileText } from './hostile';

const FAMILY = '👩‍👩‍👧‍👦';
const bytes = (text: string): number => Buffer.byteLength(text);

describe('a safe name', () => {
	test.each([
		['is left alone where it can be', 'Résumé (final), v2 [a] {b} #1 & 50% + ~$.pdf', undefined],
		['keeps other scripts and emoji', `你好 سلام می‌خواهم ${FAMILY} 🏳️‍🌈.png`, undefined],
		['is composed', 'Re\u0301sume\u0301.pdf', 'Résumé.pdf'],
		['has no separators', 'a/b\\c:d.pdf', 'a_b_c_d.pdf'],
		['has none of the characters that Windows forbids', '<>:"/\\|?*', '_________'],
		['keeps leading dots', '.gitignore', undefined],
		['has no way up', '../../etc/passwd', '.._.._etc_passwd'],
		['is empty for dots', '..', ''],
		['is empty for white space', ' \t\n\u00a0\u3000', ''],
		['is empty for invisible characters', '\u200b\u202e\ufeff\u200d\u0301', ''],
		['has single spaces', '  a \t\r\n\u00a0 b  .pdf ', 'a b .pdf'],
		['keeps lines apart', 'one\ntwo\u2028three', 'one two three'],
		['does not end in a dot or space', 'end. . .', 'end'],
		['has no control characters', 'a\u0000b\u001fc\u007fd\u0085e', 'abcde'],
		['cannot reverse its extension', 'cod\u202efdp.exe', 'codfdp.exe'],
		['has no zero-width characters', 'a\u200bb\u2060c\ufeffd', 'abcd'],
		['has no half characters', 'a\ud800b\udc00c\ud83d', 'abc'],
		['keeps whole pairs', 'a😀b', undefined],
		['has no noncharacters', 'a\ufffeb\uffff\u{1ffff}c', 'abc'],
		[
			'keeps no more accents than a script needs',
			`a${'\u0316'.repeat(100)}`,
			`a${'\u0316'.repeat(30)}`,
		],
	])('%s: %j', (_, text, expected) => {
		expect(safeName(text)).toBe(expected ?? text);
	});

	test.each([
		'con',
		'PRN',
		'Aux',
		'nul',
		'COM0',
		'com9',
		'LPT1',
		'com¹',
		'LPT³',
		'CONIN$',
		'conout$',
		'con.txt',
		'con.tar.gz',
		'nul .txt',
		'aux  .a.b',
		'CON.',
	])('is not a Windows device: %s', (name) => {
		expect(safeName(name)).toBe(`_${name.replace(/\.$/, '').replace(/ +/g, ' ')}`);
	});

	test.each(['console', 'con-1.txt', 'com10', 'a.con', 'com', 'null', 'conin', 'lpt'])(
		'is unchanged if it only resembles a device: %s',
		(name) => {
			expect(safeName(name)).toBe(name);
		},
	);

	test.each([
		[`${'a'.repeat(300)}.pdf`, 255, `${'a'.repeat(251)}.pdf`],
		[`${'a'.repeat(300)}`, 255, 'a'.repeat(255)],
		[`${'a'.repeat(300)}.7z.001`, 255, `${'a'.repeat(248)}.7z.001`],
		[`${'é'.repeat(200)}.pdf`, 255, `${'é'.repeat(125)}.pdf`],
		[`${FAMILY.repeat(20)}.png`, 60, `${FAMILY.repeat(2)}.png`],
		[`${FAMILY.repeat(20)}`, 24, ''],
		['👍🏽👍🏽👍🏽', 9, '👍🏽'],
		['👍🏽👍🏽', 15, '👍🏽'],
		['🇩🇪🇫🇷', 15, '🇩🇪'],
		[`${'a'.repeat(10)} . . ${'b'.repeat(300)}.pdf`, 18, `${'a'.repeat(10)}.pdf`],
		['Dr. Smith and a sentence that goes on', 12, 'Dr. Smith an'],
		['abc.pdf', 3, 'abc'],
		['abc.pdf', 5, 'a.pdf'],
		['abc.pdf', 4, 'abc'],
		['con.pdf', 7, '_co.pdf'],
		['contract', 3, '_co'],
		['abc', 0, ''],
		['abc', -1, ''],
		['abc', NaN, ''],
	])('%j is cut to %d bytes', (text, maxBytes, expected) => {
		expect(safeName(text, maxBytes)).toBe(expected);
	});

	test('is its own safe name, fits, and contains nothing that is forbidden anywhere', () => {
		const limit = fc.oneof(fc.constant(255), fc.integer({ min: 0, max: 40 }));
		fc.assert(
			fc.property(hostileText(), limit, (text, maxBytes) => {
				const name = safeName(text, maxBytes);
				expect(safeName(name, maxBytes)).toBe(name);
				expect(name.normalize('NFC')).toBe(name);
				expect(bytes(name)).toBeLessThanOrEqual(maxBytes);
				expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u007f-\u009f]|^ | $|\.$| {2}/);
				expect(name).not.toMatch(/[\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\ufeff]/u);
				expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/i);
			}),
			{ numRuns: 500 },
		);
	});

	test('is cut between characters as people see them', () => {
		const graphemes = fc.array(
			fc.constantFrom(FAMILY, '👍🏽', 'é', 'x\u0301', '🇩🇪', 'a', '한', 'क्षि'),
			{
				minLength: 1,
				maxLength: 60,
			},
		);
		fc.assert(
			fc.property(graphemes, fc.integer({ min: 1, max: 300 }), (parts, maxBytes) => {
				const whole = parts.join('').normalize('NFC');
				const cut = cutToBytes(whole, maxBytes);
				const boundaries = [...new Intl.Segmenter('und').segment(whole)].map(({ index }) => index);
				expect(whole.startsWith(cut)).toBe(true);
				expect([...boundaries, whole.length]).toContain(cut.length);
			}),
		);
	});
});

test.each([
	['report.pdf', 'report', 'pdf'],
	['archive.tar.gz', 'archive.tar', 'gz'],
	['film.MP4', 'film', 'MP4'],
	['backup.7z', 'backup', '7z'],
	['Q3 v1.2', 'Q3 v1.2', ''],
	['v1.2b', 'v1.2b', ''],
	['notes.v2', 'notes.v2', ''],
	['v1.0rc1', 'v1.0rc1', ''],
	['Dr. Smith', 'Dr. Smith', ''],
	['.gitignore', '.gitignore', ''],
	['.config.json', '.config', 'json'],
	['README', 'README', ''],
	['a.', 'a.', ''],
	['a.abcdefghijk', 'a.abcdefghijk', ''],
	['a.été', 'a.été', ''],
	['', '', ''],
	['__proto__.__proto__', '__proto__.__proto__', ''],
])('the stem and extension of %j', (name, stem, extension) => {
	expect(splitExtension(name)).toEqual({ stem, extension });
});

describe('a name gets an extension', () => {
	const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
	test.each([
		['report', 'application/pdf', 'report.pdf'],
		['Q3 v1.2', 'application/pdf', 'Q3 v1.2.pdf'],
		['v1.2b', 'application/pdf', 'v1.2b.pdf'],
		['notes v2.1b', 'text/plain', 'notes v2.1b.txt'],
		['Dr. Smith', 'application/pdf', 'Dr. Smith.pdf'],
		['Dr.Smith', 'application/pdf', 'Dr.Smith.pdf'],
		['Plan.B', 'application/pdf', 'Plan.B.pdf'],
		['Volume.II', 'application/pdf', 'Volume.II.pdf'],
		['Report 1.7.2026', 'application/pdf', 'Report 1.7.2026.pdf'],
		['backup.001', 'application/x-7z-compressed', 'backup.001.7z'],
		['Invoice from acme.com', 'application/pdf', 'Invoice from acme.com.pdf'],
		['photo', 'image/jpeg', 'photo.jpg'],
		['photo', 'image/jpg', 'photo.jpg'],
		['photo', 'IMAGE/JPEG; charset=binary', 'photo.jpg'],
		['scan', 'image/tiff', 'scan.tiff'],
		['logo', 'image/svg+xml', 'logo.svg'],
		['icon', 'image/x-icon', 'icon.ico'],
		['song', 'audio/mpeg', 'song.mp3'],
		['song', 'audio/mp3', 'song.mp3'],
		['memo', 'audio/x-m4a', 'memo.m4a'],
		['memo', 'audio/x-wav', 'memo.wav'],
		['memo', 'audio/ogg', 'memo.ogg'],
		['memo', 'audio/flac', 'memo.flac'],
		['film', 'video/mp4', 'film.mp4'],
		['film', 'video/quicktime', 'film.mov'],
		['letter', DOCX, 'letter.docx'],
		['notes', 'text/plain', 'notes.txt'],
		['notes', 'text/markdown', 'notes.md'],
		['page', 'text/html', 'page.html'],
		['data', 'application/json', 'data.json'],
		['all', 'application/zip', 'all.zip'],
		['all', 'application/x-gzip', 'all.gz'],
		['Pages.12', 'application/pdf', 'Pages.12.pdf'],
		['IMG.001', 'image/jpeg', 'IMG.001.jpg'],
		['1706.03762v5', 'application/pdf', '1706.03762v5.pdf'],
		['2401.12v1', 'application/pdf', '2401.12v1.pdf'],
	])('%s (%s)', (name, type, expected) => {
		expect(withExtension(name, type)).toBe(expected);
	});
});

describe('a name keeps what it has', () => {
	test.each([
		['report.pdf', 'application/pdf'],
		['report.PDF', 'application/pdf'],
		['report.pdf', 'image/png'],
		['drawing.sketch', 'application/zip'],
		['drawing.sketch', 'image/png'],
		['board.fig', 'application/pdf'],
		['plan.x7z9', 'application/zip'],
		['plan.x7z9', 'application/pdf'],
		['IMG_0001.HIF', 'image/heic'],
		['backup.7z.001', 'application/x-7z-compressed'],
		['Backup.ZIP.12345', 'application/zip'],
		['backup.part1.rar', 'application/vnd.rar'],
		['backup.tar.gz.aa', 'application/gzip'],
		['report.pdf.1', 'application/pdf'],
		['plugin.pyd', 'application/vnd.microsoft.portable-executable'],
		['model.safetensors', 'application/zip'],
		['office.code-workspace', 'application/json'],
		['Budget.123', 'application/vnd.lotus-1-2-3'],
		['settings.foo', 'text/plain'],
		['.env', 'text/plain'],
		['.pdf', 'application/pdf'],
		['photo.jpeg', 'image/jpeg'],
		['README', 'application/octet-stream'],
		['README', 'binary/octet-stream'],
		['README', 'application/x-nobody-knows'],
		['README', ''],
		['README', 'undefined'],
		['README', '__proto__/__proto__'],
		['README', 'constructor'],
	])('%s (%s)', (name, type) => {
		expect(withExtension(name, type)).toBe(name);
	});

	test('whatever the type, if it ends in anything but a word, a site or a version', () => {
		const ending = fc
			.stringMatching(/^[a-z0-9]{1,10}$/)
			.filter(
				(text) =>
					/[a-z]/.test(text) && !/^(v?\d+([a-z]|rc\d*|alpha\d*|beta\d*)?|\d+v\d+)$/.test(text),
			)
			.filter((text) => !/^(com|org|net|edu|gov|me|in|io|eu|de|uk|fr|nl|ch)$/.test(text));
		const types = ['application/pdf', 'image/heic', 'application/zip', 'text/plain'];
		fc.assert(
			fc.property(ending, fc.constantFrom('', '.001', '.1'), fc.boolean(), (end, digits, upper) => {
				const extension = upper && end.length > 1 ? end.toUpperCase() : end;
				fc.pre(digits === '' ? !/^[IVX]+$/.test(extension) : isKnownExtension(end));
				const name = `IMG_0001.${extension}${digits}`;
				for (const type of types) expect(withExtension(name, type)).toBe(name);
			}),
			{ numRuns: 300 },
		);
	});

	test('and an empty one stays empty', () => {
		expect(withExtension('', 'application/pdf')).toBe('');
	});

	test('once it has an extension', () => {
		const type = fc.constantFrom(
			'application/pdf',
			'image/png',
			'text/plain',
			'application/zip',
			'x/y',
		);
		fc.assert(
			fc.property(hostileText(), type, (text, mimeType) => {
				const name = withExtension(safeName(text), mimeType);
				expect(withExtension(name, mimeType)).toBe(name);
				expect(safeName(name)).toBe(name);
				expect(name).not.toMatch(/\.undefined$|\.false$/);
			}),
		);
	});

	test('except for the end of a very long stem', () => {
		expect(withExtension('a'.repeat(255), 'application/pdf')).toBe(`${'a'.repeat(251)}.pdf`);
	});
});

describe('the name of a file', () => {
	const SIGNED =
		'https://prod-files-secure.s3.us-west-2.amazonaws.com/s/f/Scan%201.pdf?X-Amz-Signature=x';
	const choose = (nameInNotion?: string, url?: string): string =>
		chooseName({ nameInNotion, url, hosted: url === SIGNED, fallbackStem: 'image-1a2b3c4d' });

	test.each([
		['is the one in Notion', 'Résumé.pdf', 'https://example.com/other.pdf', 'Résumé.pdf'],
		['is made safe', 'a/b.pdf', undefined, 'a_b.pdf'],
		[
			'is the one in the link',
			undefined,
			'https://example.com/a/photo%20one.png?x',
			'photo one.png',
		],
		['is the one in the link if it is blank', '  ', 'https://example.com/photo.png', 'photo.png'],
		['is that of a pasted link', 'https://x.example/a/z.pdf?dl=1', 'https://y.example/', 'z.pdf'],
		['is that of a link pasted without scheme', 'www.x.example/a/z.pdf', undefined, 'z.pdf'],
		[
			'is the one in a link shown without its scheme',
			'y.example/b/z.pdf',
			'https://y.example/b/z.pdf',
			'z.pdf',
		],
		['is not a link without a name', 'https://x.example/', 'https://y.example/z.pdf', 'z.pdf'],
		[
			'is not a data link',
			'data:image/png;base64,AAAA',
			'data:image/png;base64,AAAA',
			'image-1a2b3c4d',
		],
		['may begin like a data link', 'Data: March, April.pdf', undefined, 'Data_ March, April.pdf'],
		['may contain a slash and a dot', 'and/or v1.2', undefined, 'and_or v1.2'],
		['is the fallback in the end', undefined, undefined, 'image-1a2b3c4d'],
		['is the fallback if all else is unusable', '...', 'https://example.com/%00', 'image-1a2b3c4d'],
		['has the extension of the upload', 'Contract', SIGNED, 'Contract.pdf'],
		[
			'has the extension of the upload after a version',
			'Contract v1.2',
			SIGNED,
			'Contract v1.2.pdf',
		],
		[
			'has the extension of the upload after an unknown ending',
			'Minutes of 12.march',
			SIGNED,
			'Minutes of 12.march.pdf',
		],
		[
			'is not a link pasted without its scheme, either',
			'//y.example/b/z.pdf',
			'https://y.example/b/z.pdf',
			'z.pdf',
		],
		[
			'has no session in it',
			undefined,
			'https://y.example/viewer.jsp;jsessionid=0A1B2C?x=1',
			'viewer.jsp',
		],
		[
			'has no other parameter in it',
			undefined,
			'https://y.example/photo.jpg;v=2;w=300',
			'photo.jpg',
		],
		['may hold a semicolon', undefined, 'https://y.example/a;b.jpg', 'a;b.jpg'],
		['keeps its own extension', 'Contract.docx', SIGNED, 'Contract.docx'],
		['has no extension of a stranger', 'Contract', 'https://example.com/view.php', 'Contract'],
		['nor one that somebody typed so that it looks signed', 'Contract', `${SIGNED}1`, 'Contract'],
	])('%s', (_, nameInNotion, url, expected) => {
		expect(choose(nameInNotion, url)).toBe(expected);
	});
});
