import { isFromStorage } from '../../../nodes/NotionFiles/download/answerHead';

const ETAG = '"9a0364b9e99bb480dd25e1f0284c8555"';

test.each<[string, Record<string, string>, boolean]>([
	['S3', { etag: ETAG, 'x-amz-request-id': 'SANDB0X7G1V8QK2M' }, true],
	['S3 behind Amazon’s own network', { etag: ETAG, 'x-amz-cf-id': 'a' }, true],
	['S3 behind a proxy that compresses', { etag: `W/${ETAG}`, 'x-amz-request-id': 'a' }, true],
	['an error of S3', { 'x-amz-request-id': 'a', 'x-amz-id-2': 'b' }, false],
	['any web server', { etag: ETAG, server: 'nginx' }, false],
	['nobody', {}, false],
])('an answer with the headers of %s', (_, headers, expected) => {
	expect(isFromStorage({ header: (name) => headers[name] })).toBe(expected);
});
