import type {
	IConnections,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	ISourceData,
	ITaskData,
} from 'n8n-workflow';

/** What an execution has done so far. */
export interface Execution {
	/** One run of a node: a node runs several times where the workflow has a loop. */
	run(node: string, index: number): ITaskData | undefined;
	/** All runs of a node so far. */
	runsOf(node: string): readonly ITaskData[];
	node(name: string): INode | undefined;
	/** The names of the nodes that are connected to a node, by its inputs. */
	connectedTo(node: string): string[][];
	/** The names of all nodes that have run. */
	nodesRun(): string[];
	/** Whether n8n used pinned data instead of running the node. */
	isPinned(node: string): boolean;
}

/** An item that a run of a node has returned. */
export interface Step {
	node: string;
	run: number;
	output: number;
	item: number;
}

interface Insides {
	runExecutionData: { resultData: { runData?: Runs; pinData?: Record<string, unknown> } } | null;
	workflow: { nodes?: Record<string, INode>; connectionsByDestinationNode?: IConnections };
}

type Runs = Readonly<Record<string, ITaskData[] | undefined>>;

/**
 * Undefined if n8n does not say. It keeps all this in public fields of the class behind a node's
 * context (`runExecutionData` and `workflow`, in n8n-core 1.98 as in 2.41), but not in the interface
 * that nodes are given.
 */
export function executionOf(context: IExecuteFunctions): Execution | undefined {
	const { runExecutionData, workflow } = context as IExecuteFunctions & Partial<Insides>;
	const { runData, pinData = {} } = runExecutionData?.resultData ?? {};
	const { nodes, connectionsByDestinationNode: connections = {} } = workflow ?? {};
	if (runData === undefined || nodes === undefined) return undefined;
	return {
		run: (node, index) => own(runData, node)?.[index],
		runsOf: (node) => own(runData, node) ?? [],
		node: (name) => own(nodes, name),
		connectedTo: (node) =>
			(own(connections, node)?.main ?? []).map((wires) => (wires ?? []).map((wire) => wire.node)),
		nodesRun: () => Object.keys(runData),
		isPinned: (node) => own(pinData, node) !== undefined && own(nodes, node)?.disabled !== true,
	};
}

/** A node may be called `constructor`. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.hasOwn(record, key) ? record[key] : undefined;
}

export function itemAt(execution: Execution, step: Step): INodeExecutionData | undefined {
	return outputsOf(execution.run(step.node, step.run))[step.output]?.[step.item];
}

/** The outputs of a run. One without items may be null. */
export function outputsOf(run: ITaskData | undefined): Array<readonly INodeExecutionData[]> {
	return (run?.data?.main ?? []).map((items) => items ?? []);
}

/** Where the inputs of a run come from; none for the node that an execution starts with. */
export function sourcesOf(run: ITaskData | undefined): Array<ISourceData | null> {
	return run?.source ?? [];
}

export function stepOf(source: ISourceData, item: number): Step {
	return {
		node: source.previousNode,
		run: source.previousNodeRun ?? 0,
		output: source.previousNodeOutput ?? 0,
		item,
	};
}
