import { asObject, asText, type Json } from '../json';
import { embeddedFileId, externalFileId, hostedFileId } from '../files/identity';
import { asWebAddress, isNativeIconUrl, signedUrlExpiry } from '../files/links';
import { isSignedByNotionStorage, type StorageOrigins } from '../files/notionStorage';
import type { FileLink } from '../files/NotionFile';

/** What Notion's file object at some place amounts to. */
export type ReadFileObject =
	| { kind: 'link'; link: FileLink; fileId: string; name: string | undefined }
	/** Nothing there, or nothing that is a file: an emoji, a native icon, an upload not yet attached. */
	| { kind: 'none' }
	/** A file without a link: old uploads are known to look like this. */
	| { kind: 'withoutLink'; name: string | undefined };

const NONE: ReadFileObject = { kind: 'none' };

/** Reads an icon, a cover, or what may be a file object or something else. */
export function readFileObject(value: unknown): ReadFileObject {
	const found = read(value);
	return found.kind === 'link' && isNativeIconUrl(found.link.url) ? NONE : found;
}

/**
 * Reads a file object where there can be nothing else: of a kind that we do not know, it is a file without a
 * link, and one of Notion's own icons is a picture that somebody has put there.
 */
export function readFile(value: unknown): ReadFileObject {
	const found = read(value);
	const { type, category, name } = asObject(value);
	const isThere = [type, category, name].some((text) => asText(text) !== undefined);
	return found.kind === 'none' && isThere ? { kind: 'withoutLink', name: asText(name) } : found;
}

/**
 * File objects, icons and covers differ in `type` only, and some answers omit `type` (documented for nested
 * icons), so the key that is there decides.
 */
function read(value: unknown): ReadFileObject {
	const object = asObject(value);
	const name = asText(object.name);
	const type = KINDS.find((kind) => kind === object.type) ?? presentKey(object);
	switch (type) {
		case 'file':
			return hosted(asObject(object.file), name);
		case 'external':
			return external(asObject(object.external), name);
		case 'custom_emoji':
			return customEmoji(asObject(object.custom_emoji));
		default:
			return NONE;
	}
}

/**
 * Reads an `embed`: a web page, unless it is an HTML block, whose `url` is a signed link.
 * @param known hosts of Notion's storage besides those that are always known
 */
export function readEmbed(
	url: string | undefined,
	blockId: string,
	known?: StorageOrigins,
): ReadFileObject {
	if (url === undefined || !isSignedByNotionStorage(url, known)) return NONE;
	const link: FileLink = { kind: 'signed', url, expiryTime: signedUrlExpiry(url), trusted: false };
	return { kind: 'link', link, fileId: embeddedFileId(url, blockId), name: undefined };
}

const KINDS = ['file', 'external', 'custom_emoji'] as const;

function presentKey(object: Json): (typeof KINDS)[number] | undefined {
	return KINDS.find((kind) => asObject(object[kind]) === object[kind]);
}

function hosted(file: Json, name: string | undefined): ReadFileObject {
	const url = asText(file.url);
	if (url === undefined) return { kind: 'withoutLink', name };
	const expiryTime = asText(file.expiry_time) ?? signedUrlExpiry(url);
	const link: FileLink = { kind: 'signed', url, expiryTime, trusted: true };
	return { kind: 'link', link, fileId: hostedFileId(url), name };
}

function external(target: Json, name: string | undefined): ReadFileObject {
	const url = asText(target.url)?.trim();
	if (!url) return { kind: 'withoutLink', name };
	const fileId = externalFileId(url);
	if (/^data:/i.test(url)) return { kind: 'link', link: { kind: 'data', url }, fileId, name };
	// The ID is still made from the link as it was pasted.
	const link: FileLink = { kind: 'plain', url: asWebAddress(url), hosting: 'external' };
	return { kind: 'link', link, fileId, name };
}

function customEmoji(emoji: Json): ReadFileObject {
	const url = asText(emoji.url);
	if (url === undefined) return NONE;
	const link: FileLink = { kind: 'plain', url, hosting: 'notion' };
	return { kind: 'link', link, fileId: externalFileId(url), name: asText(emoji.name) };
}
