import { asText, type Json } from '../json';
import { mention } from '../mentions';
import type { PageRef } from '../files/NotionFile';
import { Branch, type Located } from './Branch';
import { branchAt } from './BranchesOnce';
import { databaseBranch, EVERYTHING } from './databaseBranch';
import {
	readAmongRows,
	readChildDatabase,
	readChildOrLinked,
	readDatabase,
	type ReadDatabase,
} from './databases';
import type { Child, Moment } from './KnownTree';
import { momentOf } from './moments';
import type { NotionReader } from './NotionReader';
import { PageReading } from './PageReading';
import { asExplained } from './readPage';
import { NOTHING } from './ReadOnce';
import type { Opening } from './rows';
import type { Trails } from './Trails';
import { aside, Visit } from './Visit';
import type { ChooseRows, RowChoice, WalkPlan } from './WalkPlan';
import { WalkScope } from './WalkScope';

/**
 * Walks pages and databases, each once. Pages are read as soon as they are known, the rows of a
 * database a little before they are wanted.
 *
 * `depth` says how deep it goes: that many levels of child pages are opened below a page, and databases
 * unless it is below 0. The rows of a database are one level lower than the page.
 */
export class PageWalk {
	private readonly scope: WalkScope;

	private readonly reading: PageReading;

	/** @param trails learn the titles of what is above the files */
	constructor(
		private readonly reader: NotionReader,
		private readonly plan: WalkPlan,
		trails?: Trails,
	) {
		this.scope = new WalkScope(reader, plan, trails);
		this.reading = new PageReading(this.scope, (...list) => this.openChild(...list));
	}

	/** Whether the walk has met it. */
	hasMet(kind: 'page' | 'database', id: string): boolean {
		return this.scope.hasMet(kind, id);
	}

	/** Whether it was met but could not be read: it is not shared, or Notion does not return it. */
	hasFailed(id: string): boolean {
		return this.scope.hasFailed(id);
	}

	/** How many it has met. */
	count(kind: 'page' | 'database'): number {
		return this.scope.count(kind);
	}

	/** The files of a page, in the order cover, icon, properties, content, comments. */
	page(pageId: string, depth: number, level = 0): Located {
		if (this.scope.leavesOut(pageId)) return NOTHING;
		const open = (): Branch =>
			branchAt(
				level,
				mention('a child page', pageId),
				async (branch) => {
					// What the user picked is always asked for.
					const known = level > 0 ? this.reader.known : undefined;
					const children = await known?.withoutAsking(pageId, this.scope.isDeep(depth));
					if (children) return this.reading.rest(branch, { pageId, children }, depth, level);
					const asked = this.reading.askFor(pageId).catch(async (thrown: unknown) => {
						throw level > 0 ? thrown : await asExplained(thrown, pageId, this.reader);
					});
					await this.reading.read(branch, pageId, asked, depth, level);
				},
				() => this.scope.fail(pageId),
			);
		// What is known to be here may have become a row, whose list says how it is now.
		const evidence = level > 0 && this.reader.known ? 1 : undefined;
		return this.scope.readOnce({ kind: 'page', id: pageId }, depth, open, evidence);
	}

	/** The files of a database; for the rest see `databaseBranch`. */
	database(
		databaseId: string,
		depth: number,
		rows: RowChoice | ChooseRows = EVERYTHING,
		read: ReadDatabase = readDatabase,
		level = 0,
	): Located {
		const opening = this.opening(depth, level);
		const place = { depth, level };
		return databaseBranch(this.scope, databaseId, place, rows, read, opening);
	}

	/** The files of a block that was already read, and of all below it; a page counts as its content. */
	block(block: Json, page: Promise<PageRef>): Branch {
		const pageId = block.type === 'child_page' ? (asText(block.id) ?? '') : undefined;
		const blocks = this.reading.blocksOf(page, 0, new Visit());
		// What is directly below counts as picked by the user, too.
		const below =
			pageId === undefined
				? blocks.below(block, -1)
				: [
						blocks.children(pageId, -1),
						...this.reading.commentsOn(pageId, page, 'blockComments', 0),
					];
		return new Branch(async (branch) => {
			branch.expect(below);
			blocks.addOwn(branch, block, await page);
			below.forEach((child) => branch.addBranch(child));
		});
	}

	/** A row is a page that was read with its database: its properties cost no further request. */
	private row(row: Json, depth: number, level: number, moment: Moment): Located {
		return this.rowAt(asText(row.id) ?? '', depth, level, async (branch, rowId) => {
			await this.reading.read(branch, rowId, Promise.resolve(row), depth, level, moment);
		});
	}

	/** One that was not edited since its data source was last asked. */
	private unlistedRow(
		id: string,
		depth: number,
		level: number,
		listedSince: string | undefined,
	): Located {
		const open = async (branch: Branch): Promise<void> => {
			const children = await this.reader.known?.unlisted(id, this.scope.isDeep(depth));
			if (children) return this.reading.rest(branch, { pageId: id, children }, depth, level);
			const moment = momentOf(this.reader);
			const page = await this.reading.askFor(id);
			if (page.in_trash === true) return this.reader.known?.isGone(id);
			// The list would have had it, if it still passed the filter.
			const edited = Date.parse(asText(page.last_edited_time) ?? '');
			if (listedSince !== undefined && edited >= Date.parse(listedSince)) return;
			await this.reading.read(branch, id, Promise.resolve(page), depth, level, moment);
		};
		// It may have moved to where it is met after all.
		return this.rowAt(id, depth, level, open, 0);
	}

	private rowAt(
		rowId: string,
		depth: number,
		level: number,
		read: (branch: Branch, rowId: string) => Promise<void>,
		evidence?: number,
	): Located {
		if (this.scope.leavesOut(rowId)) return NOTHING;
		const open = (): Branch =>
			branchAt(level, mention('a row', rowId), async (branch) => await read(branch, rowId));
		return this.scope.readOnce({ kind: 'page', id: rowId }, depth, open, evidence);
	}

	/** How the rows of a database are opened, and the data sources among those of a wiki. */
	private opening(depth: number, level: number): Opening {
		const open = (row: Json, moment: Moment): Located => this.row(row, depth, level + 1, moment);
		const openUnlisted: Opening['openUnlisted'] = (id, listedSince) =>
			this.unlistedRow(id, depth, level + 1, listedSince);
		const openSource = (id: string, row: Json): Located =>
			this.database(id, depth - 1, EVERYTHING, readAmongRows(row), level + 1);
		return {
			reader: this.reader,
			level,
			open,
			openUnlisted,
			openSource: this.scope.opensDatabases(depth) ? openSource : undefined,
		};
	}

	/** Opens a page or database in the content of a page, or reports that it is not to be included. */
	private openChild(child: Child, depth: number, level: number): Located[] {
		const { kind, id } = child;
		if (this.scope.leavesOut(id)) return [];
		const isOpened = kind === 'page' ? depth > 0 : this.scope.opensDatabases(depth);
		if (!isOpened) {
			const isOff = kind === 'database' && !this.plan.childDatabases;
			return [aside({ kind: 'notSearched', child, by: isOff ? 'childDatabases' : 'childPages' })];
		}
		if (kind === 'page') return [this.page(id, depth - 1, level)];
		// Never what the user picked: one that cannot be read is skipped.
		const read = this.plan.linkedDatabases ? readChildOrLinked : readChildDatabase;
		return [this.database(id, depth - 1, EVERYTHING, read, Math.max(level, 1))];
	}
}
