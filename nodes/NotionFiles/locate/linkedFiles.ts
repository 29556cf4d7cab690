import { externalFileId } from '../files/identity';
import { chooseName } from '../files/fileNames';
import { asWebAddress } from '../files/links';
import { leadsToFile } from '../files/linksToFiles';
import { isSignedByNotionStorage, type StorageOrigins } from '../files/notionStorage';
import type { NotionFile, PageRef } from '../files/NotionFile';
import { asObject, asText, plainText, type Json } from '../json';
import { stemFromBlock } from './findings';

/** Blocks that show a link, whatever it leads to (facts/notion-api.md 1.1, rows 11 to 13). */
const LINKS: ReadonlySet<string> = new Set(['bookmark', 'embed', 'link_preview']);

/**
 * The file that a bookmark, an embed or a link preview leads to by the extension of its link: at most one.
 * What a host then answers may still be a web page.
 * @param known where the HTML of embeds may be, which the blocks hold themselves
 */
export function linkedFiles(block: Json, page: PageRef, known?: StorageOrigins): NotionFile[] {
	const [id, type] = [asText(block.id) ?? '', asText(block.type) ?? ''];
	if (!LINKS.has(type)) return [];
	const content = asObject(block[type]);
	const pasted = asText(content.url)?.trim() ?? '';
	const url = asWebAddress(pasted);
	if (!leadsToFile(url) || isSignedByNotionStorage(url, known)) return [];
	return [
		{
			fileId: externalFileId(pasted),
			name: chooseName({ url, fallbackStem: stemFromBlock(type, id) }),
			place: { source: 'block', block: { id, type } },
			page,
			link: { kind: 'plain', url, hosting: 'external' },
			expectation: 'link',
			caption: plainText(content.caption) || undefined,
			lastEditedTime: asText(block.last_edited_time),
		},
	];
}
