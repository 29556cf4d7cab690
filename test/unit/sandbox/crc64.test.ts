import { generatedContent, repeatedContent, type Content } from '../../sandbox';
import { bytesOf } from '../../sandbox/content/content';
import { crc64Of } from '../../sandbox/content/crc64';

test('the checksum of the catalogue’s text is the catalogue’s value', () => {
	expect(Buffer.from(crc64Of(Buffer.from('123456789')), 'base64').toString('hex')).toBe(
		'ae8b14860a799888',
	);
});

test.each<[string, Content]>([
	['generated', generatedContent(200_000, 'a')],
	['repeated', repeatedContent(5 * 1024 ** 2 + 12_345, 'a')],
	['repeated without a rest', repeatedContent(4 * 1024 ** 2, 'a')],
	['empty', Buffer.alloc(0)],
])('a content that is %s has the checksum of its bytes', (_, content) => {
	expect(crc64Of(content)).toBe(crc64Of(Buffer.from(bytesOf(content))));
});
