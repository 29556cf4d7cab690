import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from './n8n/RestClient';
import { NOTION_FILES_API } from './notionFiles';

export const AGENT = 'AI Agent';

export interface AgentSettings {
	prompt: string;
	/** Of the node Notion Files, as a tool. */
	parameters: INodeParameters;
	credentials: Record<'notion' | 'openAi', { id: string; name: string }>;
}

/** Manual Trigger → AI Agent, which has OpenAI's model and Notion Files as its tool; as n8n exports it. */
export function agentWorkflow({ prompt, parameters, credentials }: AgentSettings): WorkflowJson {
	return {
		name: 'An agent with Notion Files',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node(AGENT, '@n8n/n8n-nodes-langchain.agent', 3.1, {
				promptType: 'define',
				text: prompt,
				options: {},
			}),
			{
				...node('OpenAI', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, {
					model: { __rl: true, mode: 'id', value: 'gpt-5-mini' },
				}),
				credentials: { openAiApi: credentials.openAi },
			},
			{
				...node('Notion Files', 'n8n-nodes-notion-files.notionFilesTool', 1, parameters),
				credentials: { [NOTION_FILES_API]: credentials.notion },
			},
		],
		connections: {
			Start: { main: [[{ node: AGENT, type: 'main', index: 0 }]] },
			OpenAI: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
			'Notion Files': { ai_tool: [[{ node: AGENT, type: 'ai_tool', index: 0 }]] },
		},
		// As in every new workflow from the editor. In n8n's old order, the agent continues before its tool has run.
		settings: { executionOrder: 'v1' },
	};
}

function node(name: string, type: string, typeVersion: number, parameters: INodeParameters): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}
