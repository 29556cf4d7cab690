import type { Branch, Located } from './Branch';
import type { Place } from './parents';
import { Turns } from './Turns';

export const NOTHING: Located = { entries: { async *[Symbol.asyncIterator]() {} } };

/**
 * The pages and databases of a walk, each read once however often it is met. They are held weakly: once
 * the reader of the walk is done with one, only the fact that it was there is kept, so a walk over any
 * number of rows stays small.
 */
export class ReadOnce {
	private readonly known = new Map<
		string,
		{ depth: number; evidence: number; branch: WeakRef<Located> }
	>();

	private readonly turns = new Turns();

	/**
	 * What is known by this ID, or a new branch.
	 * @param depth how many levels down the branch goes; one that goes deeper than the known one is
	 * new, so that the result does not depend on which of two ways to a page was faster
	 */
	branch(place: Place, depth: number, open: () => Branch, evidence = Infinity): Located {
		const key = `${place.kind} ${place.id}`;
		const known = this.known.get(key);
		if (known && known.depth >= depth && known.evidence >= evidence)
			return known.branch.deref() ?? NOTHING;
		const branch = this.turns.take(place, open);
		this.known.set(key, { depth, evidence, branch: new WeakRef(branch) });
		return branch;
	}

	has(kind: 'page' | 'database', id: string): boolean {
		return this.known.has(`${kind} ${id}`);
	}

	/** How many of them were met. */
	count(kind: 'page' | 'database'): number {
		return [...this.known.keys()].filter((key) => key.startsWith(`${kind} `)).length;
	}
}
