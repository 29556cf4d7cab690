import { createHash } from 'node:crypto';
import { decodeLoosely, parseUrl } from './links';
import type { NotionFile } from './NotionFile';

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const BUCKET = /^(?:prod-files-secure[a-z0-9-]*|(?:secure|public)\.notion-static\.com)$/;

/**
 * The ID of a file in Notion's storage: 32 hex digits, the same in every run, whatever the link's
 * signature, region and host form (docs/notion-api.md#identity-of-a-file). It is computed from the UUID in the
 * link's path and the name after it; without such a UUID, from the path.
 *
 * @param url of a file object that Notion's API calls its own: in any other link, the path proves nothing
 */
export function hostedFileId(url: string): string {
	const path = parseUrl(url)?.pathname ?? withoutQuery(url);
	const segments = path.split('/').filter((segment) => segment !== '');
	if (BUCKET.test(segments[0] ?? '')) segments.shift();
	// [space,] file, name: the name may be a UUID too, so it is never taken for that of the file.
	const ids = segments.slice(0, -1).slice(0, 2);
	const last = ids.findLastIndex((segment) => UUID.test(segment));
	const fileUuid = segments[last]?.replaceAll('-', '').toLowerCase() ?? '';
	const name = decodeLoosely(segments.slice(last + 1).join('/'));
	return shortHash(`hosted\n${fileUuid}\n${name}`, 32);
}

/**
 * The ID of what an embed shows from Notion's storage. Anyone can type the address of an embed, so its ID
 * is never that of a file that Notion calls its own, nor that of another embed.
 */
export function embeddedFileId(url: string, blockId: string): string {
	const block = blockId.replaceAll('-', '').toLowerCase();
	return shortHash(`embed\n${block}\n${hostedFileId(url)}`, 32);
}

/**
 * The ID of a linked file: 32 hex digits, the same as long as the link is the same, except for its
 * fragment and the signature of a presigned one (AWS, CloudFront, Google, Azure). For a `data:` link,
 * its content counts.
 */
export function externalFileId(url: string): string {
	const text = url.trim();
	return shortHash(`external\n${/^data:/i.test(text) ? text : withoutSignature(text)}`, 32);
}

/** The first hex digits (64 at most) of a text's SHA-256. */
export function shortHash(text: string, length = 8): string {
	return createHash('sha256').update(text).digest('hex').slice(0, Math.max(0, length));
}

function withoutQuery(text: string): string {
	return /^[^?#]*/.exec(text)?.[0] ?? '';
}

const AZURE = /^(?:sig|s[etpvrsi]|spr|sip|srt|sk[etsv]|skoid|sktid|s[au]oid|scid|sdd)$/;

/** How to recognize presigned links (all the parameters in `by`), and which parameters change with each signature. */
const SIGNATURES: ReadonlyArray<{ by: readonly string[]; changing: RegExp }> = [
	{ by: ['x-amz-signature'], changing: /^x-amz-|^x-id$/ },
	{ by: ['x-goog-signature'], changing: /^x-goog-/ },
	{
		by: ['signature', 'expires'],
		changing:
			/^(?:signature|expires|awsaccesskeyid|googleaccessid|ossaccesskeyid|x-amz-security-token)$/,
	},
	{ by: ['signature', 'key-pair-id'], changing: /^(?:signature|expires|key-pair-id|policy)$/ },
	{ by: ['sig', 'se'], changing: AZURE },
	{ by: ['sig', 'sv'], changing: AZURE },
];

/** As text, without parsing: the rest of the link counts as it was written. */
function withoutSignature(url: string): string {
	const text = url.split('#', 1)[0] ?? '';
	const mark = text.indexOf('?');
	if (mark < 0) return text;
	let parts = text.slice(mark + 1).split('&');
	const names = new Set(parts.map(nameOf));
	const signed = SIGNATURES.filter(({ by }) => by.every((name) => names.has(name)));
	if (signed.length === 0) return text;
	parts = parts.filter((part) => !signed.some(({ changing }) => changing.test(nameOf(part))));
	return parts.length === 0 ? text.slice(0, mark) : `${text.slice(0, mark)}?${parts.join('&')}`;
}

function nameOf(part: string): string {
	return decodeLoosely(part.split('=', 1)[0] ?? '').toLowerCase();
}

/**
 * What places must have in common to share one download; undefined for a file that shares with none.
 *
 * All places with the same key get the same bytes, so whoever can choose a key gets the bytes of others, or
 * passes bytes to them. An upload that Notion itself calls its own is the same under every signature. A link
 * that somebody typed is the same only if it is identical to the last character, signature included: then each
 * would get the same answer. An embed merely looks as if Notion had signed it.
 */
export function sharingKey({ fileId, link }: NotionFile): string | undefined {
	if (link.kind !== 'signed') return `link ${shortHash(link.url, 64)}`;
	return link.trusted ? `upload ${fileId}` : undefined;
}

/**
 * What is processed once: a file on a page. The same file on another page has another path and is
 * processed there too; a new version is a new upload and so has another ID.
 */
export function fileKey({ page, fileId }: Pick<NotionFile, 'page' | 'fileId'>): string {
	return keyOf(page.id, fileId);
}

export function keyOf(pageId: string, fileId: string): string {
	return `${pageId.replaceAll('-', '').toLowerCase()} ${fileId}`;
}
