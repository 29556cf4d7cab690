import type { Step } from './Execution';
import type { Parent } from './parents';
import type { Trouble } from './troubles';

/** A file that an item is about, and what went wrong with it on its way. */
export interface Origin {
	/** Undefined if nothing tells which file it is. */
	key: string | undefined;
	trouble: Trouble | undefined;
}

/**
 * The origins of all items that one was made of (Aggregate). Of several inputs (a combining Merge) the
 * first that has files says which; what went wrong with the same files on the way to another counts as
 * well.
 */
export function merged(
	parents: readonly Parent[],
	originsOf: (parent: Parent) => readonly Origin[],
): readonly Origin[] {
	const [only, ...more] = parents;
	if (only !== undefined && more.length === 0) return originsOf(only);
	const byInput = new Map<number, Origin[]>();
	for (const parent of parents) {
		const origins = byInput.get(parent.input) ?? [];
		// Not spread: there may be more of them than a call takes arguments.
		for (const origin of originsOf(parent)) origins.push(origin);
		byInput.set(parent.input, origins);
	}
	const inputs = [...byInput].sort(([a], [b]) => a - b).map(([, origins]) => origins);
	const first = inputs.find((origins) => origins.some(({ key }) => key !== undefined));
	if (first === undefined) return inputs.flat();
	const troubles = new Map<string | undefined, Trouble>();
	for (const { key, trouble } of inputs.filter((origins) => origins !== first).flat()) {
		if (key !== undefined && trouble) troubles.set(key, trouble);
	}
	return first.map(({ key, trouble }) => ({ key, trouble: trouble ?? troubles.get(key) }));
}

/** A node that failed for a file and succeeded in a later run on the same way has made up for it. */
export function withTrouble(
	origins: readonly Origin[],
	trouble: Trouble | undefined,
	{ node }: Step,
): readonly Origin[] {
	if (trouble === undefined && !isTroubled(origins)) return origins;
	const isAffected = trouble ? isInOrder : (origin: Origin) => isMadeGood(origin, node);
	if (!origins.some(isAffected)) return origins;
	return origins.map((origin) => (isAffected(origin) ? { ...origin, trouble } : origin));
}

/** Once for each list: items that Split Out made of one Aggregate share it. */
const troubled = new WeakMap<readonly Origin[], boolean>();

function isTroubled(origins: readonly Origin[]): boolean {
	const known = troubled.get(origins) ?? origins.some(({ trouble }) => trouble !== undefined);
	troubled.set(origins, known);
	return known;
}

/** As far as is known: what failed need not say which file it is about. */
function isInOrder({ trouble }: Origin): boolean {
	return trouble === undefined || trouble.reason === 'untraced';
}

function isMadeGood({ trouble }: Origin, node: string): boolean {
	return trouble?.node === node && ['failed', 'itemFailed'].includes(trouble.reason);
}
