import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { PASSING_OPERATIONS } from '../lineage/sourceNodes';
import type { CredentialType } from '../notion/connection';

/** Operations that do not ask Notion need no credential. */
const hide = { operation: PASSING_OPERATIONS };

/** For the whole run: n8n takes a credential for a node, not for an item. */
export const authenticationParameter: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Connection Token',
			value: 'accessToken',
			description: 'The secret of an internal connection, or a personal access token',
		},
		{
			name: 'OAuth2',
			value: 'oAuth2',
			description: 'Sign in with Notion through a public connection',
		},
	],
	default: 'accessToken',
	displayOptions: { hide },
};

export const credentials: INodeCredentialDescription[] = [
	credential('notionFilesApi', 'accessToken'),
	credential('notionFilesOAuth2Api', 'oAuth2'),
];

function credential(name: CredentialType, authentication: string): INodeCredentialDescription {
	const displayOptions = { show: { authentication: [authentication] }, hide };
	return { name, required: true, displayOptions };
}
