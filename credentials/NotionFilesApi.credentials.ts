import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { BARE_TOKEN, connectionFields, testRequest } from './connectionFields';

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
			hint: 'Create an internal connection at <a href="https://www.notion.so/profile/integrations" target="_blank">notion.so/profile/integrations</a>, copy its secret, then add the connection to your pages: ••• → Connections',
			description:
				'The secret of an internal connection, or a personal access token. A connection sees only the pages that are shared with it.',
		},
		...connectionFields,
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: `=Bearer ${BARE_TOKEN}` } },
	};

	test: ICredentialTestRequest = testRequest(
		'Copy the secret of your connection again at notion.so/profile/integrations; it starts with ntn_. A personal access token may have expired.',
	);
}
