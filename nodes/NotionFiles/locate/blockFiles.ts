import { asObject, asText, plainText, type Json } from '../json';
import { describePage } from '../files/describe';
import { shortName } from '../outward';
import type { StorageOrigins } from '../files/notionStorage';
import {
	findingsFor,
	findingsForFile,
	findingsForRead,
	stemFromBlock,
	type FileContext,
} from './fileFindings';
import { readEmbed } from './fileObject';
import type { Finding } from './Finding';
import type { BlockRef, Expectation, PageRef } from '../files/NotionFile';

const EXPECTATION_OF_BLOCK: Readonly<Record<string, Expectation>> = {
	image: 'image',
	video: 'video',
	audio: 'audio',
	pdf: 'pdf',
	file: 'anything',
};

/**
 * The files that one block holds itself, without its children: its content, and for callouts and the
 * paragraphs of a tab their icon. Which block types hold files: docs/notion-api.md#where-files-are; of any other type,
 * whatever file objects are in it.
 * @param known where the HTML of embeds may be, besides Notion's own buckets
 */
export function blockFindings(block: Json, page: PageRef, known?: StorageOrigins): Finding[] {
	const ref: BlockRef = { id: asText(block.id) ?? '', type: asText(block.type) ?? '' };
	if (ref.type === '') return partial(ref, page);
	const content = asObject(block[ref.type]);
	if (Object.hasOwn(EXPECTATION_OF_BLOCK, ref.type)) {
		return findingsForFile(content, contextOf(block, ref, content, page));
	}
	if (ref.type === 'embed') {
		const context = contextOf(block, ref, content, page);
		const hosted = findingsForRead(readEmbed(asText(content.url), ref.id, known), context);
		if (hosted.length > 0) return hosted;
		return fileObjectsIn(content).files.flatMap((file) => findingsFor(file, context));
	}
	if (ref.type === 'unsupported') return unsupported(content, page);
	return anyFindings(block, ref, page);
}

function contextOf(block: Json, ref: BlockRef, content: Json, page: PageRef): FileContext {
	return {
		place: { source: 'block', block: ref },
		page,
		expectation: EXPECTATION_OF_BLOCK[ref.type] ?? 'anything',
		fallbackStem: stemFromBlock(ref.type, ref.id),
		caption: plainText(content.caption),
		of: block,
	};
}

/** For types that hold no file today except an icon, as callouts and the paragraphs of a tab do. */
function anyFindings(block: Json, ref: BlockRef, page: PageRef): Finding[] {
	const { files, icons } = fileObjectsIn(block);
	return [
		...icons.flatMap((icon) =>
			findingsFor(icon, {
				place: { source: 'blockIcon', block: ref },
				page,
				expectation: 'image',
				fallbackStem: stemFromBlock('icon', ref.id),
				of: block,
			}),
		),
		...files.flatMap((file) =>
			findingsFor(file, {
				place: { source: 'block', block: ref },
				page,
				expectation: 'anything',
				fallbackStem: stemFromBlock(ref.type, ref.id),
				caption: plainText(file.caption ?? asObject(block[ref.type]).caption),
				of: block,
			}),
		),
	];
}

/**
 * Types that the API does not support and that have nothing in them: buttons run actions, the others only
 * show what is known from elsewhere (docs/notion-api.md#unsupported-blocks).
 */
const NEVER_HOLD_FILES: ReadonlySet<string | undefined> = new Set([
	'breadcrumb',
	'button',
	'divider',
	'equation',
	'table_of_contents',
]);

/** Without the block's ID: a page may have many of them, and one hint is enough for all. */
function unsupported(content: Json, page: PageRef): Finding[] {
	const type = asText(content.block_type);
	if (NEVER_HOLD_FILES.has(type)) return [];
	const what = type ? `“${shortName(type)}” blocks` : 'some blocks';
	const reason = `Skipped ${what} on ${describePage(page)}: Notion’s API does not return them, nor files in them`;
	return [{ kind: 'skipped', reason }];
}

/**
 * Without the capability to read content, Notion returns nothing but IDs
 * (docs/notion-api.md#capabilities).
 */
function partial(ref: BlockRef, page: PageRef): Finding[] {
	if (ref.id === '') return [];
	const reason = `Notion returned only the ID of a block on ${describePage(page)}`;
	return [{ kind: 'skipped', reason }];
}

/** How many levels of a block's JSON to search; people do not make anything deeper. */
const DEEPEST = 12;

/**
 * The file objects in a block of whatever type, wherever they are in it, so that the files of future
 * block types are found too. Icons are listed apart: they may be something other than a file.
 */
function fileObjectsIn(block: Json): { files: Json[]; icons: unknown[] } {
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
