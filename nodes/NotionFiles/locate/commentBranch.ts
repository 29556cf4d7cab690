import { isUnreadable, mayBeLeftOut, NotionFilesError } from '../errors';
import { asText, type Json } from '../json';
import { mention } from '../mentions';
import { Branch } from './Branch';
import { commentFindings } from './commentFiles';
import type { BlockRef, PageRef } from '../files/NotionFile';
import type { NotionReader } from './NotionReader';

/**
 * The files in the discussions at the top of a page.
 * @param level of the page, as in `branchAt`
 */
export function pageComments(
	pageId: string,
	page: Promise<PageRef>,
	reader: NotionReader,
	level: number,
): Branch {
	const isMinor = level > 0 ? mayBeLeftOut : isUnreadable;
	return commentBranch(pageId, mention('a page', pageId), page, undefined, reader, isMinor);
}

/** The files in the comments on one block; a page inside it has its own comments, which are not included. */
export function blockComments(block: Json, page: PageRef, reader: NotionReader): Branch[] {
	const ref: BlockRef = { id: asText(block.id) ?? '', type: asText(block.type) ?? '' };
	if (ref.id === '' || ref.type === 'child_page') return [];
	return [
		commentBranch(
			ref.id,
			mention('a block', page.id, ref.id),
			Promise.resolve(page),
			ref,
			reader,
			mayBeLeftOut,
		),
	];
}

/** Comments that Notion does not return affect nothing else: they are skipped, and a hint says so. */
function commentBranch(
	parentId: string,
	what: string,
	page: Promise<PageRef>,
	block: BlockRef | undefined,
	reader: NotionReader,
	isMinor: (error: NotionFilesError) => boolean,
): Branch {
	return new Branch(async (branch) => {
		try {
			const onCut = (reason: string): void => branch.add([{ kind: 'skipped', reason }]);
			const lists = reader.comments(parentId, onCut, branch.wantsMore);
			for await (const comments of lists) {
				const ref = await page;
				branch.add(comments.flatMap((comment) => commentFindings(comment, ref, block)));
			}
		} catch (thrown) {
			const reason =
				thrown instanceof NotionFilesError ? reasonFor(thrown, what, isMinor) : undefined;
			if (reason === undefined) return await Promise.reject(thrown);
			branch.add([{ kind: 'skipped', reason }]);
		}
	});
}

/** Why comments are skipped; undefined if they should have been returned. */
function reasonFor(
	error: NotionFilesError,
	what: string,
	isMinor: (error: NotionFilesError) => boolean,
): string | undefined {
	if (error.code === 'missingCapability') {
		return 'Skipped files in comments, because the connection is not allowed to read comments: turn on its “Read comments” capability in Notion’s developer settings';
	}
	return isMinor(error) ? `Skipped the comments on ${what}: ${error.sentence}` : undefined;
}
