import { canonicalType, endsDomain, extensionOfType, isKnownExtension } from './types/extensions';

/** What file systems commonly allow for one name; object stores allow more. */
const MAX_NAME_BYTES = 255;

// Lone surrogates are not characters, noncharacters break XML listings of object stores, and the
// others make a name look like another one. White space among the controls is kept, to become a space.
const INVISIBLE =
	/[\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}\u200B\u2060\uFEFF]|(?![\t-\r])\p{Cc}/gu;
const FORBIDDEN = /[<>:"/\\|?*]/g;
// Windows treats these as devices, in any folder and with any extension.
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/**
 * A name that every common file system and object store accepts, as close to the given one as possible;
 * '' if nothing is left of it. The safe name of a safe name is that name.
 *
 * @param maxBytes maximum length in UTF-8; names that are too long lose the end of their stem, by whole
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

/** Anything longer is not a name, and would cost time for each file of a page; its end may be an extension. */
const LONGEST_READ = 10_000;

function bounded(text: string): string {
	return text.length > LONGEST_READ ? text.slice(0, LONGEST_READ - 100) + text.slice(-100) : text;
}

/** Windows drops dots and spaces at the end of a name, so two names could become the same. */
function withoutTail(text: string): string {
	let end = text.length;
	while (end > 0 && '. '.includes(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}

function cutName(name: string, maxBytes: number): string {
	if (Buffer.byteLength(name) <= maxBytes) return name;
	const { extension } = splitExtension(name);
	const tail = volumeTail(name) || (extension === '' ? '' : `.${extension}`);
	const stem = name.slice(0, name.length - tail.length);
	const short = cutToBytes(stem, maxBytes - tail.length);
	return short === '' ? cutToBytes(name, maxBytes) : short + tail;
}

/**
 * The longest beginning of a text that fits into this many bytes of UTF-8 without cutting a character as
 * people see it, and without dots and spaces at its end.
 */
export function cutToBytes(text: string, maxBytes: number): string {
	if (Buffer.byteLength(text) <= maxBytes) return withoutTail(text);
	// No character has fewer bytes than UTF-16 units, so what follows cannot matter; one unit more, but
	// not half a pair, shows where the last character ends.
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
 * A name's stem and its extension, without the dot; '' if there is none. An extension is 1–10 ASCII
 * letters and digits with at least one letter, and not a version (`Q3 v1.2b`).
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

// “Dr.Smith”, “Plan.B”, “Volume.II”: ends of names that only look like extensions.
const WORD = /^(?:[A-Z][a-z]*|[IVX]+)$/;
/** `1706.03762v5` */
const REVISION = /^\d+v\d+$/i;

/**
 * Whether a name has an extension, known or not; the word of a dotfile (`.env`) counts as one. So do
 * digits after a known one, as in volumes and versions (`backup.7z.001`, `server.log.1`).
 */
export function hasExtension(name: string): boolean {
	const dot = name.lastIndexOf('.');
	const end = name.slice(dot + 1);
	if (dot < 0) return false;
	if (/^\d+$/.test(end)) return volumeTail(name) !== '';
	if (isKnownExtension(end)) return true;
	return isExtension(end) && !WORD.test(end) && !REVISION.test(end) && !endsDomain(end);
}

/** `.7z.001`, `.log.1`: digits after a known extension, including it; '' if there are none. */
export function volumeTail(name: string): string {
	const [tail = '', extension = ''] = /\.([a-z0-9]{1,10})\.\d{1,5}$/i.exec(name.slice(-17)) ?? [];
	// In `Pages.12` it is the name itself.
	if (name.length === tail.length || !/[a-z]/i.test(extension)) return '';
	return isKnownExtension(extension) ? tail : '';
}

// A file of these types may have any ending, even a word.
const ANYTHING_WITHIN =
	/^(?:application\/(?:zip|gzip|x-tar|x-ole-storage|xml|json|vnd\.sqlite3)|text\/plain)$/;

/**
 * The name with the usual extension of its type, if it has none. An extension that it has is what the user
 * sees in Notion, and stays even if the type says otherwise: a program may know `IMG_0001.HIF` better
 * than any list, and volumes of an archive open only under their own names.
 */
export function withExtension(name: string, mimeType: string): string {
	if (name === '' || hasExtension(name)) return name;
	const usual = extensionOfType(mimeType);
	if (usual === '' || name.toLowerCase().endsWith(`.${usual}`)) return name;
	const end = splitExtension(`_${name}`).extension;
	if (end !== '' && ANYTHING_WITHIN.test(canonicalType(mimeType) ?? '')) return name;
	return safeName(`${name}.${usual}`);
}

const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;

/**
 * Unicode's composed form (NFC), in linear time: ICU sorts a run of combining marks in quadratic
 * time, so a hostile megabyte of them would block the process for minutes. No script stacks more than
 * 30 (UAX #15, Stream-Safe Text Format); the rest of a longer run is dropped.
 */
export function composed(text: string): string {
	// Composing can split one mark into two, hence the second pass.
	return text.replace(TOO_MANY_MARKS, '$1').normalize('NFC').replace(TOO_MANY_MARKS, '$1');
}

/** Lower case, composed; ς becomes σ, as only the following letter decides between them. */
export function lowerCase(text: string): string {
	return composed(composed(text).toLowerCase()).replaceAll('ς', 'σ');
}
