import { shortHash } from './identity';
import type { NotionFile } from './NotionFile';

/**
 * What places must have in common to share one download; undefined for a file that shares with none.
 *
 * Bytes go to every place that shares, so whoever shapes a key gets the bytes of others, or gives them
 * theirs. An upload that Notion itself calls its own is the same under every signature. A link that
 * somebody typed is the same only when it is so to the last character, signature included: then each
 * would get the same answer. An embed merely looks as if Notion had signed it.
 */
export function sharingKey({ fileId, link }: NotionFile): string | undefined {
	if (link.kind !== 'signed') return `link ${shortHash(link.url, 64)}`;
	return link.trusted ? `upload ${fileId}` : undefined;
}
