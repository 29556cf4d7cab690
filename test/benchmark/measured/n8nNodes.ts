/** n8n's own nodes on n8n's engine, with n8n's store on the file system. */
import '../../../demo/environment';
import { join } from 'node:path';
import { Container } from '@n8n/di';
import { BinaryDataService, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IHttpRequestOptions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { NotionFilesApi } from '../../../credentials/NotionFilesApi.credentials';
import { additionalData, type WorkflowJson } from '../../harness/engine';
import { type Came, type Ids, type Scene } from '../case';
import { measure } from './measure';

export interface N8nTask {
	/** Where n8n's packages are. */
	modules: string;
	/** Its first node gets one item; what counts is what its last node gives. */
	workflow: WorkflowJson;
	/** What stands in it for an ID. */
	placeholders: Partial<Ids>;
}

type NodeType = INodeType | IVersionedNodeType;

/** As far as workflows of the benchmark use them: class, and place in n8n-nodes-base. */
const TYPES: Record<string, [string, string]> = {
	'n8n-nodes-base.notion': ['Notion', 'Notion/Notion.node.js'],
	'n8n-nodes-base.httpRequest': ['HttpRequest', 'HttpRequest/HttpRequest.node.js'],
	'n8n-nodes-base.splitOut': ['SplitOut', 'Transform/SplitOut/SplitOut.node.js'],
};

void measure<N8nTask>(async ({ modules, workflow, placeholders }, scene) => {
	const nodeTypes = await typesOf(workflow, modules);
	const get = async (ids: Ids): Promise<Came> => {
		const text = Object.entries(placeholders).reduce(
			(json, [which, placeholder]) => json.replaceAll(placeholder, ids[which as keyof Ids]),
			JSON.stringify(workflow),
		);
		return cameOf(await run(JSON.parse(text) as WorkflowJson, nodeTypes, scene));
	};
	await get(scene.warmUp);
	return async () => await get(scene.ids);
});

async function typesOf({ nodes }: WorkflowJson, modules: string): Promise<INodeTypes> {
	const types = new Map<string, NodeType>();
	for (const { type } of nodes) {
		const [name, file] = TYPES[type] ?? [];
		if (name === undefined || file === undefined) throw new Error(`${type} is not known here`);
		const path = join(modules, 'n8n-nodes-base/dist/nodes', file);
		const { [name]: Type } = (await import(path)) as Record<string, new () => NodeType>;
		if (Type === undefined) throw new Error(`${path} has no ${name}`);
		types.set(type, new Type());
	}
	const get = (name: string): NodeType => types.get(name) as NodeType;
	return {
		getByName: get,
		getByNameAndVersion(name, version) {
			const type = get(name);
			return 'nodeVersions' in type ? type.getNodeType(version) : type;
		},
		getKnownTypes: () => ({}),
	};
}

async function run(
	{ nodes, connections }: WorkflowJson,
	nodeTypes: INodeTypes,
	scene: Scene,
): Promise<INodeExecutionData[]> {
	await Container.get(BinaryDataService).init();
	const settings = {};
	const workflow = new Workflow({
		id: 'wf',
		active: false,
		nodes,
		connections,
		nodeTypes,
		settings,
	});
	const [first, last] = [nodes[0]?.name ?? '', nodes.at(-1)?.name ?? ''];
	const start = { data: { main: [[{ json: {} }]] }, source: null };
	const data = createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node: workflow.getNode(first)!, ...start }] },
	});
	const engine = new WorkflowExecute(additionalDataFor(scene), 'manual', data);
	const { resultData } = (await engine.processRunExecutionData(workflow)).data;
	if (resultData.error) throw resultData.error;
	return resultData.runData[last]?.[0]?.data?.main?.[0] ?? [];
}

/** The harness's, but for the credential: that of n8n's Notion node authenticates by a function. */
function additionalDataFor({ token }: Scene): IWorkflowExecuteAdditionalData {
	const credential = new NotionFilesApi();
	const data = additionalData({
		package: { node: undefined as never, credential },
		credential: { apiKey: token },
	});
	data.credentialsHelper.authenticate = async (_credentials, _type, options) => ({
		...(options as IHttpRequestOptions),
		headers: { ...options.headers, Authorization: `Bearer ${token}` },
	});
	return data;
}

/** n8n's Notion node gives all files of a page on one item. */
function cameOf(items: INodeExecutionData[]): Came {
	const binaries = items.flatMap(({ binary = {} }) => Object.values(binary));
	const bytes = binaries.reduce((sum, binary) => sum + Number(binary.bytes), 0);
	return { files: binaries.length, bytes };
}
