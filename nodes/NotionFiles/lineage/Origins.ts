import { type Execution, itemAt, outputsOf, sourcesOf, type Step, stepOf } from './Execution';
import { filesGiven, keyIn } from './namesIn';
import { givesFiles } from './sourceNodes';
import { merged, type Origin, withTrouble } from './Origin';
import { parentsOf } from './parents';
import { isSubWorkflow, troubleOfSubWorkflow, type Verdicts } from './subWorkflows';
import { givenTo, type Trouble, troubleOfItem, troubleOfRun } from './troubles';
import { WaysIn } from './WaysIn';

/**
 * The files that items are about. Each item is traced back, node by node and run by run, to the items
 * of the node that returned the files. On the way, every node must have ended without an error of its
 * own: an item alone does not tell, since n8n passes the input of a failed node on as its output.
 */
export class Origins {
	private readonly known = new Map<string, readonly Origin[]>();

	private readonly troublesBefore = new Map<string, Trouble | undefined>();

	private readonly waysIn: WaysIn;

	private readonly given: ReadonlySet<string> | undefined;

	constructor(
		private readonly execution: Execution,
		private readonly subWorkflows: Verdicts = new Map(),
	) {
		this.waysIn = new WaysIn(execution, (step) => this.troubleAt(step));
		this.given = filesGiven(execution);
	}

	/** Without recursion: a loop of n8n can have more turns than the call stack has room for. */
	of(step: Step): readonly Origin[] {
		const begun = new Set<string>();
		const open = [step];
		for (let current = open.at(-1); current !== undefined; current = open.at(-1)) {
			const id = idOf(current);
			const unknown = this.known.has(id) ? [] : this.unknownParents(current);
			if (unknown.length > 0 && !begun.has(id)) {
				begun.add(id);
				// Not spread: there may be more of them than a call takes arguments.
				for (const parent of unknown) open.push(parent);
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
			.concat(this.waysIn.stepsFor(step))
			.filter((before) => !this.known.has(idOf(before)));
	}

	/** From what is known of the items that it was made of. */
	private derive(step: Step): readonly Origin[] {
		const { execution } = this;
		const item = itemAt(execution, step);
		if (item === undefined) return [untraced(step)];
		const key = keyIn(item.json);
		if (givesFiles(execution.node(step.node))) {
			const trouble = troubleOfRun(execution, step) ?? troubleOfItem(execution, step);
			return [{ key, trouble }];
		}
		const traced = this.traced(step, key !== undefined && this.mayBeMeant(key));
		const origins = key === undefined ? traced : this.narrowed(traced, key, step);
		const originsOf = (before: Step) => this.known.get(idOf(before)) ?? [];
		const judged = this.waysIn.judged(step, origins, originsOf);
		return withTrouble(judged, this.troubleAt(step), step);
	}

	private traced(step: Step, namesFile: boolean): readonly Origin[] {
		const parents = parentsOf(this.execution, step);
		if (parents === undefined) return [untraced(step)];
		// A sub-workflow pairs its items with those of its own last node: they fit ours only if there
		// are as many.
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
	 * An item that names its file itself is about that one. If it cannot be traced to that file,
	 * everything before it must have been in order, and the file must have been given.
	 */
	private narrowed(traced: readonly Origin[], key: string, step: Step): readonly Origin[] {
		if (traced.length === 1 && traced[0]?.key === key) return traced;
		const same = traced.filter((origin) => origin.key === key);
		if (same.length > 0) return same;
		if (traced.length > 0 && !this.mayBeMeant(key)) return traced;
		return [{ key, trouble: this.troubleBefore(step) }];
	}

	private mayBeMeant(key: string): boolean {
		return this.given === undefined || this.given.has(key);
	}

	private troubleAt(step: Step): Trouble | undefined {
		return (
			troubleOfRun(this.execution, step) ??
			troubleOfItem(this.execution, step) ??
			troubleOfSubWorkflow(this.execution, step, this.subWorkflows)
		);
	}

	/** What went wrong in any of the runs before this one, back to the nodes that returned files. */
	private troubleBefore({ node, run }: Step): Trouble | undefined {
		const id = `${run} ${node}`;
		const known = this.troublesBefore.get(id);
		if (known !== undefined || this.troublesBefore.has(id)) return known;
		const trouble = this.searchBefore(node, run);
		this.troublesBefore.set(id, trouble);
		return trouble;
	}

	/** Each turn of a loop comes after all those before it, so what is known of them is not looked at again. */
	private searchBefore(node: string, run: number): Trouble | undefined {
		const seen = new Set<string>();
		const open = [{ node, run }];
		for (let current = open.pop(); current !== undefined; current = open.pop()) {
			for (const before of this.runsBefore(current)) {
				const id = `${before.run} ${before.node}`;
				if (seen.has(id)) continue;
				seen.add(id);
				const trouble = this.troubleOfWholeRun(before) ?? this.troublesBefore.get(id);
				if (trouble) return trouble;
				if (!this.troublesBefore.has(id)) open.push(before);
			}
		}
		for (const id of seen) this.troublesBefore.set(id, undefined);
		return undefined;
	}

	private runsBefore({ node, run }: Pick<Step, 'node' | 'run'>): Step[] {
		return sourcesOf(this.execution.run(node, run))
			.flatMap((source) => (source ? [stepOf(source, 0)] : []))
			.filter((before) => !givesFiles(this.execution.node(before.node)));
	}

	private troubleOfWholeRun(before: Step): Trouble | undefined {
		const task = this.execution.run(before.node, before.run);
		if (task === undefined) return { node: before.node, reason: 'untraced' };
		for (const [output, items] of outputsOf(task).entries()) {
			for (const item of items.keys()) {
				const trouble = this.troubleAt({ ...before, output, item });
				if (trouble) return trouble;
			}
		}
		return troubleOfRun(this.execution, before);
	}
}

function idOf({ node, run, output, item }: Step): string {
	return `${run} ${output} ${item} ${node}`;
}

function untraced({ node }: Pick<Step, 'node'>): Origin {
	return { key: undefined, trouble: { node, reason: 'untraced' } };
}
