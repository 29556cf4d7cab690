import { type INode, type INodeTypes, Workflow } from 'n8n-workflow';

/** A node for expressions that are not about nodes. */
export const LONE_NODE: INode = {
	id: 'n',
	name: 'N',
	type: 'n',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const nodeTypes = {
	getByName: () => undefined,
	getByNameAndVersion: () => undefined,
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

/** n8n's own, in a workflow of this node alone. */
export const { expression } = new Workflow({
	nodes: [LONE_NODE],
	connections: {},
	active: false,
	nodeTypes,
});
