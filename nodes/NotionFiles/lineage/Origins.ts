import { asObject, asText } from '../json';
import { keyOf } from '../memory/fileKey';
import { itemAt, outputsOf, sourcesOf, stepOf, type Execution, type Step } from './Execution';
import { givesFiles } from './givers';
import { parentsOf, type Parent } from './parents';
import { isSubWorkflow, troubleOfSubWorkflow, type Verdicts } from './subWorkflows';
import { carriesError, givenTo, troubleOfItem, troubleOfRun, type Trouble } from './troubles';

/** A file that an item is about, and what went wrong with it on its way. */
export interface Origin {
	/** Undefined where nothing tells which file it is. */
	key: string | undefined;
	trouble: Trouble | undefined;
}

/**
 * The files that items are about. Each item is traced back, node by node and run by run, to the items
 * of the node that gave the files. On that way every node must have ended without an error of its own:
 * an item alone does not tell, since n8n passes the input of a failed node on as its output.
 */
export class Origins {
	private readonly known = new Map<string, readonly Origin[]>();

	private readonly troublesBefore = new Map<string, Trouble | undefined>();

	constructor(
		private readonly execution: Execution,
		private readonly subWorkflows: Verdicts = new Map(),
	) {}

	/** Without recursion: a loop of n8n can have more turns than the call stack has room for. */
	of(step: Step): readonly Origin[] {
		const begun = new Set<string>();
		const open = [step];
		for (let current = open.at(-1); current !== undefined; current = open.at(-1)) {
			const id = idOf(current);
			const unknown = this.known.has(id) ? [] : this.unknownParents(current);
			if (unknown.length > 0 && !begun.has(id)) {
				begun.add(id);
				open.push(...unknown);
				continue;
			}
			if (!this.known.has(id)) this.known.set(id, this.derive(current));
			open.pop();
		}
		return this.known.get(idOf(step)) ?? [];
	}

	private unknownParents(step: Step): Step[] {
		if (givesFiles(this.execution.node(step.node))) return [];
		return (parentsOf(this.execution, step) ?? [])
			.map((parent) => parent.step)
			.filter((parent) => !this.known.has(idOf(parent)));
	}

	/** From what is known of the items that it was made of. */
	private derive(step: Step): readonly Origin[] {
		const { execution } = this;
		const item = itemAt(execution, step);
		if (item === undefined) return [untraced(step)];
		const key = keyIn(item.json);
		const failed = troubleOfRun(execution, step);
		if (givesFiles(execution.node(step.node))) {
			const itemFailed = carriesError(item) ? failedFor(step) : undefined;
			return [{ key, trouble: failed ?? itemFailed }];
		}
		const traced = this.traced(step, key !== undefined);
		const origins = key === undefined ? traced : this.narrowed(traced, key, step);
		const trouble =
			failed ??
			troubleOfItem(execution, step) ??
			troubleOfSubWorkflow(execution, step, this.subWorkflows);
		return withTrouble(origins, trouble, step);
	}

	private traced(step: Step, namesFile: boolean): readonly Origin[] {
		const parents = parentsOf(this.execution, step);
		if (parents === undefined) return [untraced(step)];
		// A sub-workflow pairs its items with those of its own last node: only the same number fits ours.
		if (!namesFile && isSubWorkflow(this.execution, step.node) && !this.isAsMany(step)) {
			return [untraced(step)];
		}
		return merged(
			parents,
			({ step: parent }) => this.known.get(idOf(parent)) ?? [untraced(parent)],
		);
	}

	private isAsMany({ node, run }: Step): boolean {
		const { execution } = this;
		const made = outputsOf(execution.run(node, run)).reduce((sum, { length }) => sum + length, 0);
		const runsForEach = execution.node(node)?.parameters.mode === 'each';
		return runsForEach || made === givenTo(execution, { node, run }).length;
	}

