import type { ISourceData } from 'n8n-workflow';
import { outputsOf, sourcesOf, stepOf, type Execution, type Step } from './Execution';
import { givesFiles } from './sourceNodes';
import type { Origin } from './Origin';
import type { Trouble } from './troubles';

type Origins = readonly Origin[];

type Run = Pick<Step, 'node' | 'run'>;

/** The items that reached an input, and those that failed on their way there. */
interface Way {
	given: Step[];
	/** Files that got no further than that. */
	failed: Array<{ step: Step; trouble: Trouble }>;
}

/** What happened to files on their way to one input, by their keys. */
interface Arrived {
	given: Map<string, Trouble | undefined>;
	failed: Map<string, Trouble>;
}

/**
 * What went wrong with files on their way to the inputs of a node that has several, if its items do not
 * show it. A Merge that passes one of its inputs on waits for the others, and there an upload may have
 * failed; one that combines by position pairs a file with another’s upload if its own is missing.
 */
export class WaysIn {
	private readonly ways = new Map<string, Way[]>();

	private readonly arrived = new Map<string, Arrived[]>();

	private readonly judgements = new Map<string, WeakMap<Origins, Origins>>();

	/** @param troubleAt what went wrong with an item at the very node that returned it */
	constructor(
		private readonly execution: Execution,
		private readonly troubleAt: (step: Step) => Trouble | undefined,
	) {}

	/**
	 * The items whose origins have to be known before those of this one; none if they were asked for
	 * before.
	 */
	stepsFor(step: Step): Step[] {
		if (this.arrived.has(idOf(step))) return [];
		return this.waysTo(step).flatMap(({ given, failed }) => [
			...given,
			...failed.map((one) => one.step),
		]);
	}

	/** The origins of an item, with what went wrong with the same files on their way to any input. */
	judged(step: Step, origins: Origins, originsOf: (step: Step) => Origins): Origins {
		const inputs = this.arrivedAt(step, originsOf);
		if (inputs.length === 0) return origins;
		// Items that Split Out made of one Aggregate share their origins, and must go on doing so.
		const known = this.judgements.get(idOf(step)) ?? new WeakMap<Origins, Origins>();
		this.judgements.set(idOf(step), known);
		const judged = known.get(origins) ?? judgedBy(inputs, origins);
		known.set(origins, judged);
		return judged;
	}

	private arrivedAt(step: Step, originsOf: (step: Step) => Origins): Arrived[] {
		const known = this.arrived.get(idOf(step));
		if (known) return known;
		const all = this.waysTo(step).map(({ given, failed }) => {
			const here: Arrived = { given: new Map(), failed: new Map() };
			for (const origins of new Set(given.map(originsOf))) {
				for (const { key, trouble } of origins) {
					if (key !== undefined) here.given.set(key, here.given.get(key) ?? trouble);
				}
			}
			const troubles = new Map(failed.map(({ step: at, trouble }) => [originsOf(at), trouble]));
			for (const [origins, trouble] of troubles) {
				for (const { key } of origins) if (key !== undefined) here.failed.set(key, trouble);
			}
			return here;
		});
		this.arrived.set(idOf(step), all);
		return all;
	}

	/** By input; none for a node with a single one. */
	private waysTo(step: Step): Way[] {
		const known = this.ways.get(idOf(step));
		if (known) return known;
		const { execution } = this;
		const sources = sourcesOf(execution.run(step.node, step.run));
		const count = Math.max(sources.length, execution.connectedTo(step.node).length);
		const ways = hasSeveralInputs(execution, step)
			? Array.from({ length: count }, (_, input) => this.wayTo(step, input, sources[input]))
			: [];
		this.ways.set(idOf(step), ways);
		return ways;
	}

	private wayTo(step: Step, input: number, source: ISourceData | null | undefined): Way {
		if (!source) return { given: [], failed: this.failedBefore(this.lastBefore(step.node, input)) };
		const { node, run, output } = stepOf(source, 0);
		const items = outputsOf(this.execution.run(node, run))[output] ?? [];
		const given = [...items.keys()].map((item) => ({ node, run, output, item }));
		return { given, failed: this.failedBefore([{ node, run }]) };
	}

	/** If nothing reached an input: the last runs of the nodes on the way to it that have run. */
	private lastBefore(node: string, input: number): Run[] {
		const { execution } = this;
		const runs: Run[] = [];
		const open = [...(execution.connectedTo(node)[input] ?? [])];
		const seen = new Set<string>();
		for (let name = open.pop(); name !== undefined; name = open.pop()) {
			if (seen.has(name)) continue;
			seen.add(name);
			const { length } = execution.runsOf(name);
			if (length > 0) runs.push({ node: name, run: length - 1 });
			else open.push(...execution.connectedTo(name).flat());
		}
		return runs;
	}

	/** The items that failed in these runs, and in those before them. */
	private failedBefore(runs: Run[]): Way['failed'] {
		const failed: Way['failed'] = [];
		const seen = new Set<string>();
		const open = [...runs];
		for (let run = open.pop(); run !== undefined; run = open.pop()) {
			// What is before another node with several inputs is judged there.
			const isEnd =
				givesFiles(this.execution.node(run.node)) || hasSeveralInputs(this.execution, run);
			if (seen.has(idOf(run)) || isEnd) continue;
			seen.add(idOf(run));
			for (const step of this.itemsOf(run)) {
				const trouble = this.troubleAt(step);
				if (trouble) failed.push({ step, trouble });
			}
			for (const source of sourcesOf(this.execution.run(run.node, run.run))) {
				if (source) open.push(stepOf(source, 0));
			}
		}
		return failed;
	}

	private *itemsOf({ node, run }: Run): Generator<Step, void, undefined> {
		for (const [output, items] of outputsOf(this.execution.run(node, run)).entries()) {
			for (const item of items.keys()) yield { node, run, output, item };
		}
	}
}

function judgedBy(inputs: readonly Arrived[], origins: Origins): Origins {
	return origins.map((origin) => {
		const { key } = origin;
		if (key === undefined || origin.trouble !== undefined) return origin;
		for (const { given, failed } of inputs) {
			const trouble = given.has(key) ? given.get(key) : failed.get(key);
			if (trouble) return { key, trouble };
		}
		return origin;
	});
}

function hasSeveralInputs(execution: Execution, { node, run }: Run): boolean {
	const sources = sourcesOf(execution.run(node, run));
	const connected = execution.connectedTo(node).filter(({ length }) => length > 0);
	return Math.max(sources.filter(Boolean).length, connected.length) > 1;
}

function idOf({ node, run }: Run): string {
	return `${run} ${node}`;
}
