import { buffer } from 'node:stream/consumers';
import { Container } from '@n8n/di';
import { BinaryDataService, ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type ExecutionError,
	type IBinaryData,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IPinData,
	type IRun,
	type IRunExecutionData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type NodeExecutionHint,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { credentialsHelper } from './credentials';
import { executionDataOf } from './lines';

/** A workflow as n8n exports it. */
export interface WorkflowJson {
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

/** The package under test, from its sources or as n8n's loader returns it. */
export interface Package {
	node: INodeType;
	credential: ICredentialType;
}

export interface RunOptions {
	package: Package;
	/** The values of the credential; OAuth changes its tokens in place. */
	credential: ICredentialDataDecryptedObject;
	/** Items that the trigger returns. */
	items?: INodeExecutionData[];
	executionId?: string;
	/** As n8n names it: manual unless it says otherwise. */
	mode?: WorkflowExecuteMode;
	/** What n8n keeps for the workflow between runs; changed in place. */
	staticData?: IDataObject;
	/** Nodes besides ours, by their type. */
	others?: Readonly<Record<string, INodeType>>;
	/** Other executions that n8n has kept, by their ID. */
	executions?: Readonly<Record<string, IRunExecutionData>>;
	/** What is pinned to nodes, by their name. */
	pinData?: IPinData;
}

/** Any trigger or pass-through of an example workflow: it passes on what it gets. */
const passThrough = (): INodeType => ({
	description: {
		displayName: 'Pass Through',
		name: 'passThrough',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
});

function knownTypes(node: INodeType, others: RunOptions['others'] = {}): INodeTypes {
	const types: Record<string, INodeType> = {
		'n8n-nodes-base.manualTrigger': passThrough(),
		'n8n-nodes-base.scheduleTrigger': passThrough(),
		'n8n-nodes-base.noOp': passThrough(),
		'n8n-nodes-notion-files.notionFiles': node,
		...others,
	};
	const get = (name: string): INodeType => {
		const type = types[name];
		if (type === undefined) throw new Error(`The test harness has no node type ${name}`);
		return type;
	};
	return { getByName: get, getByNameAndVersion: get, getKnownTypes: () => ({}) };
}

export function additionalData({
	package: { credential: type },
	credential,
	executionId = '1',
	mode = 'manual',
	executions = {},
}: RunOptions): IWorkflowExecuteAdditionalData {
	// Every address must be absolute; nothing is ever sent there.
	const base = 'http://127.0.0.1:5678';
	return {
		executionId,
		hooks: new ExecutionLifecycleHooks(mode, executionId, { id: 'wf' } as IWorkflowBase),
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: base,
		webhookBaseUrl: `${base}/webhook`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		credentialsHelper: credentialsHelper(type, credential),
		getRunExecutionData: async (id: string) => executions[id],
	} as unknown as IWorkflowExecuteAdditionalData;
}

export function toWorkflow(
	json: WorkflowJson,
	node: INodeType,
	{ staticData = {}, others }: Pick<RunOptions, 'staticData' | 'others'> = {},
): Workflow {
	const { nodes: all, connections } = structuredClone(json);
	// Notes on the canvas take no part in a run.
	const nodes = all.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
	return new Workflow({
		id: 'wf',
		name: json.name ?? 'test',
		active: false,
		nodes,
		connections,
		nodeTypes: knownTypes(node, others),
		settings: json.settings ?? {},
		staticData,
	});
}

export interface RunningWorkflow {
	done: Promise<WorkflowResult>;
	cancel(): void;
}

/** Starts a workflow from its first node on n8n's own engine. */
export async function startWorkflow(
	json: WorkflowJson,
	options: RunOptions,
): Promise<RunningWorkflow> {
	await Container.get(BinaryDataService).init();
	const workflow = toWorkflow(json, options.package.node, options);
	const [start] = Object.values(workflow.nodes);
	if (start === undefined) throw new Error('The workflow has no nodes');
	const data = executionDataOf([
		{ node: start, data: { main: [options.items ?? [{ json: {} }]] }, source: null },
	]);
	data.resultData.pinData = options.pinData;
	const engine = new WorkflowExecute(additionalData(options), options.mode ?? 'manual', data);
	const run = engine.processRunExecutionData(workflow);
	const done = Promise.resolve(run).then((result) => new WorkflowResult(result));
	return { done, cancel: () => run.cancel() };
}

/** What an execution left behind. */
export class WorkflowResult {
	constructor(readonly run: IRun) {}

	get error(): (ExecutionError & { description?: string | null }) | undefined {
		return this.run.data.resultData.error as never;
	}

	/** The items of a node's output; 1 is the error output. */
	items(node: string, output = 0): INodeExecutionData[] {
		return this.run.data.resultData.runData[node]?.[0]?.data?.main?.[output] ?? [];
	}

	hints(node: string): NodeExecutionHint[] {
		return this.run.data.resultData.runData[node]?.[0]?.hints ?? [];
	}
}

/** The bytes behind a binary field, in whatever mode they are stored. */
export async function bytesOf(binary: IBinaryData | undefined): Promise<Buffer> {
	if (binary === undefined) throw new Error('The item has no such binary field');
	if (!binary.id) return Buffer.from(binary.data, 'base64');
	return await buffer(await Container.get(BinaryDataService).getAsStream(binary.id));
}
