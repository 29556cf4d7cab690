import { isUnreadable } from '../errors';
import { asObject, asText, type Json } from '../json';
import { blockFindings } from './blockFiles';
import { Branch } from './Branch';
import { asOurs, BranchesOnce, type Place } from './BranchesOnce';
import { blockComments, pageComments } from './commentBranch';
import { describePage } from '../files/describe';
import type { Finding, PageRef } from '../files/NotionFile';
import type { NotionReader } from './NotionReader';
import { coverFindings, filesProperties, hasRollup, iconFindings, pageRef } from './pageFiles';
import { propertyBranch } from './propertyBranch';
import { Visit, type RestingPages } from './Visit';

/** The parts of a page in which files are looked for. */
export type PagePart = 'cover' | 'icon' | 'properties' | 'content' | 'comments' | 'blockComments';

/** Where a branch hangs in the tree. */
interface Position extends Place {
	/** Tells pages apart before they are read; a synced block lies on several. */
	pageId: string;
	page: Promise<PageRef>;
	/** How many levels of child pages may still be opened below. */
	childPages: number;
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
		private readonly resting?: RestingPages,
	) {}

	/** The files of a page, in the order cover, icon, properties, content, comments. */
	page(pageId: string, childPages: number, level = 0): Branch {
		const visit = new Visit(this.resting);
		const at = { level, visit };
		return this.branches.once(`page ${pageId}`, `the child page ${pageId}`, at, async (branch) => {
			const reading = this.reader.page(pageId);
			const position = { pageId, page: refOf(reading), childPages, level, visit };
			// A page that may rest has to say first when it was edited.
			const besides = this.resting ? undefined : this.besides(position);
			const page = await reading;
			const lastEditedTime = asText(page.last_edited_time);
			if (this.resting?.has(pageId, lastEditedTime)) return branch.add([{ kind: 'atRest' }]);
			const ref = pageRef(page);
			this.addPage(branch, page, ref, visit);
			(besides ?? this.besides(position)).forEach((part) => branch.addBranch(part));
			branch.add([{ kind: 'pageRead', pageId: ref.id, lastEditedTime, visit }]);
		});
	}

	/** What the page object itself holds. */
	private addPage(branch: Branch, page: Json, ref: PageRef, visit: Visit): void {
		if (page.in_trash === true) branch.add([inTrash(ref)]);
		if (this.parts.has('cover')) branch.add(coverFindings(page, ref));
		if (this.parts.has('icon')) branch.add(iconFindings(page, ref));
		if (!this.parts.has('properties')) return;
		// What a rollup shows lies on other pages, and changes with those.
		if (hasRollup(page)) visit.disturb();
		filesProperties(page).forEach((property) =>
			branch.addBranch(propertyBranch(property, page, this.reader)),
		);
	}

	/** The files of a block that was already read, and of all below it; a page counts as its content. */
	block(block: Json, page: Promise<PageRef>): Branch {
		// What lies directly below is what the user picked as well.
		const position = { pageId: '', page, childPages: 0, level: -1, visit: new Visit() };
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
	private besides(position: Position): Branch[] {
		// A new comment is no edit of the page.
		if (this.parts.has('comments') || this.parts.has('blockComments')) position.visit.disturb();
		return this.bodyAndComments(position.pageId, position, 'comments');
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
		return this.branches.once(key, `block ${parentId}`, position, async (branch) => {
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
				if (position.childPages === 0) return [];
				// It is found through this page alone, and edited without it.
				position.visit.disturb();
				return [this.page(id, position.childPages - 1, deeper.level)];
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
		// The original may lie on another page, whose edits are not this one's.
		if (original !== id) position.visit.disturb();
		return this.branches.once(key, `synced block ${id}`, position, async (branch) => {
			const problem = await this.readChildren(branch, id, position).then(() => undefined, asOurs);
			if (problem === undefined) return;
			if (original === id || !isUnreadable(problem)) throw problem;
			await this.readChildren(branch, original, position);
		});
	}

	/** Meeting notes name their summary, notes and transcript by ID, besides ordinary children. */
	private meetingNotes(id: string, block: Json, position: Position): Branch {
		const key = `${position.pageId} ${id}`;
		return this.branches.once(key, `meeting notes ${id}`, position, async (branch) => {
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

/** A failed read is told by the page's own branch; what was begun beside it then goes unused. */
function refOf(reading: Promise<Json>): Promise<PageRef> {
	const page = reading.then(pageRef);
	page.catch(() => {});
	return page;
}

function inTrash(page: PageRef): Finding {
	return {
		kind: 'skipped',
		reason: `In Notion’s trash, though its files still come: ${describePage(page)}`,
	};
}
