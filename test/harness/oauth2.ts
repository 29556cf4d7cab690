import { PollContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	INode,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { NotionFilesOAuth2Api } from '../../credentials/NotionFilesOAuth2Api.credentials';
import { NotionFilesTrigger } from '../../nodes/NotionFiles/NotionFilesTrigger.node';
import type { Sandbox } from '../sandbox';
import { additionalData, toWorkflow, type WorkflowResult } from './engine';
import { notionFilesWorkflow } from './notionFilesWorkflow';
import { fromSources, runWorkflow } from './runWorkflow';

export const oauth2Package = { ...fromSources, credential: new NotionFilesOAuth2Api() };

/** What n8n stores of an OAuth2 credential, as long as nobody has connected it. */
export function unconnected(sandbox: Sandbox): ICredentialDataDecryptedObject {
	const { clientId, clientSecret } = sandbox.settings.oauth;
	const { apiBaseUrl } = sandbox;
	return { clientId, clientSecret, apiBaseUrl, allowPrivateNetworkDownloads: true };
}

/** The same when somebody has; n8n changes the tokens in place. */
export function connected(sandbox: Sandbox): ICredentialDataDecryptedObject {
	return { ...unconnected(sandbox), oauthTokenData: { ...sandbox.oauth.connect() } };
}

const OURS = { credentials: { notionFilesOAuth2Api: { id: '1', name: 'Notion' } } };

/** Manual Trigger → Notion Files with an OAuth2 credential. */
export function oauth2Workflow(parameters: INodeParameters, node: Partial<INode> = {}) {
	return notionFilesWorkflow({ authentication: 'oAuth2', ...parameters }, { ...OURS, ...node });
}

export async function runWithOAuth2(
	parameters: INodeParameters,
	credential: ICredentialDataDecryptedObject,
	node: Partial<INode> = {},
): Promise<WorkflowResult> {
	const json = oauth2Workflow(parameters, node);
	return await runWorkflow(json, { package: oauth2Package, credential });
}

/** The first poll of the trigger with an OAuth2 credential. */
export async function pollWithOAuth2(
	parameters: INodeParameters,
	credential: ICredentialDataDecryptedObject,
): Promise<INodeExecutionData[]> {
	const type = 'n8n-nodes-notion-files.notionFilesTrigger';
	const trigger = new NotionFilesTrigger();
	const node: INode = {
		id: 'trigger',
		name: 'Notion Files Trigger',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: { authentication: 'oAuth2', ...parameters },
		...OURS,
	};
	const json = { nodes: [node], connections: {} };
	const workflow = toWorkflow(json, oauth2Package.node, { others: { [type]: trigger } });
	const [inWorkflow = node] = Object.values(workflow.nodes);
	const data = additionalData({ package: oauth2Package, credential, mode: 'trigger' });
	const context = new PollContext(workflow, inWorkflow, data, 'trigger', 'activate');
	return (await trigger.poll.call(context))?.[0] ?? [];
}
