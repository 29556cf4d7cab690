import type { ICredentialTestRequest, INodeProperties } from 'n8n-workflow';

/** The fields of every credential, apart from its secret. */
export const connectionFields: INodeProperties[] = [
	{
		displayName: 'API Base URL',
		name: 'apiBaseUrl',
		type: 'string',
		default: 'https://api.notion.com',
		description: 'Where to reach Notion’s API. Only change this if you use your own proxy.',
	},
	{
		displayName: 'Allow Private Network Downloads',
		name: 'allowPrivateNetworkDownloads',
		type: 'boolean',
		default: false,
		description:
			'Whether to follow links in Notion to addresses in your private network. Leave this off unless you need it: when it is on, anyone who can edit a page can make this server fetch from inside your network.',
	},
];

/**
 * An expression for the API Base URL, without what users may add to its end, and with the scheme that they
 * may leave out (as `readBaseUrl` of notion/connection.ts).
 * @param fields the variable that holds the fields of the credential
 */
export function baseUrlIn(fields: '$self' | '$credentials'): string {
	return `={{ (${fields}.apiBaseUrl || "https://api.notion.com").trim().replace(/[/]+$/, "").replace(/[/]v1$/, "").replace(/^(?![a-z][a-z0-9+.-]*:[/][/])/i, "https://") }}`;
}

/** An expression for the token, without what is often copied along (as `bareToken` of notion/connection.ts). */
export const BARE_TOKEN = '{{ ($credentials.token || "").trim().replace(/^Bearer[ ]+/i, "") }}';

const NO_API =
	'There is no Notion API at this URL. The API Base URL is usually https://api.notion.com';

/** @param refused what to do when Notion rejects the token */
export function testRequest(refused: string): ICredentialTestRequest {
	return {
		request: {
			baseURL: baseUrlIn('$credentials'),
			url: '/v1/users/me',
			headers: { 'Notion-Version': '2026-03-11' },
		},
		// Without them the dialog shows HTTP's bare status text, such as “Unauthorized”.
		rules: [
			whenStatus(401, `Notion rejected this token. ${refused}`),
			// Notion's answer to an unknown path, and everybody else's.
			whenStatus(400, NO_API),
			whenStatus(404, NO_API),
		],
	};
}

function whenStatus(value: number, message: string) {
	return { type: 'responseCode' as const, properties: { value, message } };
}