	/**
	 * An item that names its file itself is about that one. If it cannot be traced to it, all that went
	 * on before it must have been in order.
	 */
	private narrowed(traced: readonly Origin[], key: string, step: Step): readonly Origin[] {
		if (traced.length === 1 && traced[0]?.key === key) return traced;
		const same = traced.filter((origin) => origin.key === key);
		return same.length > 0 ? same : [{ key, trouble: this.troubleBefore(step) }];
	}

	/** What went wrong in any of the runs before this one, back to the nodes that gave files. */
	private troubleBefore({ node, run }: Step): Trouble | undefined {
		const id = `${node} ${run}`;
		if (!this.troublesBefore.has(id)) this.troublesBefore.set(id, this.searchBefore(node, run));
		return this.troublesBefore.get(id);
	}

	private searchBefore(node: string, run: number): Trouble | undefined {
		const { execution } = this;
		const seen = new Set<string>();
		const open = [{ node, run }];
		for (let current = open.pop(); current !== undefined; current = open.pop()) {
			for (const source of sourcesOf(execution.run(current.node, current.run))) {
				if (source === null || givesFiles(execution.node(source.previousNode))) continue;
				const before = stepOf(source, 0);
				const id = `${before.node} ${before.run}`;
				if (seen.has(id)) continue;
				seen.add(id);
				const task = execution.run(before.node, before.run);
				if (task === undefined) return { node: before.node, reason: 'untraced' };
				const failed = troubleOfRun(execution, before);
				if (failed) return failed;
				if (outputsOf(task).flat().some(carriesError)) return failedFor(before);
				open.push(before);
			}
		}
		return undefined;
	}
}

/** The file that an item names, in the fields that Notion Files gives. */
export function keyIn(json: unknown): string | undefined {
	const { fileId, page } = asObject(json);
	const pageId = asText(asObject(page).id);
	const file = asText(fileId);
	return file !== undefined && pageId !== undefined ? keyOf(pageId, file) : undefined;
}

function idOf({ node, run, output, item }: Step): string {
	return `${run} ${output} ${item} ${node}`;
}

function untraced({ node }: Pick<Step, 'node'>): Origin {
	return { key: undefined, trouble: { node, reason: 'untraced' } };
}

function failedFor({ node }: Pick<Step, 'node'>): Trouble {
	return { node, reason: 'itemFailed' };
}

/**
 * Those of all items that one was made of (Aggregate). Of several inputs (a combining Merge) the first
 * that has files says which; what went wrong with the same files on the way to another counts as well.
 */
function merged(
	parents: readonly Parent[],
	originsOf: (parent: Parent) => readonly Origin[],
): readonly Origin[] {
	const [only, ...more] = parents;
	if (only !== undefined && more.length === 0) return originsOf(only);
	const byInput = new Map<number, Origin[]>();
	for (const parent of parents) {
		const origins = byInput.get(parent.input) ?? [];
		origins.push(...originsOf(parent));
		byInput.set(parent.input, origins);
	}
	const inputs = [...byInput].sort(([a], [b]) => a - b).map(([, origins]) => origins);
	const first = inputs.find((origins) => origins.some(({ key }) => key !== undefined));
	if (first === undefined) return inputs.flat();
	const others = inputs.filter((origins) => origins !== first).flat();
	const troubles = new Map(others.map(({ key, trouble }) => [key, trouble]));
	return first.map(({ key, trouble }) => ({ key, trouble: trouble ?? troubles.get(key) }));
}

/** A node that failed for a file and did its work in a later run of the same way has made it good. */
function withTrouble(
	origins: readonly Origin[],
	trouble: Trouble | undefined,
	{ node }: Step,
): readonly Origin[] {
	const isAffected = trouble ? isInOrder : (origin: Origin) => isMadeGood(origin, node);
	if (!origins.some(isAffected)) return origins;
	return origins.map((origin) => (isAffected(origin) ? { ...origin, trouble } : origin));
}

/** As far as is known: what failed need not tell of which file it is. */
function isInOrder({ trouble }: Origin): boolean {
	return trouble === undefined || trouble.reason === 'untraced';
}

function isMadeGood({ trouble }: Origin, node: string): boolean {
	return trouble?.node === node && ['failed', 'itemFailed'].includes(trouble.reason);
}
