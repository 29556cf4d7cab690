import type { IExecuteFunctions } from 'n8n-workflow';
import { connectionOf, type Connection } from '../../../nodes/NotionFiles/notion/connection';
import { outward } from '../../../nodes/NotionFiles/outward';

const TOKEN = 'ntn_secret';

async function connectionFrom(credential: Record<string, unknown>): Promise<Connection> {
	const context = {
		getCredentials: async (): Promise<unknown> => ({ token: TOKEN, ...credential }),
		getNodeParameter: () => 'accessToken',
	};
	return await connectionOf(context as unknown as IExecuteFunctions);
}

/** With an OAuth2 credential that has this from Notion. */
async function oauthConnectionFrom(
	oauthTokenData: unknown,
	authentication: object = { getNodeParameter: () => 'oAuth2' },
): Promise<Connection> {
	const getCredentials = async (type: string): Promise<unknown> =>
		type === 'notionFilesOAuth2Api' ? { clientSecret: 'secret', oauthTokenData } : undefined;
	return await connectionOf({ getCredentials, ...authentication } as unknown as IExecuteFunctions);
}

test.each([
	['https://api.notion.com', 'https://api.notion.com'],
	[undefined, 'https://api.notion.com'],
	['', 'https://api.notion.com'],
	[' https://api.notion.com/ ', 'https://api.notion.com'],
	['https://api.notion.com/v1', 'https://api.notion.com'],
	['https://api.notion.com/v1//', 'https://api.notion.com'],
	['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
	['HTTPS://proxy.example.com/notion/v1/', 'HTTPS://proxy.example.com/notion'],
	[' api.notion.com/v1/', 'https://api.notion.com'],
	['localhost:4000', 'https://localhost:4000'],
])('the API base URL %j is read as %s', async (apiBaseUrl, expected) => {
	expect((await connectionFrom({ apiBaseUrl })).apiBaseUrl).toBe(expected);
});

test.each(['notion', 'ftp://api.notion.com', 'file:///etc', 'https://', 'https:///', 'x'])(
	'the API base URL %j is refused',
	async (apiBaseUrl) => {
		await expect(connectionFrom({ apiBaseUrl })).rejects.toMatchObject({
			code: 'invalidParameter',
			message: expect.stringContaining(apiBaseUrl.trim()),
		});
	},
);

test('connections with the same token and address have the same key, which does not reveal the token', async () => {
	const [one, same, otherToken, otherPlace] = await Promise.all([
		connectionFrom({}),
		connectionFrom({ apiBaseUrl: 'https://api.notion.com/v1/' }),
		connectionFrom({ token: 'ntn_other' }),
		connectionFrom({ apiBaseUrl: 'http://127.0.0.1:4000' }),
	]);
	expect(one.tokenKey).toBe(same.tokenKey);
	expect(new Set([one, otherToken, otherPlace].map(({ tokenKey }) => tokenKey)).size).toBe(3);
	expect(JSON.stringify(one)).not.toContain(TOKEN);
});

test.each([` ${TOKEN}\n`, `Bearer ${TOKEN}`, ` bearer  ${TOKEN}`])(
	'a token that was pasted as %j is the same token',
	async (token) => {
		expect((await connectionFrom({ token })).tokenKey).toBe((await connectionFrom({})).tokenKey);
		expect(outward(`It was ${TOKEN}.`)).toBe('It was •••.');
	},
);

test.each([
	[true, true],
	[false, false],
	[undefined, false],
	['true', false],
])('private networks are allowed with %j: %s', async (allowPrivateNetworkDownloads, expected) => {
	const connection = await connectionFrom({ allowPrivateNetworkDownloads });
	expect(connection.allowPrivateNetworkDownloads).toBe(expected);
});

test.each([
	['of a node that runs', { getNodeParameter: () => 'oAuth2' }],
	['in the editor', { getCurrentNodeParameter: () => 'oAuth2' }],
])('the parameter “Authentication” %s chooses the credential', async (_, authentication) => {
	const { credentialType } = await oauthConnectionFrom({ bot_id: 'b' }, authentication);
	expect(credentialType).toBe('notionFilesOAuth2Api');
	expect((await connectionFrom({})).credentialType).toBe('notionFilesApi');
});

test('an OAuth2 connection is identified by its bot, whatever its token', async () => {
	const [one, refreshed, other, nameless, another] = await Promise.all([
		oauthConnectionFrom({ access_token: '1', bot_id: 'b', workspace_id: 'w' }),
		oauthConnectionFrom({ access_token: '2', bot_id: 'b', workspace_id: 'w' }),
		oauthConnectionFrom({ access_token: '1', bot_id: 'c', workspace_id: 'w' }),
		oauthConnectionFrom({ access_token: '1' }),
		oauthConnectionFrom({ access_token: '2' }),
	]);
	expect(refreshed.tokenKey).toBe(one.tokenKey);
	const different = [one, other, nameless, another].map(({ tokenKey }) => tokenKey);
	expect(new Set(different).size).toBe(4);
});

test('an OAuth2 credential that nobody has connected is not an error yet', async () => {
	expect((await oauthConnectionFrom(undefined)).credentialType).toBe('notionFilesOAuth2Api');
});
