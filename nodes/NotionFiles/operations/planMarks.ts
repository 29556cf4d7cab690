import type { Origin } from '../lineage/Origin';
import type { Reason, Trouble } from '../lineage/troubles';

/** What happens to the files of all items of a run. */
export interface MarkPlan {
	/** The files to mark. */
	keys: string[];
	/** What to say about the others. */
	hints: string[];
	/** The items that belong to no known file, with the node after which the trace is lost, if any. */
	nameless: Array<{ index: number; behind: string | undefined }>;
}

/** A file that failed on one of its ways is not marked, even if all went well on another. */
export function planMarks(items: ReadonlyArray<readonly Origin[]>): MarkPlan {
	const files = new Map<string, Trouble | undefined>();
	const others: Trouble[] = [];
	const nameless: MarkPlan['nameless'] = [];
	// Items that Aggregate and Split Out made of the same files share one list.
	const counted = new Set<readonly Origin[]>();
	for (const [index, origins] of items.entries()) {
		if (origins.every(isNameless)) {
			nameless.push({ index, behind: origins[0]?.trouble?.node });
		} else if (!counted.has(origins)) {
			counted.add(origins);
			for (const { key, trouble } of origins) {
				if (key !== undefined) files.set(key, files.get(key) ?? trouble);
				// Where a node found no files, there is none that could have been marked.
				else if (trouble && trouble.reason !== 'gaveNothing') others.push(trouble);
			}
		}
	}
	const keys = [...files].flatMap(([key, trouble]) => (trouble ? [] : [key]));
	const troubles = [...files.values(), ...others].filter((trouble) => trouble !== undefined);
	return { keys, nameless, hints: hintsFor(troubles, keys.length + troubles.length) };
}

function isNameless({ key, trouble }: Origin): boolean {
	return key === undefined && (trouble === undefined || trouble.reason === 'untraced');
}

function hintsFor(troubles: readonly Trouble[], total: number): string[] {
	const counts = new Map<string, number>();
	for (const { node, reason } of troubles) {
		const why = WORDS[reason](`“${node}”`);
		counts.set(why, (counts.get(why) ?? 0) + 1);
	}
	const files = total === 1 ? 'file' : 'files';
	return [...counts].map(
		([why, count]) =>
			`${count} of ${total} ${files} ${count === 1 ? 'was' : 'were'} not marked: ${why}`,
	);
}

const WORDS: Readonly<Record<Reason, (node: string) => string>> = {
	failed: (node) => `${node} failed, and n8n passed its input on`,
	itemFailed: (node) => `${node} failed for the item`,
	disabled: (node) => `${node} is disabled`,
	pinned: (node) => `${node} did not run, since its output is pinned`,
	gaveNothing: (node) => `${node} returned no items`,
	cameBack: (node) =>
		`the sub-workflow of ${node} returned its own input, which does not show whether it succeeded; let it return the output of the upload instead`,
	failedInside: (node) => `a node failed in the sub-workflow of ${node}`,
	unseen: (node) =>
		`n8n does not show whether a node failed in the sub-workflow of ${node}; set that workflow to save its successful executions`,
	untraced: (node) => `${node} does not say which of its input items its output came from`,
};
