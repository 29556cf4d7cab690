import { type SandboxClock } from '../clock';
import { normalizeId } from '../ids';
import { type SandboxSettings } from '../settings';
import { type DataSource, type Page } from '../workspace/nodes';
import { isShared, lineOf, sharerOf } from '../workspace/sharing';
import { type Workspace } from '../workspace/workspace';

type Entry = Page | DataSource;

/** What search finds, with the time of its last edit according to the index. */
export interface Indexed {
	readonly id: string;
	readonly entry: Entry;
	readonly lastEditedTime: string;
}

interface State {
	lastEditedTime: string;
	inTrash: boolean;
}

/** What the index knows of an entry, and a change that it will know of. */
type Known = State & { next?: State & { changedAt: string } };

const MINUTE_MS = 60_000;

/**
 * The index of Notion's search, which is never quite the workspace: it learns of changes later, and lacks
 * most rows and some of what was not shared by itself. It looks at the workspace when it is asked.
 */
export class SearchedIndex {
	private readonly known = new Map<string, Known>();

	private isBuilt = false;

	constructor(
		private readonly workspace: Workspace,
		private readonly settings: Pick<SandboxSettings, 'search'>,
		private readonly clock: SandboxClock,
	) {}

	/** All of a kind, in no order. */
	all(kind: Entry['kind'], inTrash: boolean): Indexed[] {
		this.lookAround();
		return this.workspace.registry.all(kind).flatMap((entry) => {
			const known = this.known.get(entry.id);
			if (known?.inTrash !== inTrash || this.lacks(entry)) return [];
			return [{ id: entry.id, entry, lastEditedTime: known.lastEditedTime }];
		});
	}

	private lookAround(): void {
		const { registry } = this.workspace;
		for (const entry of [...registry.all('page'), ...registry.all('dataSource')]) {
			if (!isShared(entry)) this.known.delete(entry.id);
			else if (this.known.has(entry.id)) this.learn(entry, this.known.get(entry.id) as Known);
			else this.meet(entry);
		}
		this.isBuilt = true;
	}

	private meet(entry: Entry): void {
		const times = [entry.lastEditedTime, (sharerOf(entry) as Entry).lastEditedTime];
		if (!this.isBuilt || times.every((time) => this.isPast(time))) {
			this.known.set(entry.id, stateOf(entry));
		}
	}

	private learn(entry: Entry, known: Known): void {
		this.take(known);
		const state = stateOf(entry);
		if (state.lastEditedTime === known.lastEditedTime && state.inTrash === known.inTrash) return;
		known.next ??= { ...state, changedAt: lastChange(entry) };
		this.take(known);
	}

	private take(known: Known): void {
		if (known.next === undefined || !this.isPast(known.next.changedAt)) return;
		const { lastEditedTime, inTrash } = known.next;
		Object.assign(known, { lastEditedTime, inTrash, next: undefined });
	}

	/** Whether the index knows of what happened in this minute. */
	private isPast(minute: string): boolean {
		const { lagMs } = this.settings.search;
		return lagMs === 0 || Date.parse(minute) + MINUTE_MS + lagMs <= this.clock.now();
	}

	private lacks(entry: Entry): boolean {
		const { oneRowOf, missesOneOf } = this.settings.search;
		const sharer = sharerOf(entry);
		if (sharer === entry || (entry.kind === 'dataSource' && sharer === entry.database))
			return false;
		if (isRow(entry)) return oneRowOf === 0 || drawn(entry.id) % oneRowOf !== 0;
		return missesOneOf > 0 && drawn(entry.id) % missesOneOf === 0;
	}
}

function stateOf(entry: Entry): State {
	const inTrash = lineOf(entry).some((above) => 'inTrash' in above && above.inTrash);
	return { lastEditedTime: entry.lastEditedTime, inTrash };
}

/** Of the entry, or of what is in the trash above it. */
function lastChange(entry: Entry): string {
	const times = lineOf(entry).flatMap((above) =>
		'inTrash' in above && (above === entry || above.inTrash) ? [above.lastEditedTime] : [],
	);
	return times.sort().at(-1) ?? entry.lastEditedTime;
}

function isRow(entry: Entry): boolean {
	return (
		entry.kind === 'page' && entry.parent !== 'workspace' && entry.parent.kind === 'dataSource'
	);
}

/** The same for an ID in every run. */
function drawn(id: string): number {
	return parseInt((normalizeId(id) ?? id).slice(0, 8), 16);
}
