import type { NotionFile } from '../files/NotionFile';

/**
 * What is processed once: a file on a page. The same file on another page has another path and is
 * processed there too; a new version is uploaded anew and so has another ID.
 */
export function fileKey({ page, fileId }: Pick<NotionFile, 'page' | 'fileId'>): string {
	return keyOf(page.id, fileId);
}

export function keyOf(pageId: string, fileId: string): string {
	return `${pageId.replaceAll('-', '').toLowerCase()} ${fileId}`;
}
