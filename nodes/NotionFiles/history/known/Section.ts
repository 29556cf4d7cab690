import { asObject, asText, type Json } from '../../json';
import {
	editedMinute,
	keyOf,
	type DatabaseEntry,
	type PageEntry,
	type SourceEntry,
} from './entries';

/** For how long after the last look at a page search may show what is new in it. */
const RECENT_MINUTES = 24 * 60;

/** What is known of all trees for one purpose. The youngest entries are at the end. */
export class Section {
	readonly pages = new Map<string, PageEntry>();

	readonly databases = new Map<string, DatabaseEntry>();

	/** By the key of the data source and what its rows are filtered by. */
	readonly sources = new Map<string, SourceEntry>();

	/**
	 * Search shows a page or a data source, because of which something may have to be looked at again.
	 * @param clockAhead by how many minutes this server's clock is ahead of Notion's
	 * @returns whether that is so
	 */
	show(object: Json, clockAhead: number): boolean {
		const key = keyOf(asText(object.id));
		const edited = editedMinute(asText(object.last_edited_time));
		if (key === undefined || edited === undefined) return false;
		const parent = asObject(object.parent);
		const isRecent = (minute: number): boolean => edited > minute - clockAhead - RECENT_MINUTES;
		if (object.object === 'page') {
			const isAbove = this.showBelow(keyOf(asText(parent.page_id)), key, isRecent);
			return this.showPage(key, edited) || isAbove;
		}
		const database = keyOf(asText(parent.database_id));
		if (database === undefined) return false;
		const pageAbove = keyOf(asText(asObject(object.database_parent).page_id));
		const isAbove = this.showBelow(pageAbove, database, isRecent);
		return this.showSource(key, edited, database, isRecent) || isAbove;
	}

	/** All that is at rest has to be asked for before it counts as such. */
	doubtAll(): void {
		for (const page of this.pages.values()) if (page.sure) page.minute = 0;
		for (const database of this.databases.values()) if (database.atRest) database.minute = 0;
	}

	/** How many pages need not be asked for. */
	get restingPages(): number {
		let count = 0;
		for (const { atRest, open } of this.pages.values()) if (atRest || open.length > 0) count += 1;
		return count;
	}

	/** An older time than the known one is that of an index that lags behind. */
	private showPage(key: string, edited: number): boolean {
		const page = this.pages.get(key);
		if (!page?.sure || edited <= page.edited || page.minute === 0) return false;
		page.minute = 0;
		return true;
	}

	private showSource(
		key: string,
		edited: number,
		databaseKey: string,
		isRecent: IsRecent,
	): boolean {
		// One that was found by search, or chosen from a list, goes by the ID of its data source.
		const database = this.databases.get(databaseKey) ?? this.databases.get(key);
		if (!database?.atRest) return false;
		const source = this.sources.get(key);
		const isKnown = source !== undefined && database.sources.includes(key);
		if (isKnown && source.edited === 0) {
			source.edited = edited;
			return true;
		}
		const isNews = isKnown ? edited > source.edited : isRecent(database.minute);
		if (isNews) database.atRest = false;
		return isNews;
	}

	/** A child that a page was not known to have: it may have moved there without an edit of the page. */
	private showBelow(parentKey: string | undefined, childKey: string, isRecent: IsRecent): boolean {
		const parent = this.pages.get(parentKey ?? '');
		if (!parent?.sure || !parent.children || parent.children.has(childKey)) return false;
		if (!isRecent(parent.minute) || !(parent.atRest || parent.open.length > 0)) return false;
		Object.assign(parent, { atRest: false, open: [] });
		return true;
	}
}

/** What was there long before the last look at a page is no news, whatever search says about its place. */
type IsRecent = (lastLook: number) => boolean;
