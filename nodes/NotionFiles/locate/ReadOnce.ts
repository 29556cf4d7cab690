import type { Branch, Located } from './Branch';

const NOTHING: Located = { entries: { async *[Symbol.asyncIterator]() {} } };

/**
 * The pages and databases of a walk, each read once however often it is met. They are held weakly:
 * of what the reader of the walk is done with, no more is kept than that it was there, so a walk over
 * any number of rows stays small.
 */
export class ReadOnce {
	private readonly known = new Map<string, { depth: number; branch: WeakRef<Branch> }>();

	/**
	 * What is known by this key, or a new branch.
	 * @param depth how far the branch leads down; one that leads further than the known one is new, so
	 * that it does not depend on which of two ways to a page was the faster
	 */
	branch(key: string, depth: number, begin: () => Branch): Located {
		const known = this.known.get(key);
		if (known && known.depth >= depth) return known.branch.deref() ?? NOTHING;
		const branch = begin();
		this.known.set(key, { depth, branch: new WeakRef(branch) });
		return branch;
	}
}
