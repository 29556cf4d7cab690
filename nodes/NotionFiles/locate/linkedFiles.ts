import { externalFileId } from '../files/identity';
import { asWebAddress, leadsToFile } from '../files/links';
import { isSignedByNotionStorage, type StorageOrigins } from '../files/notionStorage';
import type { FileLink, NotionFile, PageRef } from '../files/NotionFile';
import { asObject, asText, type Json, plainText } from '../json';
import { findingsForRead, stemFromBlock } from './fileFindings';

/** Blocks that show a link, whatever it leads to (docs/notion-api.md#where-files-are). */
const LINKS: ReadonlySet<string> = new Set(['bookmark', 'embed', 'link_preview']);

/**
 * The file that a bookmark, an embed or a link preview leads to, judging by the extension of its link:
 * at most one. What a host then answers may still be a web page.
 * @param known where the HTML of embeds may be, which the blocks hold themselves
 */
export function linkedFiles(block: Json, page: PageRef, known?: StorageOrigins): NotionFile[] {
	const [id, type] = [asText(block.id) ?? '', asText(block.type) ?? ''];
	if (!LINKS.has(type)) return [];
	const content = asObject(block[type]);
	const pasted = asText(content.url)?.trim() ?? '';
	const url = asWebAddress(pasted);
	if (!leadsToFile(url) || isSignedByNotionStorage(url, known)) return [];
	const link: FileLink = { kind: 'plain', url, hosting: 'external' };
	const read = { kind: 'link', link, fileId: externalFileId(pasted), name: undefined } as const;
	const findings = findingsForRead(read, {
		place: { source: 'block', block: { id, type } },
		page,
		expectation: 'link',
		fallbackStem: stemFromBlock(type, id),
		caption: plainText(content.caption),
		of: block,
	});
	return findings.flatMap((finding) => (finding.kind === 'file' ? [finding.file] : []));
}
