import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../sandbox';

export const NOTION_FILES_API = 'notionFilesApi';

export const NOTION_FILES_OAUTH2_API = 'notionFilesOAuth2Api';

/** The node's name in workflows, unless a scenario gives another. */
export const NODE = 'Notion Files';

/** What a user would type into the credential if the sandbox were their Notion. */
export function credentialDataOf(sandbox: Sandbox): ICredentialDataDecryptedObject {
	return {
		token: sandbox.token,
		apiBaseUrl: sandbox.apiBaseUrl,
		// The sandbox's other sites are on loopback.
		allowPrivateNetworkDownloads: true,
	};
}

/** The same for a public connection, before somebody connects it. */
export function oauth2CredentialDataOf(sandbox: Sandbox): ICredentialDataDecryptedObject {
	const { clientId, clientSecret } = sandbox.settings.oauth;
	const { apiBaseUrl } = sandbox;
	return { clientId, clientSecret, apiBaseUrl, allowPrivateNetworkDownloads: true };
}
