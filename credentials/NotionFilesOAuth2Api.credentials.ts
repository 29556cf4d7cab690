import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { baseUrlIn, connectionFields, testRequest } from './connectionFields';

export class NotionFilesOAuth2Api implements ICredentialType {
	name = 'notionFilesOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Notion Files OAuth2 API';

	icon: Icon = { light: 'file:notionFilesApi.svg', dark: 'file:notionFilesApi.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-notion-files/n8n-nodes-notion-files#connect-it-to-notion';

	properties: INodeProperties[] = [
		{
			displayName:
				'Create a public connection at <a href="https://www.notion.so/profile/integrations" target="_blank">notion.so/profile/integrations</a>, enter the OAuth Redirect URL of this dialog as its redirect URI, and copy its client ID and secret. Notion then asks which pages to share.',
			name: 'setUpNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `${baseUrlIn('$self')}/v1/oauth/authorize`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `${baseUrlIn('$self')}/v1/oauth/token`,
		},
		{
			// Notion has none: a connection's capabilities are set where the connection is created.
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: 'owner=user',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'header',
		},
		...connectionFields,
	];

	test: ICredentialTestRequest = testRequest('Connect the account again.');
}
