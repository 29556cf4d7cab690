import type { PageRef } from '../files/NotionFile';
import type { Json } from '../json';
import type { Located } from './Branch';
import type { NotionReader } from './NotionReader';
import { pageRef } from './pageFiles';
import { ReadOnce } from './ReadOnce';
import { rowRef } from './rowValues';
import type { Trails } from './Trails';
import type { WalkPlan } from './WalkPlan';

/** What all parts of a walk share: what is read, how, and what has been met. */
export class WalkScope {
	private readonly once = new ReadOnce();

	private readonly unreadable = new Set<string>();

	private readonly behind = new Map<string, Promise<Json>>();

	/** @param trails learn the titles of what is above the files */
	constructor(
		readonly reader: NotionReader,
		readonly plan: WalkPlan,
		readonly trails: Trails | undefined,
	) {}

	get known(): NotionReader['known'] {
		return this.reader.known;
	}

	/** A page, database or data source where the walk meets it, read once however often that is. */
	readonly readOnce: ReadOnce['branch'] = (...list): Located => this.once.branch(...list);

	/** A data source behind linked databases, asked for once however many of them show it. */
	async sourceBehind(id: string): Promise<Json> {
		const known = this.behind.get(id) ?? this.reader.dataSource(id);
		this.behind.set(id, known);
		return await known;
	}

	hasMet(kind: 'page' | 'database', id: string): boolean {
		return this.once.has(kind, id);
	}

	count(kind: 'page' | 'database'): number {
		return this.once.count(kind);
	}

	/** It could not be read. */
	fail(id: string): void {
		this.unreadable.add(id);
	}

	hasFailed(id: string): boolean {
		return this.unreadable.has(id);
	}

	/** A page as its files refer to it. */
	refOf(page: Json): PageRef {
		return this.plan.rowProperties ? rowRef(page) : pageRef(page);
	}

	leavesOut(id: string): boolean {
		return this.plan.leaveOut?.has(id) === true;
	}

	opensDatabases(depth: number): boolean {
		return this.plan.childDatabases && depth >= 0;
	}

	/** Whether anything in the content of a page is opened. */
	isDeep(depth: number): boolean {
		return depth > 0 || this.opensDatabases(depth);
	}
}
