import type { IExecuteFunctions } from 'n8n-workflow';
import { connectionOf, type Connection } from '../../../nodes/NotionFiles/notion/connection';

const TOKEN = 'ntn_secret';

async function connectionFrom(credential: Record<string, unknown>): Promise<Connection> {
	const getCredentials = async (): Promise<unknown> => ({ token: TOKEN, ...credential });
	return await connectionOf({ getCredentials } as unknown as IExecuteFunctions);
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
])('the API base URL %j is read as %s', async (apiBaseUrl, expected) => {
	expect((await connectionFrom({ apiBaseUrl })).apiBaseUrl).toBe(expected);
});

test.each(['api.notion.com', 'ftp://api.notion.com', 'file:///etc', 'https://', 'https:///', 'x'])(
	'the API base URL %j is refused',
	async (apiBaseUrl) => {
		await expect(connectionFrom({ apiBaseUrl })).rejects.toMatchObject({
			code: 'invalidParameter',
			message: expect.stringContaining(apiBaseUrl.trim()),
		});
	},
);

test('those who share a token at one place are known by a key that does not give it away', async () => {
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

test.each([
	[true, true],
	[false, false],
	[undefined, false],
	['true', false],
])('private networks are allowed by %j: %s', async (allowPrivateNetworkDownloads, expected) => {
	const connection = await connectionFrom({ allowPrivateNetworkDownloads });
	expect(connection.allowPrivateNetworkDownloads).toBe(expected);
});
