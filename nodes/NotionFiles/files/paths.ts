import { cutToBytes, safeName, splitExtension, volumeTail } from './fileNames';
import { shortHash } from './identity';
import { composed, lowerCase } from './unicode';

export interface PathParts {
	pageTitle: string;
	pageId: string;
	/** The final name, extension included. */
	fileName: string;
	/** 32 hex digits. */
	fileId: string;
}

/** Enough to recognise a page by, and room for more folders above it. */
const MAX_TITLE_BYTES = 100;

/**
 * File systems take 255, of which programs that write there need some for themselves: Nextcloud appends
 * 28 to the name of what is being uploaded (nextcloud/server#4046), others a number or `.part`.
 */
const MAX_COMPONENT_BYTES = 200;

/**
 * Where a file is to be put: `Team handbook 4c1f32a5/Résumé 9bc6c6e0.pdf`. It depends on nothing but
 * the page and the file, so it is the same in every run whatever else comes or goes, and different
 * for different files even where names differ in nothing, or only in case. Neither part of it has more
 * than 200 bytes.
 *
 * @param fileDigits how many digits of the file's ID (1–32) stand behind its name
 * @param pageDigits how many digits made of the page's ID stand behind its title
 */
export function filePath(parts: PathParts, fileDigits = 8, pageDigits = 8): string {
	const title = safeInUrl(safeName(parts.pageTitle, MAX_TITLE_BYTES)) || 'Untitled';
	const folder = `${title} ${shortHash(parts.pageId.replaceAll('-', '').toLowerCase(), pageDigits)}`;
	return `${folder}/${component(parts.fileName, digitsOf(parts.fileId, fileDigits))}`;
}

/**
 * Some clients put a key into a URL as it is: n8n's AWS S3 node takes what follows a # for a fragment,
 * and %41 for an A.
 */
function safeInUrl(name: string): string {
	return name.replace(/[#%]/g, '_');
}

function component(fileName: string, digits: string): string {
	const { stem, extension } = splitExtension(safeInUrl(safeName(fileName)));
	const tail = extension === '' ? ` ${digits}` : ` ${digits}.${extension}`;
	const room = MAX_COMPONENT_BYTES - tail.length;
	if (Buffer.byteLength(stem) <= room) return (cutToBytes(stem, room) || 'file') + tail;
	// The number of a volume is not what is too long.
	const end = volumeTail(stem);
	const cut = cutToBytes(stem.slice(0, stem.length - end.length), room - end.length);
	return (cut || 'file') + end + tail;
}

function digitsOf(fileId: string, length: number): string {
	const digits = /^[0-9a-f]{32}$/.test(fileId) ? fileId : shortHash(fileId, 32);
	return digits.slice(0, Math.min(32, Math.max(1, length)));
}

/**
 * What two paths have in common exactly if they may name one file where case does not count (Windows,
 * macOS) or accents are stored in one form (macOS).
 */
export function pathKey(path: string): string {
	// By way of upper case, which makes one of ß and ss; and there by way of lower case, for ẞ.
	return lowerCase(composed(path).toLowerCase().toUpperCase());
}
