import type { NotionFilesError } from '../errors';
import type { Json } from '../json';
import { mention } from '../mentions';
import { asOurs, Branch, type Entry, type Located } from './Branch';
import { EVERYTHING } from './databaseBranch';
import { readDatabase, readListed } from './databases';
import { KnownObjects } from './KnownObjects';
import type { Moment } from './KnownTree';
import { Lines, type Asks } from './Lines';
import { momentOf } from './moments';
import type { NotionReader } from './NotionReader';
import { PageWalk } from './PageWalk';
import type { Place } from './parents';
import { readNamed } from './readNamed';
import { Roots, type Root } from './Roots';
import { searchAll } from './searchAll';
import { Trails } from './Trails';
import type { WalkPlan } from './WalkPlan';

/** What a sweep is to look through. */
export interface SweepPlan extends Pick<WalkPlan, 'parts' | 'rowProperties'> {
	/** The IDs of pages and databases that search may not find. */
	alsoInclude: readonly string[];
	/** The IDs of pages and databases that are left out, with all below them. */
	leaveOut: readonly string[];
	/** Whether to find out what is above the files. */
	withTrails: boolean;
}

/**
 * The files of everything that the connection sees: search says where to begin, since it is sure to find only
 * what was shared directly (docs/notion-api.md#search), and from there the walk goes down to all that is below.
 * It begins at the top of the workspace. What it has not met by then has roots of its own, and only for these is
 * Notion asked what is above.
 */
export function sweep(reader: NotionReader, plan: SweepPlan): Located {
	const known = new KnownObjects(plan.rowProperties);
	const knowing = known.inFrontOf(reader);
	const trails = plan.withTrails ? new Trails(knowing) : undefined;
	const located = new Sweep(knowing, plan, known, trails);
	return trails ? trails.along(located) : located;
}

class Sweep implements Located {
	/** Of no page: nothing is in the workspace itself. */
	readonly pageId = '';

	private readonly metLeftOut = new Set<string>();

	private readonly lines: Lines;

	private readonly walk: PageWalk;

	private readonly roots: Roots;

	private rootCount = 0;

	constructor(
		private readonly reader: NotionReader,
		private readonly plan: SweepPlan,
		private readonly known: KnownObjects,
		private readonly trails: Trails | undefined,
	) {
		const left = new Set(plan.leaveOut);
		const leavesOut = (id: string): boolean => {
			if (left.has(id)) this.metLeftOut.add(id);
			return left.has(id);
		};
		const { parts, rowProperties } = plan;
		const leaveOut = { has: leavesOut };
		const walkPlan = { parts, rowProperties, childDatabases: true, leaveOut };
		this.lines = new Lines(reader, known);
		this.walk = new PageWalk(reader, walkPlan, trails);
		this.roots = new Roots(this.lines, leavesOut, (place) => this.walked(place));
	}

	readonly entries = { [Symbol.asyncIterator]: () => this.entriesOrFailure() };

	private async *entriesOrFailure(): AsyncGenerator<Entry, void, undefined> {
		try {
			yield* this.steps();
		} catch (thrown) {
			yield failed(asOurs(thrown));
		}
	}

	/** What it yields has been walked to its end when it goes on. */
	private async *steps(): AsyncGenerator<Entry, void, undefined> {
		const into = {
			has: (id: string) => this.roots.has(id),
			add: (object: Json, asOf: Moment) => this.add(object, asOf),
		};
		const kinds = ['page', 'data_source'] as const;
		const cut = await Promise.all(kinds.map((kind) => searchAll(kind, this.reader, into)));
		yield* cut.flat().map(skipped);
		yield* this.walkFrom('nothing');
		yield* await this.addNamed();
		yield* this.walkFrom('pages');
		yield* this.walkFrom('blocks');
		yield this.walkedFrom(this.roots.takeRest());
		yield* this.account();
	}

	private add(object: Json, moment: Moment): void {
		if (this.roots.add(object)) this.known.add(object, moment);
	}

