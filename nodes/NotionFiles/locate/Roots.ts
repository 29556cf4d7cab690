import { asText, type Json } from '../json';
import type { Asks, Lines } from './Lines';
import type { Place } from './parents';

/** Something that was found, or that a user named. */
export interface Found extends Place {
	kind: 'page' | 'database' | 'dataSource';
	createdTime: string;
}

/** Where the walk has to begin, and what can be read above it, the nearest first. */
export interface Root {
	found: Found;
	above: readonly Place[];
}

/** What is known of the place of something that was found. */
type Line =
	| { kind: 'root'; above: Place[] }
	/** Something above it waits as well, so the walk will reach it from there. */
	| { kind: 'below' }
	| { kind: 'leftOut' }
	/** That would have to be asked for. */
	| { kind: 'open' };

/**
 * What was found and the walk has not met yet. A search lists pages of all levels, so most of them are
 * reached from above: only those with nothing above them that waits are where a walk begins.
 */
export class Roots {
	private readonly waiting = new Map<string, Found>();

	/**
	 * @param leavesOut whether something is left out, with all below it
	 * @param walked whether the walk has met something, and could read it
	 */
	constructor(
		private readonly lines: Lines,
		private readonly leavesOut: (id: string) => boolean,
		private readonly walked: (place: Place) => 'read' | 'unreadable' | undefined,
	) {}

	/** Returns whether it was not known yet. */
	add(object: Json): boolean {
		const found = foundIn(object);
		if (found === undefined || this.waiting.has(found.id)) return false;
		this.lines.learn(object);
		this.waiting.set(found.id, found);
		return true;
	}

	has(id: string): boolean {
		return this.waiting.has(id);
	}

	/**
	 * Takes those where the walk can begin as far as can be told by asking for so much, the first created first.
	 * Call it when the walk has finished all that were taken before.
	 */
	async take(asks: Asks): Promise<Root[]> {
		for (const found of this.waiting.values()) {
			if (this.isMet(found)) this.waiting.delete(found.id);
		}
		const lines = [...this.waiting.values()].map(
			async (found) => [found, await this.lineOf(found, asks)] as const,
		);
		const roots = (await Promise.all(lines)).flatMap(([found, line]) => {
			const isRoot = line.kind === 'root';
			// If Notion does not return its database, a data source is a root of its own the next time.
			const mayRemain = isRoot && found.kind === 'dataSource' && this.isOpen(line.above[0]);
			if (!mayRemain && (isRoot || line.kind === 'leftOut')) this.waiting.delete(found.id);
			return isRoot ? [{ found, above: line.above }] : [];
		});
		return roots.sort((a, b) => byCreation(a.found, b.found));
	}

	/** What is left, because it is above itself: Notion has moved it between two answers. */
	takeRest(): Root[] {
		const rest = [...this.waiting.values()].map((found) => ({ found, above: [] }));
		this.waiting.clear();
		return rest;
	}

	private async lineOf(found: Found, asks: Asks): Promise<Line> {
		if (this.leavesOut(found.id)) return { kind: 'leftOut' };
		const above: Place[] = [];
		const passed = new Set([found.id]);
		let isBelow = false;
		for (let place: Place = found; ;) {
			const parent = await this.lines.find(place, asks);
			if (parent === undefined) return { kind: isBelow ? 'below' : 'open' };
			if (parent === 'unreadable') withoutLast(above);
			if (parent === 'unreadable' || parent === 'top' || passed.has(parent.id)) break;
			if (parent.kind !== 'block' && this.leavesOut(parent.id)) return { kind: 'leftOut' };
			isBelow ||= this.waiting.has(parent.id);
			passed.add(parent.id);
			above.push(parent);
			const walked = this.walked(parent);
			if (walked === 'unreadable') withoutLast(above);
			if (walked !== undefined) break;
			place = parent;
		}
		return isBelow ? { kind: 'below' } : { kind: 'root', above };
	}

	/** A database that the walk has still to read. */
	private isOpen(place: Place | undefined): boolean {
		return place?.kind === 'database' && this.walked(place) === undefined;
	}

	private isMet(found: Found): boolean {
		if (this.walked(found) !== undefined) return true;
		if (found.kind !== 'dataSource') return false;
		const parent = this.lines.parentOf(found.id);
		return parent !== undefined && parent !== 'top' && this.walked(parent) === 'read';
	}
}

/** A data source is known by its rows as well, and as unreadable as its database. */
function withoutLast(above: Place[]): void {
	const last = above.pop();
	if (last?.kind === 'database' && above.at(-1)?.kind === 'dataSource') above.pop();
}

const KINDS: Readonly<Record<string, Found['kind']>> = {
	page: 'page',
	database: 'database',
	data_source: 'dataSource',
};

function foundIn(object: Json): Found | undefined {
	const kind = KINDS[asText(object.object) ?? ''];
	const id = asText(object.id);
	if (kind === undefined || id === undefined || object.in_trash === true) return undefined;
	return { kind, id, createdTime: asText(object.created_time) ?? '' };
}

function byCreation(a: Found, b: Found): number {
	if (a.createdTime !== b.createdTime) return a.createdTime < b.createdTime ? -1 : 1;
	return a.id < b.id ? -1 : 1;
}
