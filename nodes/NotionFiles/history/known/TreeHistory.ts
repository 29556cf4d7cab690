import type { Json } from '../../json';
import type { DatabaseRead, PageRead, RowsListed } from '../../locate/Finding';
import type { Child, KnownRows, KnownTree, Moment } from '../../locate/KnownTree';
import type { SourceRef } from '../../locate/NotionReader';
import { editedMinute, idOf, keyOf, MINUTE_MS, minuteOf, type PageEntry } from './entries';
import type { KnownTrees } from './KnownTrees';
import { listedRows, sourceKey } from './listedRows';
import { OpenFiles, type Unconfirmed } from './OpenFiles';
import type { Section } from './Section';
import { entryOf, isLongOver } from './pageEntry';

/** How a run uses what is known. */
export interface Knowing {
	unconfirmed: Unconfirmed;
	/** Whether search has shown what was edited; what it has shown is marked by then. */
	changes: { areKnown(): Promise<boolean> };
	/** How long a page or database may rest without being asked for. */
	checkEveryMs: number;
	now(): number;
}

/** What one run knows for one purpose, and learns. */
export class TreeHistory implements KnownTree {
	private readonly section: Section;

	private readonly openFiles: OpenFiles;

	/** Rows that were found at rest in this run. */
	private readonly restingRows = new Set<string>();

	/** Rows that were found in the trash in this run. */
	private readonly gone = new Set<string>();

	constructor(
		private readonly trees: KnownTrees,
		purpose: string,
		private readonly knowing: Knowing,
	) {
		this.section = trees.section(purpose);
		this.openFiles = new OpenFiles(trees, this.section, knowing.unconfirmed);
	}

	hasMet(id: string): boolean {
		const key = keyOf(id) ?? '';
		const { pages, databases } = this.section;
		return (pages.get(key)?.edited ?? 0) > 0 || (databases.get(key)?.sources.length ?? 0) > 0;
	}

	async withoutAsking(pageId: string, deep: boolean): Promise<readonly Child[] | undefined> {
		const mayRest = (): boolean => {
			const page = this.resting(pageId, deep);
			return page !== undefined && !this.isDue(page.minute);
		};
		await this.openFiles.confirmed();
		if (!mayRest() || !(await this.knowing.changes.areKnown()) || !mayRest()) return undefined;
		return this.childrenOf(pageId);
	}

	async asEdited(
		pageId: string,
		lastEditedTime: string | undefined,
		deep: boolean,
		moment: Moment,
	): Promise<readonly Child[] | undefined> {
		await this.openFiles.confirmed();
		const page = this.resting(pageId, deep);
		if (page === undefined || page.edited !== editedMinute(lastEditedTime)) return undefined;
		if (this.isDue(page.minute)) {
			// That an edit shows on the page when a page below it comes or goes is only assumed
			// (docs/notion-api.md#time).
			if ((page.children?.size ?? 0) > 0) return undefined;
			page.minute = minuteOf(moment.here);
			this.trees.change();
		}
		return this.childrenOf(pageId);
	}

	async unlisted(rowId: string, deep: boolean): Promise<readonly Child[] | undefined> {
		await this.openFiles.confirmed();
		return this.resting(rowId, deep) && this.childrenOf(rowId);
	}

	leadsOn(rowId: string): boolean {
		return (this.resting(rowId, true)?.children?.size ?? 0) > 0;
	}

	isGone(rowId: string): void {
		this.gone.add(keyOf(rowId) ?? '');
	}

	async sourcesOf(databaseId: string): Promise<readonly SourceRef[] | undefined> {
		const { databases, sources } = this.section;
		const key = keyOf(databaseId) ?? '';
		const mayRest = (): boolean => {
			const database = databases.get(key);
			return database?.atRest === true && !this.isDue(database.minute);
		};
		if (!mayRest() || !(await this.knowing.changes.areKnown()) || !mayRest()) return undefined;
		const known = databases.get(key)?.sources ?? [];
		const refs = known.flatMap((source) => {
			const name = sources.get(source)?.name;
			return name === undefined ? [] : { id: idOf(source), name };
		});
		return refs.length === known.length ? refs : undefined;
	}

	rowsOf({ id }: SourceRef, filter: Json | undefined): KnownRows {
		const known = this.section.sources.get(sourceKey(id, filter) ?? '');
		if (known === undefined || known.since === 0 || this.isDue(known.listed)) {
			return { editedSince: undefined, ids: [] };
		}
		const editedSince = new Date(known.since * MINUTE_MS).toISOString();
		return { editedSince, ids: known.rows.map(idOf) };
	}

