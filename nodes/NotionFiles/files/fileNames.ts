import {
	canonicalType,
	extensionOfType,
	isKnownExtension,
	typeOfExtension,
} from './types/extensions';
import { isSignedByNotionStorage, nameFromUrl } from './links';
import { composed } from './unicode';

/** What file systems commonly allow for one name; object stores allow more. */
const MAX_NAME_BYTES = 255;

// Lone surrogates are no characters, noncharacters break XML listings of object stores, and the
// others let a name look like another one. White space among the controls is left to be a space.
const INVISIBLE =
	/[\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}\u200B\u2060\uFEFF]|(?![\t-\r])\p{Cc}/gu;
const FORBIDDEN = /[<>:"/\\|?*]/g;
// Windows takes these for devices, in any folder and with any extension.
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/**
 * A name that every common file system and object store takes, as near to the given one as can be;
 * '' when nothing is left of it. Its safe name is the name itself.
 *
 * @param maxBytes length in UTF-8 at most; too long names lose the end of their stem, by whole
 * characters as people see them, and keep their extension
 */
export function safeName(text: string, maxBytes = MAX_NAME_BYTES): string {
	const name = composed(bounded(text).replace(INVISIBLE, ''))
		.replace(FORBIDDEN, '_')
		.replace(/\s+/g, ' ');
	const short = cutName(withoutTail(name.trim()), maxBytes);
	const harmless = DEVICE.test(short) ? cutName(`_${short}`, maxBytes) : short;
	return /[^\p{M}\p{Cf}\s]/u.test(harmless) ? harmless : '';
}

/** What is longer is no name, and would cost as much for each file of a page; its end may be an extension. */
const LONGEST_READ = 10_000;

function bounded(text: string): string {
	return text.length > LONGEST_READ ? text.slice(0, LONGEST_READ - 100) + text.slice(-100) : text;
}

/** Windows drops dots and spaces at the end of a name, and with them the difference to another. */
function withoutTail(text: string): string {
	let end = text.length;
	while (end > 0 && '. '.includes(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}

function cutName(name: string, maxBytes: number): string {
	if (Buffer.byteLength(name) <= maxBytes) return name;
	const { stem, extension } = splitExtension(name);
	const tail = extension === '' ? '' : `.${extension}`;
	const short = cutToBytes(stem, maxBytes - tail.length);
	return short === '' ? cutToBytes(name, maxBytes) : short + tail;
}

/**
 * The longest beginning of a text within so many bytes of UTF-8 that cuts no character as people see
 * it, without dots and spaces at its end.
 */
export function cutToBytes(text: string, maxBytes: number): string {
	if (Buffer.byteLength(text) <= maxBytes) return withoutTail(text);
	// No character has fewer bytes than UTF-16 units, so what lies behind cannot matter; one more, and
	// not half a pair, shows where the last one ends.
	let enough = Math.max(0, maxBytes) + 1;
	if (/[\uD800-\uDBFF]/.test(text.charAt(enough - 1))) enough++;
	let [end, bytes] = [0, 0];
	for (const { segment } of new Intl.Segmenter('und').segment(text.slice(0, enough))) {
		bytes += Buffer.byteLength(segment);
		if (!(bytes <= maxBytes)) break;
		end += segment.length;
	}
	return withoutTail(text.slice(0, end));
}

/**
 * A name's stem and its extension, without the dot; '' where there is none. An extension is 1–10 ASCII
 * letters and digits with a letter among them, and no version (`Q3 v1.2b`).
 */
export function splitExtension(name: string): { stem: string; extension: string } {
	const dot = name.lastIndexOf('.');
	const extension = name.slice(dot + 1);
	if (dot <= 0 || !isExtension(extension)) return { stem: name, extension: '' };
	return { stem: name.slice(0, dot), extension };
}

const VERSION = /^v?\d+(?:[a-z]|(?:rc|alpha|beta)\d*)?$/i;

function isExtension(text: string): boolean {
	if (!/^[a-z0-9]{1,10}$/i.test(text) || !/[a-z]/i.test(text)) return false;
	return isKnownExtension(text) || !VERSION.test(text);
}

// Types of containers and formats that programs give extensions of their own: `plan.x7z9`.
const ANYTHING_WITHIN =
	/^(?:application\/(?:zip|gzip|x-tar|x-ole-storage|xml|json|vnd\.sqlite3)|text\/plain)$/;

/**
 * The name with the usual extension of its type, where it has none. A known extension is never
 * touched, even if the type says otherwise: it is what the user sees in Notion. An unknown one
 * stays where the type could be meant by it, so `plan.x7z9` (ZIP) does and `Dr.Smith` (PDF) does not.
 */
export function withExtension(name: string, mimeType: string): string {
	if (name === '') return '';
	// The word of a dotfile (`.env`) counts as its extension.
	const { extension } = splitExtension(`_${name}`);
	if (isKnownExtension(extension)) return name;
	const usual = extensionOfType(mimeType);
	if (usual === '') return name;
	if (extension !== '' && ANYTHING_WITHIN.test(canonicalType(mimeType) ?? '')) return name;
	return safeName(`${name}.${usual}`);
}

/** What may name a file. */
export interface NameSources {
	nameInNotion?: string | undefined;
	url?: string | undefined;
	fallbackStem: string;
}

/**
 * The name of a file: the one that the user sees in Notion; where that is a pasted link, or there is
 * none, the one at the end of the link; else the fallback. Safe and never empty.
 */
export function chooseName({ nameInNotion = '', url = '', fallbackStem }: NameSources): string {
	const shown = safeName(shownName(nameInNotion));
	if (shown !== '') return withHostedExtension(shown, url);
	return linkedName(url) || safeName(fallbackStem) || 'file';
}

/** A name in Notion, or in the link that was pasted as one; '' for links without a name. */
function shownName(name: string): string {
	const text = name.trim();
	if (/^data:[^,\s]*,/i.test(text)) return '';
	if (/^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(text)) return nameFromUrl(text) ?? '';
	if (/^www\.[^\s/]{1,250}\//i.test(text)) return nameFromUrl(`https://${text}`) ?? '';
	return text;
}

/** Notion's own links end in the name of the uploaded file, so what was cut off is there. */
function withHostedExtension(shown: string, url: string): string {
	if (isKnownExtension(splitExtension(`_${shown}`).extension)) return shown;
	const { extension } = splitExtension(linkedName(url));
	if (typeOfExtension(extension) === undefined || !isSignedByNotionStorage(url)) return shown;
	return safeName(`${shown}.${extension}`);
}

function linkedName(url: string): string {
	return safeName(nameFromUrl(url) ?? '');
}
