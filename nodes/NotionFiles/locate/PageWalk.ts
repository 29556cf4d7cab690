import { asText, type Json } from '../json';
import { describeDatabase } from '../files/describe';
import type { PageRef } from '../files/NotionFile';
import { BlockWalk, type OpenLinked } from './BlockWalk';
import { Branch, type Located } from './Branch';
import { branchAt } from './BranchesOnce';
import { pageComments } from './commentBranch';
import { picturesOf } from './databasePictures';
import { dataSourceBranch } from './dataSourceBranch';
import {
	ALL_SOURCES,
	chooseSources,
	readAmongRows,
	readChildDatabase,
	readChildOrLinked,
	readDatabase,
	type ReadDatabase,
} from './databases';
import type { NotionReader } from './NotionReader';
import { pageRef } from './pageFiles';
import { addPageObject, inTrash } from './pageObject';
import type { Opening } from './rows';
import { ReadOnce } from './ReadOnce';
import { Visit } from './Visit';
import type { ChooseRows, PagePart, RowChoice, WalkPlan } from './WalkPlan';

/** The parts that are found only in the blocks of a page. */
const IN_BLOCKS: readonly PagePart[] = ['content', 'linkedFiles', 'blockComments'];

const EVERYTHING: RowChoice = { source: ALL_SOURCES, filter: undefined, itself: true };

/**
 * Walks pages and databases, each once. Pages are read as soon as they are known, the rows of a
 * database a little before they are wanted.
 *
 * `depth` says how deep it goes: that many levels of child pages are opened below a page, and databases
 * unless it is below 0. The rows of a database are one level lower than the page.
 */
export class PageWalk {
	private readonly readOnce = new ReadOnce();

	constructor(
		private readonly reader: NotionReader,
		private readonly plan: WalkPlan,
	) {}

	/** The files of a page, in the order cover, icon, properties, content, comments. */
	page(pageId: string, depth: number, level = 0): Located {
		return this.readOnce.branch('page', pageId, depth, () =>
			branchAt(level, `the child page ${pageId}`, async (branch) => {
				await this.readPage(branch, pageId, this.reader.page(pageId), depth, level);
			}),
		);
	}

	/**
	 * The database's own cover and icon, then the files of its rows in the order in which those were created.
	 * A choice of rows holds for its data sources wherever else they are met.
	 * @param read reads the ID as what it is known to be
	 */
	database(
		databaseId: string,
		depth: number,
		rows: RowChoice | ChooseRows = EVERYTHING,
		read: ReadDatabase = readDatabase,
		level = 0,
	): Located {
		return this.readOnce.branch('database', databaseId, depth, () =>
			branchAt(level, `the database ${databaseId}`, async (branch) => {
				const database = await read(databaseId, this.reader);
				const wanted = typeof rows === 'function' ? await rows(database) : rows;
				if (database.isInTrash) branch.add([inTrash(describeDatabase(database))]);
				const { parts } = this.plan;
				const own = wanted.itself ? picturesOf(database.object, parts) : [];
				branch.add(own);
				const opening = this.opening(depth, level);
				for (const source of chooseSources(database, wanted.source)) {
					const open = (): Branch =>
						dataSourceBranch(source, { database, own, wanted, parts, opening });
					branch.addBranch(this.readOnce.branch('data source', source.id, depth, open));
				}
			}),
		);
	}

	/** The files of a block that was already read, and of all below it; a page counts as its content. */
	block(block: Json, page: Promise<PageRef>): Branch {
		const blocks = this.blocksOf(page, 0, new Visit());
		const pageId = block.type === 'child_page' ? (asText(block.id) ?? '') : undefined;
		// What is directly below counts as picked by the user, too.
		const below =
			pageId === undefined
				? blocks.below(block, -1)
				: [blocks.children(pageId, -1), ...this.commentsOn(pageId, page, 'blockComments', 0)];
		return new Branch(async (branch) => {
			branch.expect(below);
			blocks.addOwn(branch, block, await page);
			below.forEach((child) => branch.addBranch(child));
		});
	}

