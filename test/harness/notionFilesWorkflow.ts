import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from './engine';

/** Manual Trigger → Notion Files, as n8n exports it, with these parameters. */
export function notionFilesWorkflow(
	parameters: INodeParameters,
	extra: Partial<INode> = {},
): WorkflowJson {
	return {
		name: 'Notion Files',
		nodes: [
			{
				id: 'b3a6f0c2-0001-4000-8000-000000000001',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'b3a6f0c2-0001-4000-8000-000000000002',
				name: 'Notion Files',
				type: 'n8n-nodes-notion-files.notionFiles',
				typeVersion: 1,
				position: [220, 0],
				parameters,
				credentials: { notionFilesApi: { id: '1', name: 'Notion' } },
				...extra,
			},
		],
		connections: { Start: { main: [[{ node: 'Notion Files', type: 'main', index: 0 }]] } },
	};
}

/** A resource locator's value. */
export function locator(mode: 'list' | 'url' | 'id', value: string): INodeParameters {
	return { __rl: true, mode, value } as INodeParameters;
}
