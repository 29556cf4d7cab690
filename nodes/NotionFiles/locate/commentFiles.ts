import { asObjects, asText, plainText, type Json } from '../json';
import { describePage } from '../files/describe';
import { findingsForFile, stemFromBlock } from './fileFindings';
import type { Finding } from './Finding';
import type { BlockRef, Expectation, FilePlace, PageRef } from '../files/NotionFile';

/** Anything that is not media has the category `productivity`. */
const EXPECTATION_OF_CATEGORY: Readonly<Record<string, Expectation>> = {
	image: 'image',
	video: 'video',
	audio: 'audio',
	pdf: 'pdf',
};

/**
 * The files attached to one comment. An attachment has a category where other file objects have a
 * type, and no name (docs/notion-api.md#where-files-are).
 * @param block what the comment is attached to, unless that is the page itself
 */
export function commentFindings(
	comment: Json,
	page: PageRef,
	block: BlockRef | undefined,
): Finding[] {
	const id = asText(comment.id) ?? '';
	if (!('parent' in comment) && !('attachments' in comment)) return partial(id, page);
	const place: FilePlace = { source: 'comment', comment: { id }, ...(block ? { block } : {}) };
	return asObjects(comment.attachments).flatMap((attachment) =>
		findingsForFile(attachment, {
			place,
			page,
			expectation: expectationOf(asText(attachment.category)),
			fallbackStem: stemFromBlock('comment', id),
			caption: plainText(comment.rich_text),
			of: comment,
		}),
	);
}

function expectationOf(category = ''): Expectation {
	if (!Object.hasOwn(EXPECTATION_OF_CATEGORY, category)) return 'anything';
	return EXPECTATION_OF_CATEGORY[category] ?? 'anything';
}

/** If a capability is missing, Notion may return nothing but IDs (docs/notion-api.md#capabilities). */
function partial(id: string, page: PageRef): Finding[] {
	if (id === '') return [];
	const reason = `Notion returned only the ID of a comment on ${describePage(page)}`;
	return [{ kind: 'skipped', reason }];
}
