import { type Sandbox, startSandbox } from '../../sandbox';
import { ask, type Json } from './support';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const CALLBACK = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';

async function authorize(changes: Record<string, string> = {}): Promise<Response> {
	const query = new URLSearchParams({
		client_id: sandbox.settings.oauth.clientId,
		redirect_uri: CALLBACK,
		response_type: 'code',
		owner: 'user',
		state: 'abc',
		...changes,
	});
	const url = `${sandbox.apiBaseUrl}/v1/oauth/authorize?${query}`;
	return await fetch(url, { redirect: 'manual' });
}

async function codeFrom(response: Response): Promise<string> {
	return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

/** Asks for tokens as n8n does, with a form, or as Notion documents it, with JSON. */
async function token(fields: Json, { json = false, secret = '' } = {}) {
	const { clientId, clientSecret } = sandbox.settings.oauth;
	const basic = Buffer.from(`${clientId}:${secret || clientSecret}`).toString('base64');
	const response = await fetch(`${sandbox.apiBaseUrl}/v1/oauth/token`, {
		method: 'POST',
		headers: {
			authorization: `Basic ${basic}`,
			...(json && { 'content-type': 'application/json' }),
		},
		body: json ? JSON.stringify(fields) : new URLSearchParams(fields as Record<string, string>),
	});
	return { status: response.status, body: (await response.json()) as Json };
}

async function statusWith(accessToken: unknown): Promise<number> {
	const headers = { authorization: `Bearer ${String(accessToken)}` };
	return (await ask(sandbox, '/v1/users/me', { headers })).status;
}

const grant = (code: string) => ({
	grant_type: 'authorization_code',
	code,
	redirect_uri: CALLBACK,
});

test.each([true, false])(
	'a code that was allowed becomes tokens, once (JSON: %s)',
	async (json) => {
		const response = await authorize();
		expect(response.status).toBe(302);
		expect(response.headers.get('location')).toMatch(/^http:\/\/127.0.0.1:5678\/.*state=abc$/);
		const code = await codeFrom(response);
		const { status, body } = await token(grant(code), { json });
		expect(status).toBe(200);
		expect(body).toMatchObject({ token_type: 'bearer', bot_id: sandbox.workspace.botId });
		expect(await statusWith(body.access_token)).toBe(200);
		expect((await token(grant(code), { json })).body.error).toBe('invalid_grant');
	},
);

test.each([
	['another client', { client_id: 'x' }],
	['another owner', { owner: 'workspace' }],
	['another flow', { response_type: 'token' }],
	['no way back', { redirect_uri: '' }],
])('%s is refused before anybody is asked', async (_, changes) => {
	expect((await authorize(changes)).status).toBe(400);
});

test('a code serves the address alone that it was sent to', async () => {
	const code = await codeFrom(await authorize());
	const { status, body } = await token({ ...grant(code), redirect_uri: 'http://127.0.0.1/else' });
	expect([status, body.error]).toEqual([400, 'invalid_grant']);
});

test('who does not know the secret gets nothing', async () => {
	const code = await codeFrom(await authorize());
	const { status, body } = await token(grant(code), { secret: 'guess' });
	expect([status, body.error]).toEqual([401, 'invalid_client']);
});

test('a refresh token gets new tokens once, and ends the access token before', async () => {
	const { access_token, refresh_token } = sandbox.oauth.connect();
	const refresh = { grant_type: 'refresh_token', refresh_token };
	const { body } = await token(refresh);
	expect(await statusWith(access_token)).toBe(401);
	expect(await statusWith(body.access_token)).toBe(200);
	expect(body.refresh_token).not.toBe(refresh_token);
	expect((await token(refresh)).body.error).toBe('invalid_grant');
});

test('an expired access token can be replaced, a connection that was taken out cannot', async () => {
	const { access_token, refresh_token } = sandbox.oauth.connect();
	sandbox.oauth.expireAccessToken();
	expect(await statusWith(access_token)).toBe(401);
	const { body } = await token({ grant_type: 'refresh_token', refresh_token });
	expect(await statusWith(body.access_token)).toBe(200);
	sandbox.oauth.disconnect();
	const again = await token({ grant_type: 'refresh_token', refresh_token: body.refresh_token });
	expect(again.body.error).toBe('invalid_grant');
});
