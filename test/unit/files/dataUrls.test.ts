import fc from 'fast-check';
import { decodeDataUrl } from '../../../nodes/NotionFiles/files/dataUrls';

const decoded = (url: string): [string | undefined, string] | undefined => {
	const data = decodeDataUrl(url);
	return data && [data.mimeType, data.bytes.toString('utf8')];
};

test.each<[string, string, [string | undefined, string]]>([
	['Base64', 'data:text/plain;base64,SGVsbG8=', ['text/plain', 'Hello']],
	['without padding', 'data:text/plain;base64,SGVsbG8', ['text/plain', 'Hello']],
	['with a charset', 'data:text/html;charset=utf-8;base64,SGVsbG8=', ['text/html', 'Hello']],
	['in capitals', 'DATA:Image/PNG;BASE64,SGVsbG8=', ['image/png', 'Hello']],
	['with white space', ' data:a/b; base64 , SGVs\r\n bG8=\n', ['a/b', 'Hello']],
	['with escapes', 'data:a/b;base64,SGVs%62G8%3D', ['a/b', 'Hello']],
	['with the URL-safe alphabet', 'data:a/b;base64,w7_Dvg', ['a/b', 'ÿþ']],
	['with the usual alphabet', 'data:a/b;base64,w7/Dvg==', ['a/b', 'ÿþ']],
	['of nothing', 'data:a/b;base64,', ['a/b', '']],
	['plain', 'data:text/plain,Hello', ['text/plain', 'Hello']],
	['escaped', 'data:text/plain,caf%C3%A9%2C%20100%25', ['text/plain', 'café, 100%']],
	[
		'unescaped',
		'data:image/svg+xml,<svg width="100%" fill="#fff"/>é',
		['image/svg+xml', '<svg width="100%" fill="#fff"/>é'],
	],
	['without a type', 'data:,a', [undefined, 'a']],
	['with parameters only', 'data:;charset=utf-8,a', [undefined, 'a']],
	['with a malformed type', 'data:nonsense,a', [undefined, 'a']],
	['with a comma', 'data:,a,b', [undefined, 'a,b']],
	['with a type named like an alphabet', 'data:base64,SGVsbG8=', [undefined, 'SGVsbG8=']],
])('%s data are read: %s', (_, url, expected) => {
	expect(decoded(url)).toEqual(expected);
});

test.each([
	'',
	'data:',
	'data:text/plain',
	'data:text/plain;base64',
	'https://example.com/data:,a',
	'data:a/b;base64,SGVsbG8=!',
	'data:a/b;base64,S',
	'data:a/b;base64,SG=VsbG8',
	'data:a/b;base64,SGé=',
])('%j contains no data', (url) => {
	expect(decodeDataUrl(url)).toBeUndefined();
});

test('any bytes are decoded to what they were', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 300 }), (content) => {
			const buffer = Buffer.from(content);
			const escaped = [...content].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
			for (const body of [
				`;base64,${buffer.toString('base64')}`,
				`;base64,${buffer.toString('base64url')}`,
				`;base64,${encodeURIComponent(buffer.toString('base64'))}`,
				`,${escaped}`,
			]) {
				expect(decodeDataUrl(`data:a/b${body}`)?.bytes.equals(buffer)).toBe(true);
			}
		}),
	);
});

test('any text is decoded to what it was', () => {
	fc.assert(
		fc.property(fc.fullUnicodeString(), (text) => {
			expect(decoded(`data:,${encodeURIComponent(text)}`)).toEqual([undefined, text]);
		}),
	);
});
