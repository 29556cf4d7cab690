import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

const NO_API = 'No Notion API is found there. The API Base URL is usually https://api.notion.com';

export class NotionFilesApi implements ICredentialType {
	name = 'notionFilesApi';

	displayName = 'Notion Files API';

	icon: Icon = { light: 'file:notionFilesApi.svg', dark: 'file:notionFilesApi.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-notion-files/n8n-nodes-notion-files#connect-it-to-notion';

	properties: INodeProperties[] = [
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. ntn_…',
			hint: 'Make an internal connection at <a href="https://www.notion.so/profile/integrations" target="_blank">notion.so/profile/integrations</a>, copy its secret, and share pages with it: ••• → Connections',
			description:
				'The secret of an internal connection, or a personal access token. A connection sees only the pages that are shared with it.',
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

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.token }}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ ($credentials.apiBaseUrl || "https://api.notion.com").trim().replace(/[/]+$/, "").replace(/[/]v1$/, "") }}',
			url: '/v1/users/me',
			headers: { 'Notion-Version': '2026-03-11' },
		},
		// Without them the dialog shows the bare words of HTTP, such as “Unauthorized”.
		rules: [
			whenStatus(
				401,
				'Notion does not accept this token. Copy the secret of your connection again, under notion.so/profile/integrations; it begins with ntn_. A personal access token may have expired.',
			),
			// Notion's own answer to a path that it does not know, and that of everybody else.
			whenStatus(400, NO_API),
			whenStatus(404, NO_API),
		],
	};
}

function whenStatus(value: number, message: string) {
	return { type: 'responseCode' as const, properties: { value, message } };
}
