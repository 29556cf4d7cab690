import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { repository } from './n8n/places';
import type { WorkflowJson } from './n8n/RestClient';

/** What a user fills in after the import, by the names of the nodes. */
export type FilledIn = Record<
	string,
	Pick<INode, 'credentials'> & { parameters?: INodeParameters }
>;

/** A workflow of the folder `examples/`, as a user imports it. */
export function readExample(file: string): WorkflowJson {
	return JSON.parse(readFileSync(join(repository, 'examples', file), 'utf8')) as WorkflowJson;
}

export function nodeOf({ name, nodes }: WorkflowJson, nodeName: string): INode {
	const node = nodes.find((one) => one.name === nodeName);
	if (node === undefined) throw new Error(`“${name}” has no node “${nodeName}”`);
	return node;
}

export function fillIn(example: WorkflowJson, filledIn: FilledIn): WorkflowJson {
	const filled = Object.entries(filledIn).map(([name, { parameters, ...rest }]) => {
		const node = nodeOf(example, name);
		return { ...node, ...rest, parameters: { ...node.parameters, ...parameters } };
	});
	const others = example.nodes.filter(({ name }) => !(name in filledIn));
	return { ...example, nodes: [...others, ...filled] };
}
