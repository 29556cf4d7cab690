import type { ICredentialTestRequest, INodeProperties } from 'n8n-workflow';

/** What every credential has, besides what proves who connects. */
export const connectionFields: INodeProperties[] = [
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

/**
 * An expression for the API Base URL, whatever users write behind it.
 * @param fields the variable that holds the fields of the credential
 */
export function baseUrlIn(fields: '$self' | '$credentials'): string {
	return `={{ (${fields}.apiBaseUrl || "https://api.notion.com").trim().replace(/[/]+$/, "").replace(/[/]v1$/, "") }}`;
}

const NO_API = 'No Notion API is found there. The API Base URL is usually https://api.notion.com';

/** @param refused what to do when Notion does not accept the token */
export function testRequest(refused: string): ICredentialTestRequest {
	return {
		request: {
			baseURL: baseUrlIn('$credentials'),
			url: '/v1/users/me',
			headers: { 'Notion-Version': '2026-03-11' },
		},
		// Without them the dialog shows the bare words of HTTP, such as “Unauthorized”.
		rules: [
			whenStatus(401, `Notion does not accept this token. ${refused}`),
			// Notion's own answer to a path that it does not know, and that of everybody else.
			whenStatus(400, NO_API),
			whenStatus(404, NO_API),
		],
	};
}

function whenStatus(value: number, message: string) {
	return { type: 'responseCode' as const, properties: { value, message } };
}
