import type { Expectation, FileLink } from '../../../nodes/NotionFiles/files/NotionFile';
import { linkOnly, type LinkOnly } from '../../../nodes/NotionFiles/files/finalName';
import { signedUrl } from '../locate/samples';
import { notionFile } from '../output/samples';

const plain = (url: string): FileLink => ({ kind: 'plain', url, hosting: 'external' });
const NOWHERE = plain('https://example.com/');

function known(name: string, link = NOWHERE, expectation: Expectation = 'anything'): LinkOnly {
	return linkOnly(notionFile({ name, link, expectation }));
}

describe('what is known about a file without downloading it', () => {
	test.each<[string, LinkOnly, string, string | undefined, string]>([
		['by its name', known('a.pdf'), 'a.pdf', 'application/pdf', 'application/pdf'],
		[
			'by its link',
			known('Report', plain('https://example.com/x.pdf?y=1')),
			'Report.pdf',
			'application/pdf',
			'application/pdf',
		],
		[
			'by its name rather than its link',
			known('a.docx', plain('https://example.com/x.pdf')),
			'a.docx',
			'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		],
		[
			'by a PDF block',
			known('Report', NOWHERE, 'pdf'),
			'Report.pdf',
			'application/pdf',
			'application/pdf',
		],
		['roughly, by an image block', known('x', NOWHERE, 'image'), 'x', undefined, 'image/*'],
		['roughly, by a video block', known('x', NOWHERE, 'video'), 'x', undefined, 'video/*'],
		['roughly, by an audio block', known('x', NOWHERE, 'audio'), 'x', undefined, 'audio/*'],
		['not at all', known('x'), 'x', undefined, 'application/octet-stream'],
		[
			'not by data, whatever its text ends with',
			known('x', { kind: 'data', url: 'data:text/plain,https://example.com/a.pdf' }),
			'x',
			undefined,
			'application/octet-stream',
		],
	])('%s', (_, { fileName, mimeType, roughType }, name, type, rough) => {
		expect({ fileName, mimeType, roughType }).toEqual({
			fileName: name,
			mimeType: type,
			roughType: rough,
		});
	});

	test('is its name in a hosted link', () => {
		const link: FileLink = {
			kind: 'signed',
			url: signedUrl('scan.tiff'),
			expiryTime: undefined,
			trusted: true,
		};
		expect(known('Scan', link)).toMatchObject({ fileName: 'Scan.tiff', mimeType: 'image/tiff' });
	});
});