	/** A row is a page that was read with its database: its properties cost no further request. */
	private row(row: Json, depth: number, level: number): Located {
		const rowId = asText(row.id) ?? '';
		return this.readOnce.branch('page', rowId, depth, () =>
			branchAt(level, `the row ${rowId}`, async (branch) => {
				await this.readPage(branch, rowId, Promise.resolve(row), depth, level);
			}),
		);
	}

	private async readPage(
		branch: Branch,
		pageId: string,
		reading: Promise<Json>,
		depth: number,
		level: number,
	): Promise<void> {
		const visit = new Visit();
		const begin = (): Located[] => this.besides(pageId, reading.then(pageRef), depth, level, visit);
		// Whether a page may rest depends on when it was edited, so that is read first.
		const begun = this.reader.resting ? undefined : begin();
		branch.expect(begun ?? []);
		const page = await reading;
		const lastEditedTime = asText(page.last_edited_time);
		if (this.reader.resting?.has(pageId, lastEditedTime)) {
			return branch.add([{ kind: 'atRest', pageId, lastEditedTime }]);
		}
		const ref = pageRef(page);
		addPageObject(branch, page, this.plan.parts, this.reader, level, visit);
		(begun ?? begin()).forEach((part) => branch.addBranch(part));
		branch.addBranch(visit.end(ref.id, lastEditedTime));
	}

	/** How the rows of a database are opened, and the data sources among those of a wiki. */
	private opening(depth: number, level: number): Opening {
		const open = (row: Json): Located => this.row(row, depth, level + 1);
		const openSource = (id: string, row: Json): Located =>
			this.database(id, depth - 1, EVERYTHING, readAmongRows(row), level + 1);
		return {
			reader: this.reader,
			level,
			open,
			openSource: this.opensDatabases(depth) ? openSource : undefined,
		};
	}

	/** Begins with what needs no read of the page itself. */
	private besides(
		pageId: string,
		page: Promise<PageRef>,
		depth: number,
		level: number,
		visit: Visit,
	): Located[] {
		// The page's own branch reports a failed read; these then go unused.
		page.catch(() => {});
		const { parts } = this.plan;
		// A new comment is not an edit of the page.
		if (parts.has('comments') || parts.has('blockComments')) visit.disturb();
		const walksBlocks =
			IN_BLOCKS.some((part) => parts.has(part)) || depth > 0 || this.opensDatabases(depth);
		return [
			...(walksBlocks ? [this.blocksOf(page, depth, visit).children(pageId, level)] : []),
			...this.commentsOn(pageId, page, 'comments', level),
		];
	}

	private commentsOn(
		pageId: string,
		page: Promise<PageRef>,
		part: 'comments' | 'blockComments',
		level: number,
	): Branch[] {
		return this.plan.parts.has(part) ? [pageComments(pageId, page, this.reader, level)] : [];
	}

	private blocksOf(page: Promise<PageRef>, depth: number, visit: Visit): BlockWalk {
		const openLinked: OpenLinked = ({ type }, id, level) => {
			const isPage = type === 'child_page';
			if (isPage ? depth <= 0 : !this.opensDatabases(depth)) return [];
			// It is found only through this page, and can be edited without this page changing.
			visit.disturb();
			if (isPage) return [this.page(id, depth - 1, level)];
			// Never what the user picked: one that cannot be read is skipped.
			const read = this.plan.linkedDatabases ? readChildOrLinked : readChildDatabase;
			return [this.database(id, depth - 1, EVERYTHING, read, Math.max(level, 1))];
		};
		return new BlockWalk(this.reader, this.plan.parts, page, openLinked, visit);
	}

	private opensDatabases(depth: number): boolean {
		return this.plan.childDatabases && depth >= 0;
	}
}
