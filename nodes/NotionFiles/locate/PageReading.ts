import { asText, type Json } from '../json';
import { describePage } from '../files/describe';
import type { PageRef } from '../files/NotionFile';
import { BlockWalk, type OpenLinked } from './BlockWalk';
import type { Branch, Located } from './Branch';
import { pageComments } from './commentBranch';
import type { Child, Moment } from './KnownTree';
import { directIf, momentOf } from './moments';
import { addPageObject } from './pageObject';
import { Visit } from './Visit';
import type { PagePart } from './WalkPlan';
import type { WalkScope } from './WalkScope';

/** The parts that are found only in the blocks of a page. */
const IN_BLOCKS: readonly PagePart[] = ['content', 'linkedFiles', 'blockComments'];

/** Opens a page or database in the content of a page, or reports that it is not to be included. */
type OpenChild = (child: Child, depth: number, level: number) => Located[];

/** Reads the pages of a walk, or opens what is known to be on them. For `depth` see `PageWalk`. */
export class PageReading {
	constructor(
		private readonly scope: WalkScope,
		private readonly openChild: OpenChild,
	) {}

	/** A search has returned many pages already, but not as they are now. */
	async askFor(pageId: string): Promise<Json> {
		const { known } = this.scope;
		return await directIf(known?.hasMet(pageId) === true, this.scope.reader).page(pageId);
	}

	/** @param listed when the page was read, if it is there already */
	async read(
		branch: Branch,
		pageId: string,
		reading: Promise<Json>,
		depth: number,
		level: number,
		listed?: Moment,
	): Promise<void> {
		const { known } = this.scope;
		const { here } = momentOf(this.scope.reader);
		const deep = this.scope.isDeep(depth);
		const visit = new Visit(deep);
		const referring = reading.then((read) => this.scope.refOf(read));
		// This branch reports a failed read; what was begun besides then goes unused.
		referring.catch(() => {});
		const begin = (): Located[] => this.besides(pageId, referring, depth, level, visit);
		// Whether a page may rest depends on when it was edited, so that is read first.
		const begun = known ? undefined : begin();
		branch.expect(begun ?? []);
		const page = await reading;
		const ref = await referring;
		if (level === 0) branch.add([{ kind: 'begins', where: `on ${describePage(ref)}` }]);
		this.scope.trails?.named(ref);
		const moment = listed ??
			this.scope.reader.asOf?.(page) ?? { ...momentOf(this.scope.reader), here };
		const lastEditedTime = asText(page.last_edited_time);
		const children = await known?.asEdited(pageId, lastEditedTime, deep, moment);
		if (children) return this.rest(branch, { pageId, lastEditedTime, children }, depth, level);
		addPageObject(branch, page, ref, this.scope, level, visit);
		(begun ?? begin()).forEach((part) => branch.addBranch(part));
		branch.addBranch(visit.end(ref.id, lastEditedTime, moment));
	}

	/** Does not read a page, but opens what is known to be on it. */
	rest(
		branch: Branch,
		{ children, ...page }: { pageId: string; lastEditedTime?: string; children: readonly Child[] },
		depth: number,
		level: number,
	): void {
		branch.add([{ kind: 'atRest', lastEditedTime: undefined, ...page }]);
		children
			.flatMap((child) => this.openChild(child, depth, level + 1))
			.forEach((below) => branch.addBranch(below));
	}

	commentsOn(
		pageId: string,
		page: Promise<PageRef>,
		part: 'comments' | 'blockComments',
		level: number,
	): Branch[] {
		return this.scope.plan.parts.has(part)
			? [pageComments(pageId, page, this.scope.reader, level)]
			: [];
	}

	blocksOf(page: Promise<PageRef>, depth: number, visit: Visit): BlockWalk {
		const openLinked: OpenLinked = ({ type }, id, level) => {
			const child: Child = { kind: type === 'child_page' ? 'page' : 'database', id };
			visit.meet(child);
			return this.openChild(child, depth, level);
		};
		return new BlockWalk(this.scope.reader, this.scope.plan.parts, page, openLinked, visit);
	}

	/** Begins with what needs no read of the page itself. */
	private besides(
		pageId: string,
		page: Promise<PageRef>,
		depth: number,
		level: number,
		visit: Visit,
	): Located[] {
		const { parts } = this.scope.plan;
		// A new comment is not an edit of the page.
		if (parts.has('comments') || parts.has('blockComments')) visit.disturb();
		const walksBlocks = IN_BLOCKS.some((part) => parts.has(part)) || this.scope.isDeep(depth);
		return [
			...(walksBlocks ? [this.blocksOf(page, depth, visit).children(pageId, level)] : []),
			...this.commentsOn(pageId, page, 'comments', level),
		];
	}
}
