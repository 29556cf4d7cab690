import { isUnreadable } from '../errors';
import { asObject, asText, type Json } from '../json';
import { blockFindings } from './blockFiles';
import { Branch } from './Branch';
import { asOurs, BranchesOnce } from './BranchesOnce';
import { blockComments, pageComments } from './commentBranch';
import { describePage } from '../files/describe';
import type { Finding, PageRef } from '../files/NotionFile';
import type { NotionReader } from './NotionReader';
import { coverFindings, filesProperties, iconFindings, pageRef } from './pageFiles';
import { propertyBranch } from './propertyBranch';

/** The parts of a page in which files are looked for. */
export type PagePart = 'cover' | 'icon' | 'properties' | 'content' | 'comments' | 'blockComments';

/** Where a branch hangs in the tree. */
interface Position {
	/** Tells pages apart before they are read; a synced block lies on several. */
	pageId: string;
	page: Promise<PageRef>;
	/** How many levels of child pages may still be opened below. */
	childPages: number;
	/** See `BranchesOnce`. */
	level: number;
}

/**
 * Walks pages and blocks. Every branch is read as soon as it is known, so the reads overlap; the
 * reader bounds how many run at once. On a page, a branch is known by its ID and read once however
 * often it is met: cycles end, and the second copy of a synced block costs no request.
 */
export class PageWalk {
	private readonly branches = new BranchesOnce();

	constructor(
		private readonly reader: NotionReader,
		private readonly parts: ReadonlySet<PagePart>,
	) {}

	/** The files of a page, in the order cover, icon, properties, content, comments. */
	page(pageId: string, childPages: number, level = 0): Branch {
		return this.branches.once(
			`page ${pageId}`,
			`the child page ${pageId}`,
			level,
			async (branch) => {
				const reading = this.reader.page(pageId);
				const besides = this.besides(reading, pageId, childPages, level);
				const page = await reading;
				const ref = pageRef(page);
				if (page.in_trash === true) branch.add([inTrash(ref)]);
				if (this.parts.has('cover')) branch.add(coverFindings(page, ref));
				if (this.parts.has('icon')) branch.add(iconFindings(page, ref));
				if (this.parts.has('properties')) {
					filesProperties(page).forEach((property) =>
						branch.addBranch(propertyBranch(property, page, this.reader)),
					);
				}
				besides.forEach((part) => branch.addBranch(part));
			},
		);
	}

	/** The files of a block that was already read, and of all below it; a page counts as its content. */
	block(block: Json, page: Promise<PageRef>): Branch {
		// What lies directly below is what the user picked as well.
		const position = { pageId: '', page, childPages: 0, level: -1 };
		const below =
			block.type === 'child_page'
				? this.bodyAndComments(asText(block.id) ?? '', position, 'blockComments')
				: this.below(block, position);
		return new Branch(async (branch) => {
			this.addOwn(branch, block, await page);
			below.forEach((child) => branch.addBranch(child));
		});
	}

	/** Begins with what needs no read of the page itself. */
	private besides(
		reading: Promise<Json>,
		pageId: string,
		childPages: number,
		level: number,
	): Branch[] {
		const page = reading.then(pageRef);
		// The page's own branch tells of a failed read; these then go unused.
		page.catch(() => {});
		return this.bodyAndComments(pageId, { pageId, page, childPages, level }, 'comments');
	}

	private bodyAndComments(
		pageId: string,
		position: Position,
		comments: 'comments' | 'blockComments',
	): Branch[] {
		const walksBlocks = this.parts.has('content') || this.parts.has('blockComments');
		return [
			...(walksBlocks ? [this.children(pageId, position)] : []),
			...(this.parts.has(comments) ? [pageComments(pageId, position.page, this.reader)] : []),
		];
	}

	/** What lies in a block itself: its files, then those in the comments on it. */
	private addOwn(branch: Branch, block: Json, page: PageRef): void {
		if (this.parts.has('content')) branch.add(blockFindings(block, page));
		if (!this.parts.has('blockComments')) return;
		blockComments(block, page, this.reader).forEach((comments) => branch.addBranch(comments));
	}

	private children(parentId: string, position: Position): Branch {
		const key = `${position.pageId} ${parentId}`;
		return this.branches.once(key, `block ${parentId}`, position.level, async (branch) => {
			await this.readChildren(branch, parentId, position);
		});
	}

	/** Lists the children into the branch and returns their IDs. */
	private async readChildren(
		branch: Branch,
		parentId: string,
		position: Position,
	): Promise<Set<string>> {
		const ids = new Set<string>();
		for await (const blocks of this.reader.blockChildren(parentId)) {
			const page = await position.page;
			for (const block of blocks) {
				ids.add(asText(block.id) ?? '');
				this.addOwn(branch, block, page);
				this.below(block, position).forEach((child) => branch.addBranch(child));
			}
		}
		return ids;
	}

	/** What hangs below a block (facts/notion-api.md 1.3). */
	private below(block: Json, position: Position): Branch[] {
		const id = asText(block.id);
		if (id === undefined) return [];
		const deeper = { ...position, level: position.level + 1 };
		switch (block.type) {
			case 'child_page':
				return position.childPages > 0
					? [this.page(id, position.childPages - 1, deeper.level)]
					: [];
			case 'child_database':
				return [];
			case 'synced_block':
				return block.has_children === true ? [this.synced(id, block, deeper)] : [];
			case 'meeting_notes':
			case 'transcription':
				return [this.meetingNotes(id, block, deeper)];
			default:
				return block.has_children === true ? [this.children(id, deeper)] : [];
		}
	}

	/**
	 * A synced block, known by its original. Listing a copy may answer 404 though the original can be
	 * read, so the original is the second try.
	 */
	private synced(id: string, block: Json, position: Position): Branch {
		const original = asText(asObject(asObject(block.synced_block).synced_from).block_id) ?? id;
		const key = `${position.pageId} ${original}`;
		return this.branches.once(key, `synced block ${id}`, position.level, async (branch) => {
			const problem = await this.readChildren(branch, id, position).then(() => undefined, asOurs);
			if (problem === undefined) return;
			if (original === id || !isUnreadable(problem)) throw problem;
			await this.readChildren(branch, original, position);
		});
	}

	/** Meeting notes name their summary, notes and transcript by ID, besides ordinary children. */
	private meetingNotes(id: string, block: Json, position: Position): Branch {
		const key = `${position.pageId} ${id}`;
		return this.branches.once(key, `meeting notes ${id}`, position.level, async (branch) => {
			const listed =
				block.has_children === true
					? await this.readChildren(branch, id, position)
					: new Set<string>();
			const named = asObject(asObject(block[String(block.type)]).children);
			for (const pointer of Object.values(named).map(asText)) {
				if (pointer === undefined || listed.has(pointer)) continue;
				branch.addBranch(this.children(pointer, { ...position, level: position.level + 1 }));
			}
		});
	}
}

function inTrash(page: PageRef): Finding {
	return {
		kind: 'skipped',
		reason: `In Notion’s trash, though its files still come: ${describePage(page)}`,
	};
}
