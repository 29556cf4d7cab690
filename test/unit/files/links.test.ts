import fc from 'fast-check';
import {
	isNativeIconUrl,
	isWebPlayer,
	nameFromUrl,
	redactUrl,
	signedUrlExpiry,
} from '../../../nodes/NotionFiles/files/links';
import { hostileText } from './hostile';

const SPACE = '11111111-2222-4333-8444-555555555555';
const FILE = '9bc6c6e0-bbbb-4ccc-bddd-d0123456789a';
const SIGNED =
	'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261122T090000Z&X-Amz-Expires=3600&X-Amz-Signature=abc';

describe('when a signed link expires', () => {
	test.each([
		['X-Amz-Date=20261122T090000Z&X-Amz-Expires=3600', '2026-11-22T10:00:00.000Z'],
		['x-amz-expires=300&x-amz-date=20241231T235900Z', '2025-01-01T00:04:00.000Z'],
		['X-Amz-Date=20261122T090000Z', undefined],
		['X-Amz-Expires=3600', undefined],
		['X-Amz-Date=20261322T090000Z&X-Amz-Expires=3600', undefined],
		['X-Amz-Date=yesterday&X-Amz-Expires=3600', undefined],
		['X-Amz-Date=20261122T090000Z&X-Amz-Expires=-1', undefined],
		['X-Amz-Date=20261122T090000Z&X-Amz-Expires=99999999999999999999', undefined],
	])('%s', (query, expected) => {
		expect(signedUrlExpiry(`https://example.com/a.pdf?${query}`)).toBe(expected);
	});
});

describe('the name in a link', () => {
	test.each([
		['https://example.com/a/report.pdf?x=1#y', 'report.pdf'],
		['https://example.com/R%C3%A9sum%C3%A9%20(1).pdf', 'Résumé (1).pdf'],
		['https://example.com/你好.pdf', '你好.pdf'],
		['https://example.com/a+b%2Bc.pdf', 'a+b+c.pdf'],
		['https://example.com/100%.pdf', '100%.pdf'],
		['https://example.com/caf%E9%20au%20lait.pdf', 'caf%E9 au lait.pdf'],
		['https://example.com/%E4%BD%A0%E5%A5.pdf', '你%E5%A5.pdf'],
		['https://example.com/a%2Fb.pdf', 'a/b.pdf'],
		['https://example.com/%ED%A0%80.pdf', '%ED%A0%80.pdf'],
		['https://example.com/folder/', undefined],
		['https://example.com', undefined],
		['data:text/plain,a/b.txt', undefined],
		['mailto:somebody@example.com', undefined],
		['no link', undefined],
		['', undefined],
	])('%s', (url, expected) => {
		expect(nameFromUrl(url)).toBe(expected);
	});
});

test.each([
	['https://www.youtube.com/watch?v=x', true],
	['https://m.youtube.com/watch?v=x', true],
	['https://music.youtube.com/watch?v=x', true],
	['https://youtu.be/x', true],
	['https://www.youtube-nocookie.com/embed/x', true],
	['https://vimeo.com/123', true],
	['https://player.vimeo.com/video/123', true],
	['https://player.vimeo.com/external/123.hd.mp4?s=abc', false],
	['https://player.vimeo.com/progressive_redirect/playback/1/rendition/720p/file.mp4?loc=x', false],
	['https://www.loom.com/share/x', true],
	['https://www.dailymotion.com/video/x', true],
	['https://clips.twitch.tv/x', true],
	['https://www.tiktok.com/@somebody/video/1', true],
	['https://fast.wistia.net/embed/iframe/x', true],
	['https://embed-ssl.wistia.com/deliveries/x.bin', false],
	['https://share.vidyard.com/watch/x', true],
	['https://img.youtube.com/vi/x/0.jpg', false],
	['https://notyoutube.com/watch', false],
	['https://youtube.com.example.com/watch', false],
	['https://example.com/youtube.com/watch', false],
	['https://example.com/film.mp4', false],
	['nonsense', false],
])('whether it is a player’s page: %s', (url, expected) => {
	expect(isWebPlayer(url)).toBe(expected);
});

test.each([
	['https://www.notion.so/icons/snake_purple.svg', true],
	['https://notion.so/icons/arrow-right_lightgray.svg?mode=dark', true],
	['https://www.notion.com/icons/document_gray.svg', true],
	['https://www.notion.so/icons/snake_mauve.svg', false],
	['https://www.notion.so/icons/sub/snake_purple.svg', false],
	['https://www.notion.so/images/page-cover/woodcuts_1.jpg', false],
	['https://example.com/icons/snake_purple.svg', false],
])('whether it is one of Notion’s own icons: %s', (url, expected) => {
	expect(isNativeIconUrl(url)).toBe(expected);
});

describe('a link in a message', () => {
	test.each([
		[
			`https://prod-files-secure.s3.us-west-2.amazonaws.com/${SPACE}/${FILE}/r%20x.pdf?${SIGNED}`,
			'https://prod-files-secure.s3.us-west-2.amazonaws.com/…/r%20x.pdf',
		],
		[
			'https://user:secret@example.com:8443/a.pdf?token=secret#secret',
			'https://example.com:8443/a.pdf',
		],
		['https://example.com?token=secret', 'https://example.com/'],
		[`https://example.com/${'a'.repeat(200)}`, `https://example.com/${'a'.repeat(100)}…`],
		['data:image/PNG;base64,c2VjcmV0', 'data:image/png,…'],
		['data:,secret', 'data:,…'],
		['data:secret', 'data:,…'],
		['attachment:9bc6c6e0:secret.pdf', 'attachment:…'],
		['secret nonsense', '(unreadable link)'],
	])('%s', (url, expected) => {
		expect(redactUrl(url)).toBe(expected);
	});

	test('never shows query, fragment or credentials, and is short', () => {
		fc.assert(
			fc.property(fc.webUrl(), hostileText(), (url, secret) => {
				const hidden = `S3CRET${encodeURIComponent(secret.replace(/\p{Cs}/gu, ''))}`;
				const link = url.replace('://', `://user:${hidden}@`);
				expect(redactUrl(`${link}?${hidden}#${hidden}`)).not.toContain('S3CRET');
				expect(redactUrl(hidden)).not.toContain('S3CRET');
			}),
		);
	});
});

test('decoding a link returns what was encoded', () => {
	fc.assert(
		fc.property(fc.fullUnicodeString({ minLength: 1 }), (name) => {
			fc.pre(name !== '.' && name !== '..');
			expect(nameFromUrl(`https://example.com/a/${encodeURIComponent(name)}?b`)).toBe(name);
		}),
	);
});
