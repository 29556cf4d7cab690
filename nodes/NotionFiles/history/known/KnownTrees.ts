import { shortHash } from '../../files/identity';
import type { Json } from '../../json';
import type { Moment } from '../../locate/KnownTree';
import type { SearchKind } from '../../locate/NotionReader';
import { minuteOf } from './entries';
import { Section } from './Section';
import { fromText, toText, type SearchedUntil } from './stored';

/**
 * What a node remembers of the pages and databases that it has read: the trees that they are, and where
 * nothing new can be. Losing this memory costs requests and nothing else.
 */
export class KnownTrees {
	private readonly sections: Map<string, Section>;

	private readonly until: SearchedUntil;

	/** Nobody has asked search yet. */
	private isUnsearched: boolean;

	private changed = false;

	/** @param stored what `toStore` returned, whatever happened to it since */
	constructor(stored: unknown) {
		const { sections, searchedUntil } = fromText(stored);
		this.sections = sections;
		this.until = { ...searchedUntil };
		this.isUnsearched = searchedUntil.page === 0;
	}

	/** @param purpose what is looked for: a page is at rest for one purpose and not for another */
	section(purpose: string): Section {
		const key = shortHash(purpose, 32);
		const section = this.sections.get(key) ?? new Section();
		// The youngest are at the end.
		this.sections.delete(key);
		this.sections.set(key, section);
		return section;
	}

	/** Something in a section is no longer as it was stored. */
	change(): void {
		this.changed = true;
	}

	/** See `SearchedUntil`. */
	searchedUntil(kind: SearchKind): number {
		return this.until[kind];
	}

	/** Search shows an object. For the clock see `Section`. */
	show(object: Json, clockAhead: number): void {
		for (const section of this.sections.values()) {
			if (section.show(object, clockAhead)) this.change();
		}
	}

	/** Search has shown everything that was edited up to this minute, according to its index. */
	searched(kind: SearchKind, until: number): void {
		this.isUnsearched = false;
		if (until === this.until[kind]) return;
		this.until[kind] = until;
		this.change();
	}

	/** Search cannot show everything that was edited meanwhile. */
	doubtAll(): void {
		for (const section of this.sections.values()) section.doubtAll();
		this.change();
	}

	/** A page was read. The first search has to show all that was edited since the first of them was. */
	readAt({ here, notion }: Moment, edited: number): void {
		if (!this.isUnsearched) return;
		// Where Notion's time is not known, it is at least not before the page's last edit.
		const minute = notion === undefined ? edited : minuteOf(Math.min(here, notion));
		const first = this.until.page === 0 ? minute : Math.min(this.until.page, minute);
		Object.assign(this.until, { page: first, data_source: first });
	}

	get restingPages(): number {
		let count = 0;
		for (const section of this.sections.values()) count += section.restingPages;
		return count;
	}

	get hasDatabases(): boolean {
		return [...this.sections.values()].some(({ databases }) => databases.size > 0);
	}

	/** The memory as text, for n8n to keep; undefined when there is nothing new to keep. */
	toStore(): string | undefined {
		return this.changed
			? toText({ sections: this.sections, searchedUntil: this.until })
			: undefined;
	}
}
