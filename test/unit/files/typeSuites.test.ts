import { readFileSync } from 'node:fs';
import path from 'node:path';
import { withExtension } from '../../../nodes/NotionFiles/files/fileNames';
import { canonicalType } from '../../../nodes/NotionFiles/files/types/extensions';
import { decideMediaType, fileKind } from '../../../nodes/NotionFiles/files/types/mediaTypes';

const FREEDESKTOP = readFileSync(path.join(__dirname, 'facts', 'freedesktop.txt'), 'utf8')
	.split('\n')
	.filter((line) => line !== '' && !line.startsWith('#'))
	.map((line) => line.split(' | ').map((column) => column.split(' ')))
	.map(([kind = [], types = [], extensions = []]) => ({ kind: kind[0], types, extensions }));

/** What has a different kind here than at freedesktop, and why that is right or does not matter. */
const OTHERWISE: Readonly<Record<string, string>> = {
	'audio/3gpp 3gp': 'a recording, as the host says; IANA keeps it apart from the film',
	'audio/3gpp 3gpp': 'the same',
	'audio/3gpp 3ga': 'the same',
	'audio/3gpp2 3g2': 'the same',
	'audio/3gpp2 3gp2': 'the same',
	'audio/3gpp2 3gpp2': 'the same',
	'application/x-raw-disk-image-xz-compressed raw-disk-image.xz': 'it is packed, whatever in it',
	'application/x-raw-disk-image-xz-compressed img.xz': 'the same',
	'application/x-gz-font-linux-psf psf.gz': 'the same',
	'application/x-qtiplot qti.gz': 'the same',
	'application/x-apple-systemprofiler+xml spx': 'the extension is that of Speex as well',
	'application/x-godot-resource res': 'the extension is that of talking books as well',
	'application/x-genesis-32x-rom mdx': 'the extension is that of Markdown with JSX as well',
	'application/x-jbuilder-project jpx': 'the extension is that of JPEG 2000 as well',
	'application/x-sami smi': 'the extension is that of SMIL as well',
	'application/x-pagemaker pm': 'the extension is that of Perl as well',
	'text/plain asc': 'keys and signatures are text, too, and told by their extension',
};

describe('the media types and aliases of freedesktop', () => {
	const cases = FREEDESKTOP.flatMap(({ kind, types, extensions }) =>
		types.flatMap((type) => extensions.map((extension) => ({ kind, type, extension }))),
	);
	const kindOf = (responseType: string, extension: string): string =>
		fileKind(
			decideMediaType({ responseType, fileName: `file.${extension}`, head: new Uint8Array() }),
		);

	test('have the kind of their extension, except for those above', () => {
		const others = cases
			.filter(({ kind, type, extension }) => kindOf(type, extension) !== kind)
			.map(({ type, extension }) => `${type} ${extension}`);
		expect(cases).toHaveLength(1696);
		expect(others.sort()).toEqual(Object.keys(OTHERWISE).sort());
	});

	test('have extensions that names keep, under any type and in any case', () => {
		const lengthened = cases.flatMap(({ type, extension }) =>
			[`IMG_0001.${extension}`, `IMG_0001.${extension.toUpperCase()}`].filter((name) =>
				[type, 'application/pdf', 'image/heic'].some((mime) => withExtension(name, mime) !== name),
			),
		);
		const endings = lengthened.map((name) => name.slice('IMG_0001.'.length));
		// Numbers, versions, domains and single capitals are hardly ever extensions.
		const digits = ['123', '602', '669', '32x', '32X', 'v64', 'V64'];
		const words = ['A', 'D', 'E', 'M', 'O', 'V', 'XI', 'me', 'ME', 'org', 'ORG'];
		expect([...new Set(endings)].sort()).toEqual([...digits, ...words].sort());
	});

	test('yield to the extension if a program has invented its own', () => {
		const madeUp = ['application/x-acme-office', 'application/vnd.acme.of.tomorrow+bin', 'acme/x'];
		const wrong = cases
			.map(({ extension }) => extension)
			.filter((extension) =>
				madeUp.some((type) => kindOf(type, extension) !== kindOf('', extension)),
			)
			// Nobody knows what these are.
			.filter((extension) => kindOf('', extension) !== 'other');
		expect(wrong).toEqual([]);
	});
});

/** Of https://github.com/web-platform-tests/wpt, mimesniff/mime-types/resources/mime-types.json: the type. */
describe('the MIME types of mimesniff’s tests', () => {
	const LONG = '0123456789'.repeat(13);
	const GBK =
		';charset=gbk|;CHARSET=GBK|;charset=gbk(|;x=(;charset=gbk|;charset=gbk;charset=windows-1255|;charset =gbk| ;charset=gbk|; charset=gbk|;charset= gbk|;charset=\'gbk\'|;charset=\'gbk|;charset=gbk\'|;test;charset=gbk|;test=;charset=gbk|;\';charset=gbk|;";charset=gbk| ; ; charset=gbk|;;;;charset=gbk|;charset="gbk"|;charset="gbk|;charset=gbk"|;charset=" gbk"|;charset="\\ gbk"|;charset="\\g\\b\\k"|;charset="gbk"x|;charset={gbk}|;test=ÿ;charset=gbk';

	test.each(GBK.split('|'))('text/html%s', (parameters) => {
		expect(canonicalType(`text/html${parameters}`)).toBe('text/html');
		expect(canonicalType(`TEXT/HTML${parameters}`)).toBe('text/html');
	});

	test.each([
		[`text/html;${LONG}=x;charset=gbk`, 'text/html'],
		[`${LONG}/${LONG}`, `${LONG}/${LONG}`],
		[
			"!#$%&'*+-.^_`|~09AZaz/!#$%&'*+-.^_`|~09AZaz;a=b",
			"!#$%&'*+-.^_`|~09azaz/!#$%&'*+-.^_`|~09azaz",
		],
		['x/x;x=" !\\"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~\u0080ÿ"', 'x/x'],
		['x/x;test', 'x/x'],
		['x/x;test="\\', 'x/x'],
		['x/x;test=\ufffd;x=x', 'x/x'],
		...['', '\t', 'bogus', 'bogus/', 'bogus/ ', 'bogus/bogus/;', '</>', '(/)'].map(none),
		...['text/html(;doesnot=matter', '{/}', '\u0100/\u0100'].map(none),
	])('%j', (text, type) => {
		expect(canonicalType(text)).toBe(type);
	});

	function none(text: string): [string, undefined] {
		return [text, undefined];
	}

	test('contain no character that a token must not contain', () => {
		for (let code = 0; code < 256; code++) {
			const sign = String.fromCharCode(code);
			const isToken = /[!#$%&'*+.^_`|~\w-]/.test(sign);
			const expected = isToken ? sign.toLowerCase() : undefined;
			expect([sign, canonicalType(`${sign}/x`)]).toEqual([sign, expected && `${expected}/x`]);
			// A semicolon, a comma or white space ends a type.
			if (/[;,\s]/.test(sign)) continue;
			expect([sign, canonicalType(`x/x${sign}`)]).toEqual([sign, expected && `x/x${expected}`]);
		}
	});
});
