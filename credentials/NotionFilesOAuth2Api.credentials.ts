import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/** The API Base URL without what a user may have pasted behind it, as an expression over a variable. */
const baseOf = (variable: string): string =>
	`={{ (${variable}.apiBaseUrl || "https://api.notion.com").trim().replace(/[/]+$/, "").replace(/[/]v1$/, "") }}`;

export class NotionFilesOAuth2Api implements ICredentialType {
	name = 'notionFilesOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Notion Files OAuth2 API';

	icon: Icon = { light: 'file:notionFilesApi.svg', dark: 'file:notionFilesApi.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-notion-files/n8n-nodes-notion-files#connect-it-to-notion';

	properties: INodeProperties[] = [
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
			default: `${baseOf('$self')}/v1/oauth/authorize`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `${baseOf('$self')}/v1/oauth/token`,
		},
		{
			// Notion knows none: what a connection may do is set where the connection is made.
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
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: 'https://api.notion.com',
			description: 'Where Notion’s API is reached. Change it only for a proxy of your own.',
		},
		{
			displayName: 'Allow Private Network Downloads',
			name: 'allowPrivateNetworkDownloads',
			type: 'boolean',
			default: false,
			description:
				'Whether links in Notion may lead to addresses in your own network. Off, nobody who can edit a page can make this server fetch from inside your network.',
		},
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: baseOf('$credentials'),
			url: '/v1/users/me',
			headers: { 'Notion-Version': '2026-03-11' },
		},
	};
}
