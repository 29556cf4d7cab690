import type { ICredentialDataDecryptedObject, INode, INodeParameters } from 'n8n-workflow';
import { NotionFilesOAuth2Api } from '../../credentials/NotionFilesOAuth2Api.credentials';
import type { Sandbox } from '../sandbox';
import type { WorkflowResult } from './engine';
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

/** Manual Trigger → Notion Files with an OAuth2 credential. */
export function oauth2Workflow(parameters: INodeParameters, node: Partial<INode> = {}) {
	return notionFilesWorkflow(
		{ authentication: 'oAuth2', ...parameters },
		{ credentials: { notionFilesOAuth2Api: { id: '1', name: 'Notion' } }, ...node },
	);
}

export async function runWithOAuth2(
	parameters: INodeParameters,
	credential: ICredentialDataDecryptedObject,
	node: Partial<INode> = {},
): Promise<WorkflowResult> {
	const json = oauth2Workflow(parameters, node);
	return await runWorkflow(json, { package: oauth2Package, credential });
}
