import { hasExtension, safeName, splitExtension } from './fileNames';
import { nameFromUrl } from './links';
import { isKnownExtension, isScriptExtension, typeOfExtension } from './types/extensions';

/** What may name a file. */
export interface NameSources {
	nameInNotion?: string | undefined;
	url?: string | undefined;
	/** Whether the link is one of Notion's own. */
	hosted?: boolean;
	fallbackStem: string;
}

/**
 * The name of a file: the one that the user sees in Notion; if that is a pasted link, or there is none,
 * the one at the end of the link; otherwise the fallback. Safe and never empty.
 */
export function chooseName({
	nameInNotion = '',
	url = '',
	hosted = false,
	fallbackStem,
}: NameSources): string {
	const shown = isLinkItself(nameInNotion, url) ? '' : safeName(shownName(nameInNotion));
	if (shown !== '') return hosted ? withHostedExtension(shown, url) : shown;
	return linkedName(url) || safeName(fallbackStem) || 'file';
}

/** A name in Notion, or in the link that was pasted as one; '' for links without a name. */
function shownName(name: string): string {
	const text = name.trim();
	const link = pastedLink(text);
	if (link === undefined) return text;
	return /^data:/i.test(link) ? '' : (nameFromUrl(link) ?? '');
}

/** A link that is in place of the name; undefined for a name. */
function pastedLink(text: string): string | undefined {
	if (/^data:[^,\s]*,|^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(text)) return text;
	if (/^\/\/[^\s/]{1,250}\.[^\s/]{2,250}\//.test(text)) return `https:${text}`;
	return /^www\.[^\s/]{1,250}\//i.test(text) ? `https://${text}` : undefined;
}

/** Links are also shown without their scheme. */
function isLinkItself(name: string, url: string): boolean {
	return name !== '' && `//${url.trim()}`.endsWith(`//${name.trim()}`);
}

/** Whether somebody gave a linked file its name, rather than pasting the link alone. */
export function isTypedName(nameInNotion: string | undefined, url: string): boolean {
	const text = nameInNotion?.trim() ?? '';
	const name = safeName(text);
	if (name === '' || pastedLink(text) !== undefined || isLinkItself(text, url)) return false;
	// Notion and programs use the end of a link as name; nobody types `download.php`.
	const { extension } = splitExtension(name);
	const tellsNothing = isScriptExtension(extension) || !hasExtension(name);
	return !(tellsNothing && name === linkedName(url));
}

/** Notion's own links end in the name of the uploaded file, so an extension that was cut off is there. */
function withHostedExtension(shown: string, url: string): string {
	if (isKnownExtension(splitExtension(`_${shown}`).extension)) return shown;
	// Also after an unknown ending (“Minutes of 12.march”), unless the upload itself has it.
	const { extension } = splitExtension(linkedName(url));
	if (typeOfExtension(extension) === undefined) return shown;
	return safeName(`${shown}.${extension}`);
}

function linkedName(url: string): string {
	return safeName(nameFromUrl(url) ?? '');
}
