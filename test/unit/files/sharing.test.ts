import { sharingKey } from '../../../nodes/NotionFiles/files/identity';
import type { FileLink } from '../../../nodes/NotionFiles/files/NotionFile';
import { signedUrl } from '../locate/samples';
import { notionFile } from '../output/samples';

const keyOf = (link: FileLink, fileId = '0'.repeat(32)) => sharingKey(notionFile({ link, fileId }));

const upload = (signature: string): FileLink => ({
	kind: 'signed',
	url: signedUrl('a.pdf', signature),
	expiryTime: undefined,
	trusted: true,
});
const linked = (url: string): FileLink => ({ kind: 'plain', url, hosting: 'external' });

test('an upload shares with itself under another signature, and with nothing else', () => {
	expect(keyOf(upload('1'))).toBe(keyOf(upload('2')));
	expect(keyOf(upload('1'), 'f'.repeat(32))).not.toBe(keyOf(upload('1')));
});

test('a link shares with the very same link, whatever its ID', () => {
	const url = 'https://example.com/a.pdf?X-Amz-Signature=1';
	expect(keyOf(linked(url), 'f'.repeat(32))).toBe(keyOf(linked(url)));
	expect(keyOf(linked(url.replace('=1', '=2')))).not.toBe(keyOf(linked(url)));
	expect(keyOf(linked(`${url}#2`))).not.toBe(keyOf(linked(url)));
});

test('no link shares with an upload, not even with the same address and ID', () => {
	expect(keyOf(linked(signedUrl('a.pdf', '1')))).not.toBe(keyOf(upload('1')));
});

test('an embed shares with nothing', () => {
	expect(keyOf({ ...upload('1'), trusted: false } as FileLink)).toBeUndefined();
});
