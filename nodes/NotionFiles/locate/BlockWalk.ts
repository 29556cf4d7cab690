import { mayBeLeftOut } from '../errors';
import { asObject, asText, type Json } from '../json';
import { mention } from '../mentions';
import { blockFindings } from './blockFiles';
import type { Branch, Located } from './Branch';
import { asOurs } from './Branch';
import { BranchesOnce } from './BranchesOnce';
import { isWorthListing } from './childrenOfBlocks';
import { blockComments } from './commentBranch';
import type { Finding } from './Finding';
import type { PageRef } from '../files/NotionFile';
import { linkedFiles } from './linkedFiles';
import type { NotionReader } from './NotionReader';
import type { Visit } from './Visit';
import type { PagePart } from './WalkPlan';

/** Opens the page or database that a block is: it is not part of the page. */
export type OpenLinked = (block: Json, id: string, level: number) => Located[];

/**
 * Walks the blocks of one page. Every branch is read as soon as it is known, so the reads overlap;
 * the reader bounds how many run at once. A branch is known by its ID and read once however often it
 * is met: cycles end, and the second copy of a synced block costs no request.
 */
export class BlockWalk {
	private readonly branches: BranchesOnce;

	/** @param page neither it nor its content needs the other to be read */
	constructor(
		private readonly reader: NotionReader,
		private readonly parts: ReadonlySet<PagePart>,
		private readonly page: Promise<PageRef>,
		private readonly openLinked: OpenLinked,
		private readonly visit: Visit,
	) {
		this.branches = new BranchesOnce(() => visit.disturb());
	}

	/** What is below a page or block. For `level` see `branchAt`. */
	children(parentId: string, level: number): Branch {
		return this.branches.once(parentId, mention('a block', parentId), level, async (branch) => {
			await this.readChildren(branch, parentId, level);
		});
	}

	/** What is in a block itself: its files, then those in the comments on it. */
	addOwn(branch: Branch, block: Json, page: PageRef): void {
		if (this.parts.has('content')) {
			branch.add(blockFindings(block, page, this.reader.storage));
		}
		branch.add(this.linked(block, page));
		if (!this.parts.has('blockComments')) return;
		blockComments(block, page, this.reader).forEach((comments) => branch.addBranch(comments));
	}

	/**
	 * Files that a block links to without holding them: returned on request, otherwise reported with
	 * the content.
	 */
	private linked(block: Json, page: PageRef): Finding[] {
		const files = linkedFiles(block, page, this.reader.storage);
		if (this.parts.has('linkedFiles')) return files.map((file) => ({ kind: 'file', file }));
		return this.parts.has('content') ? files.map((file) => ({ kind: 'linkedFile', file })) : [];
	}

	/** What is below a block and may hold a file (docs/notion-api.md#walking-a-page). */
	below(block: Json, level: number): Located[] {
		const id = asText(block.id);
		if (id === undefined) return [];
		const deeper = level + 1;
		const isListed = isWorthListing(block, this.parts);
		switch (block.type) {
			case 'child_page':
			case 'child_database':
				return this.openLinked(block, id, deeper);
			case 'meeting_notes':
			case 'transcription':
				return [this.meetingNotes(id, block, deeper)];
			case 'synced_block':
				return isListed ? [this.synced(id, block, deeper)] : [];
			default:
				return isListed ? [this.children(id, deeper)] : [];
		}
	}

	/** Lists the children into the branch and returns their IDs. */
	private async readChildren(
		branch: Branch,
		parentId: string,
		level: number,
	): Promise<Set<string>> {
		const ids = new Set<string>();
		const onCut = (reason: string): void => {
			this.visit.disturb();
			branch.add([{ kind: 'skipped', reason }]);
		};
		const list = this.reader.blockChildren(parentId, onCut, branch.wantsMore);
		for await (const blocks of list) {
			const page = await this.page;
			for (const block of blocks) {
				ids.add(asText(block.id) ?? '');
				this.addOwn(branch, block, page);
				this.below(block, level).forEach((child) => branch.addBranch(child));
			}
		}
		return ids;
	}

	/**
	 * A synced block, known by its original. Listing a copy may answer 404 though the original can be
	 * read, so the original is the second try.
	 */
	private synced(id: string, block: Json, level: number): Branch {
		const original = asText(asObject(asObject(block.synced_block).synced_from).block_id) ?? id;
		// The original may be on another page, whose edits do not show on this one.
		if (original !== id) this.visit.disturb();
		return this.branches.once(original, mention('a synced block', id), level, async (branch) => {
			const problem = await this.readChildren(branch, id, level).then(() => undefined, asOurs);
			if (problem === undefined) return;
			if (original === id || !mayBeLeftOut(problem)) throw problem;
			await this.readChildren(branch, original, level);
		});
	}

	/** Meeting notes name their summary, notes and transcript by ID, besides ordinary children. */
	private meetingNotes(id: string, block: Json, level: number): Branch {
		return this.branches.once(id, mention('meeting notes', id), level, async (branch) => {
			const listed =
				block.has_children === true
					? await this.readChildren(branch, id, level)
					: new Set<string>();
			const named = asObject(asObject(block[String(block.type)]).children);
			for (const pointer of Object.values(named).map(asText)) {
				if (pointer === undefined || listed.has(pointer)) continue;
				branch.addBranch(this.children(pointer, level + 1));
			}
		});
	}
}