	/**
	 * To be told of each page that was read to its end.
	 * @param open the files on it about which more is to be done, by `fileKey`; undefined if that will
	 * not be known by their confirmation
	 */
	wasRead(page: PageRead, open: readonly string[] | undefined): void {
		const key = keyOf(page.pageId);
		const edited = editedMinute(page.lastEditedTime);
		if (key === undefined || edited === undefined) return;
		const { pages, databases } = this.section;
		const entry = entryOf(page, edited, open, pages.get(key), this.knowing.now());
		pages.delete(key);
		pages.set(key, entry);
		// What was met and not read yet has a place in the order of the store, too.
		for (const [child, kind] of entry.children ?? []) {
			if (kind === 'page' && !pages.has(child)) pages.set(child, UNREAD);
			if (kind === 'database' && !databases.has(child)) databases.set(child, UNKNOWN_DATABASE);
		}
		this.trees.readAt(page.moment, edited);
		this.trees.change();
	}

	/** @param isSettled whether nothing more is to be done about its own pictures */
	databaseWasRead({ databaseId, sources, moment, quiet }: DatabaseRead, isSettled: boolean): void {
		const key = keyOf(databaseId);
		const keys = sources.map(({ id }) => keyOf(id) ?? '');
		if (key === undefined || keys.includes('')) return;
		for (const [index, { name, lastEditedTime, asOf }] of sources.entries()) {
			const source = keys[index] ?? '';
			const edited = editedMinute(lastEditedTime);
			// Within its minute, another edit would look the same: then the next look at search wakes it.
			const isOver = edited !== undefined && isLongOver(edited, asOf ?? moment);
			const known = this.section.sources.get(source) ?? NEVER_LISTED;
			const shown = edited === undefined ? 0 : isOver ? edited : 1;
			this.section.sources.set(source, { ...known, name, edited: shown });
		}
		const atRest = isSettled && quiet;
		this.section.databases.set(key, { minute: minuteOf(moment.here), atRest, sources: keys });
		this.trees.change();
	}

	/** After the last of the rows. */
	rowsWereListed(list: RowsListed): void {
		const { pages, sources } = this.section;
		const key = sourceKey(list.source.id, list.filter);
		const rows = list.rows.map(({ id }) => keyOf(id));
		if (key === undefined || rows.includes(undefined)) return;
		const before = sources.get(key) ?? NEVER_LISTED;
		const left = new Set(list.left.map((id) => keyOf(id) ?? ''));
		const stays = (row: string): boolean => !this.gone.has(row) && !left.has(row);
		const known = { ...before, rows: before.rows.filter(stays) };
		const isResting = (row: string): boolean => this.restingRows.has(row);
		const next = listedRows(list, { ...known, name: list.source.name }, pages, isResting);
		for (const row of next.rows) if (!pages.has(row)) pages.set(row, UNREAD);
		sources.delete(key);
		sources.set(key, next);
		this.trees.change();
	}

	/** The page if its content need not be read for this walk, as long as it is not edited. */
	private resting(pageId: string, deep: boolean): PageEntry | undefined {
		const page = this.section.pages.get(keyOf(pageId) ?? '');
		return page?.atRest && (page.children || !deep) ? page : undefined;
	}

	private childrenOf(pageId: string): Child[] {
		const { pages } = this.section;
		const key = keyOf(pageId) ?? '';
		const page = pages.get(key);
		if (page === undefined) return [];
		this.restingRows.add(key);
		pages.delete(key);
		pages.set(key, page);
		return [...(page.children ?? [])].map(([child, kind]) => ({ kind, id: idOf(child) }));
	}

	/** A tenth earlier, at most an hour: a run at the same time each day must not be a moment too early. */
	private isDue(minute: number): boolean {
		const every = minuteOf(this.knowing.checkEveryMs);
		const passed = minuteOf(this.knowing.now()) - minute;
		return passed < 0 || passed >= every - Math.min(60, Math.floor(every / 10));
	}
}

const UNREAD: PageEntry = Object.freeze({
	edited: 0,
	sure: false,
	minute: 0,
	atRest: false,
	children: undefined,
	open: [],
});

const UNKNOWN_DATABASE = Object.freeze({ minute: 0, atRest: false, sources: [] });

const NEVER_LISTED = { name: '', edited: 0, listed: 0, since: 0, rows: [] };