	private async addNamed(): Promise<Entry[]> {
		const { alsoInclude, leaveOut } = this.plan;
		const open = alsoInclude.filter(
			(id) =>
				!leaveOut.includes(id) &&
				!this.roots.has(id) &&
				!this.walk.hasMet('page', id) &&
				!this.walk.hasMet('database', id),
		);
		const added = open.map(async (id) => {
			try {
				const moment = momentOf(this.reader);
				const object = await readNamed(id, this.reader);
				this.add(object, moment);
				return object.in_trash === true
					? [
							skipped(
								`Skipped ${mention('what “Also Include” names', id)}: it is in Notion’s trash`,
							),
						]
					: [];
			} catch (thrown) {
				return [failed(asOurs(thrown).about('“Also Include”'))];
			}
		});
		return (await Promise.all(added)).flat();
	}

	private async *walkFrom(asks: Asks): AsyncGenerator<Entry, void, undefined> {
		for (;;) {
			const roots = await this.roots.take(asks);
			if (roots.length === 0) return;
			yield this.walkedFrom(roots);
		}
	}

	private walkedFrom(roots: readonly Root[]): Entry {
		this.rootCount += roots.length;
		const branch = new Branch(async (all) => {
			roots.forEach((root) => all.addBranch(this.open(root)));
		});
		return { kind: 'branch', branch };
	}

	private open({ found, above }: Root): Located {
		const [root, ...higher] = withoutTables([found, ...above]);
		const id = root?.id ?? found.id;
		// What a user named has to be readable.
		const level = this.plan.alsoInclude.includes(id) ? 0 : 1;
		const kind = found.kind === 'page' ? 'page' : 'database';
		this.tell([{ kind, id }, ...higher]);
		if (kind === 'page') return this.walk.page(id, Infinity, level);
		const read = root?.kind === 'dataSource' ? readListed : readDatabase;
		return this.walk.database(id, Infinity, EVERYTHING, read, level);
	}

	/** Tells the trails what is above a root: only search knows. */
	private tell(line: readonly Place[]): void {
		line.forEach((place, index) => this.trails?.entered(place, line[index + 1]?.id));
	}

	private walked({ kind, id }: Place): 'read' | 'unreadable' | undefined {
		if (kind === 'block' || !this.walk.hasMet(kind === 'page' ? 'page' : 'database', id)) {
			return undefined;
		}
		return this.walk.hasFailed(id) ? 'unreadable' : 'read';
	}

	private *account(): Generator<Entry> {
		for (const id of this.plan.leaveOut) {
			if (!this.metLeftOut.has(id)) {
				yield skipped(
					`“Leave Out” names ${mention('a page or database', id)} that this run did not find`,
				);
			}
		}
		if (this.rootCount === 0) {
			yield skipped(
				'Notion’s search found nothing that is shared with your connection: in Notion, open a page, choose ••• → Connections, and add your connection. It may take a few minutes to be found; pages in “Also Include” are found at once',
			);
			return;
		}
		const found = `${counted(this.walk.count('page'), 'page')} and ${counted(this.walk.count('database'), 'database')}`;
		const message = `Found ${found}, starting from ${this.rootCount} at the top. Only what is shared with your connection can be found, and new pages are found some minutes later; linked databases, templates and the trash are not included`;
		yield { kind: 'finding', finding: { kind: 'note', message } };
	}
}

/** Without blocks, and without data sources whose database is known. */
function withoutTables(line: readonly Place[]): Place[] {
	return line.filter(
		({ kind }, index) =>
			kind !== 'block' && !(kind === 'dataSource' && line[index + 1]?.kind === 'database'),
	);
}

function counted(count: number, what: string): string {
	return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function skipped(reason: string): Entry {
	return { kind: 'finding', finding: { kind: 'skipped', reason } };
}

function failed(error: NotionFilesError): Entry {
	return { kind: 'finding', finding: { kind: 'failed', error } };
}
