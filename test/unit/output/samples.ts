import type { FileLink, FilePlace, NotionFile } from '../../../nodes/NotionFiles/files/NotionFile';
import { PAGE, signedUrl } from '../locate/samples';

export const SIGNED: FileLink = {
	kind: 'signed',
	url: signedUrl('a.pdf'),
	expiryTime: '2026-11-22T10:00:00.000Z',
	trusted: true,
};

export const PLACES: readonly FilePlace[] = [
	{ source: 'cover' },
	{ source: 'icon' },
	{ source: 'property', property: { id: 'd', name: 'Docs', index: 0 } },
	{ source: 'rollup', property: { id: 'r', name: 'All docs', index: 3 } },
	{ source: 'block', block: { id: 'b', type: 'pdf' } },
	{ source: 'blockIcon', block: { id: 'c', type: 'callout' } },
	{ source: 'comment', comment: { id: 'k' } },
	{ source: 'comment', comment: { id: 'k' }, block: { id: 'b', type: 'pdf' } },
];

export function notionFile(more: Partial<NotionFile> = {}): NotionFile {
	return {
		fileId: '0123456789abcdef0123456789abcdef',
		name: 'a.pdf',
		place: { source: 'cover' },
		page: PAGE,
		link: SIGNED,
		expectation: 'anything',
		caption: undefined,
		lastEditedTime: undefined,
		...more,
	};
}
