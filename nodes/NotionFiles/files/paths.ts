import { composed, cutToBytes, lowerCase, safeName, splitExtension, volumeTail } from './fileNames';
import { shortHash } from './identity';

interface Folder {
	id: string;
	title: string;
}

export interface PathParts {
	/** The pages and databases above the page, from the top down, if they belong into the path. */
	above?: readonly Folder[];
	pageTitle: string;
	pageId: string;
	/** The final name, extension included. */
	fileName: string;
	/** 32 hex digits. */
	fileId: string;
}

/** Enough to recognize a page, with room for more folders above it. */
const MAX_TITLE_BYTES = 100;

/**
 * File systems accept 255, of which programs that write there need some for themselves: Nextcloud appends
 * 28 to the name of an upload in progress (nextcloud/server#4046), others a number or `.part`.
 */
const MAX_COMPONENT_BYTES = 200;

/** Keys of S3 have up to 1,024 bytes, of which a prefix of the user's own needs some. */
const MAX_PATH_BYTES = 900;

/** Shorter and shorter titles for the folders above, if a path gets too long. */
const MAX_TITLES_ABOVE = [MAX_TITLE_BYTES, 60, 40, 25, 15, 8];

/**
 * Where to put a file: `Team handbook 4c1f32a5/Résumé 9bc6c6e0.pdf`. It depends only on the page and the
 * file, so it is the same in every run whatever other files are added or removed, and different for different
 * files even if their names are the same, or differ only in case. No part of it has more than 200 bytes.
 * The folders above depend on the pages there alone: they are cut alike for all files of a page.
 *
 * @param fileDigits how many digits of the file's ID (1–32) follow its name
 * @param pageDigits how many digits, computed from the page's ID, follow its title
 */
export function filePath(parts: PathParts, fileDigits = 8, pageDigits = 8): string {
	const page = folder({ id: parts.pageId, title: parts.pageTitle }, MAX_TITLE_BYTES, pageDigits);
	const file = component(parts.fileName, digitsOf(parts.fileId, fileDigits));
	return [...foldersAbove(parts.above ?? []), page, file].join('/');
}

/** How much of a long title stays in a name that also has that of the file. */
const MAX_TITLE_IN_NAME_BYTES = 60;

/**
 * The page's folder and the file's name in one, for stores without folders:
 * `Team handbook 4c1f32a5 - Résumé 9bc6c6e0.pdf`. It does not depend on what is above the page. It has no
 * more than 200 bytes: first the title is cut, then the file's name, and never the digits.
 */
export function flatName(
	{ pageTitle, pageId, fileName, fileId }: PathParts,
	fileDigits = 8,
	pageDigits = 8,
): string {
	const page = { id: pageId, title: pageTitle };
	const digits = digitsOf(fileId, fileDigits);
	const joined = (titleBytes: number, maxBytes?: (folderBytes: number) => number): string => {
		const before = `${folder(page, titleBytes, pageDigits)} - `;
		return before + component(fileName, digits, maxBytes?.(Buffer.byteLength(before)));
	};
	const whole = joined(MAX_TITLE_BYTES);
	if (Buffer.byteLength(whole) <= MAX_COMPONENT_BYTES) return whole;
	return joined(MAX_TITLE_IN_NAME_BYTES, (bytes) => MAX_COMPONENT_BYTES - bytes);
}

function foldersAbove(above: readonly Folder[]): string[] {
	const room = MAX_PATH_BYTES - (MAX_TITLE_BYTES + ' 1a2b3c4d/'.length) - (MAX_COMPONENT_BYTES + 1);
	let folders: string[] = [];
	for (const bytes of MAX_TITLES_ABOVE) {
		folders = above.map((one) => folder(one, bytes));
		if (Buffer.byteLength(folders.join('/')) <= room) break;
	}
	return folders;
}

function folder({ id, title }: Folder, titleBytes: number, digits = 8): string {
	const name = safeInStores(safeName(title, titleBytes)) || 'Untitled';
	return `${name} ${shortHash(id.replaceAll('-', '').toLowerCase(), digits)}`;
}

/**
 * Some clients put a key into a URL unescaped: n8n's AWS S3 node treats what follows a # as a fragment,
 * and %41 as an A. SharePoint and OneDrive refuse `_vti_` anywhere in a name, files that begin with `~$`
 * (locks of Office) and folders that begin with `~`: one such title, and no file of the page gets there.
 */
function safeInStores(name: string): string {
	return name.replace(/[#%]|^~/g, '_').replace(/_(vti)_/gi, '_$1-');
}

/** A file's part of a path: its name, cut if need be, and the digits that keep it unique. */
export function component(
	fileName: string,
	digits: string,
	maxBytes = MAX_COMPONENT_BYTES,
): string {
	const { stem, extension } = splitExtension(safeInStores(safeName(fileName)));
	const tail = extension === '' ? ` ${digits}` : ` ${digits}.${extension}`;
	const room = maxBytes - tail.length;
	if (Buffer.byteLength(stem) <= room) return (cutToBytes(stem, room) || 'file') + tail;
	// The number of a volume must not be cut.
	const end = volumeTail(stem);
	const cut = cutToBytes(stem.slice(0, stem.length - end.length), room - end.length);
	return (cut || 'file') + end + tail;
}

function digitsOf(fileId: string, length: number): string {
	const digits = /^[0-9a-f]{32}$/.test(fileId) ? fileId : shortHash(fileId, 32);
	return digits.slice(0, Math.min(32, Math.max(1, length)));
}

/**
 * The same for two paths exactly if they may name one file on systems that ignore case (Windows, macOS) or
 * store accents in one form (macOS).
 */
export function pathKey(path: string): string {
	// Via upper case, which makes ß and ss the same; and before that via lower case, for ẞ.
	return lowerCase(composed(path).toLowerCase().toUpperCase());
}
