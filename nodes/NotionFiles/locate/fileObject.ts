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

/**
 * Reads a file object, an icon or a cover. They differ in `type` only, and some answers omit `type`
 * (documented for nested icons), so the key that is there decides.
 */
export function readFileObject(value: unknown): ReadFileObject {
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
	if (isNativeIconUrl(url)) return NONE;
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
