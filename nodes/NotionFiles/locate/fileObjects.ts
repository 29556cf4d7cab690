import { asObject, asText, type Json } from '../json';

/** How many levels of a block's JSON to search; people do not make anything deeper. */
const DEEPEST = 12;

/**
 * The file objects in a block of whatever type, wherever they are in it, so that the files of future
 * block types are found too. Icons are listed apart: they may be something other than a file.
 */
export function fileObjectsIn(block: Json): { files: Json[]; icons: unknown[] } {
	const found = { files: [] as Json[], icons: [] as unknown[] };
	collect(block, DEEPEST, found);
	return found;
}

function collect(value: unknown, levels: number, found: ReturnType<typeof fileObjectsIn>): void {
	if (typeof value !== 'object' || value === null || levels < 0) return;
	if (isFileObject(asObject(value))) {
		found.files.push(asObject(value));
		return;
	}
	for (const [key, part] of Object.entries(value)) {
		if (key === 'icon') found.icons.push(part);
		else collect(part, levels - 1, found);
	}
}

/**
 * `{ type: 'file', file: { url } }` or the same with `external`. The type has to say so: a future block
 * may hold an object whose keys people choose, and links of files are trusted.
 */
function isFileObject(object: Json): boolean {
	const { type } = object;
	if (type !== 'file' && type !== 'external') return false;
	return asText(asObject(object[type]).url) !== undefined;
}
