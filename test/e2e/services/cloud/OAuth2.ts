import { randomUUID } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Answer, Asked } from './Cloud';

/**
 * The tokens of a service. What n8n has when a test begins is what it has every night: an access token that
 * has expired, and a refresh token, with which it gets another one (RFC 6749, section 6).
 */
export class OAuth2 {
	private readonly client = { id: 'notion-backup', secret: randomUUID() };

	private refreshToken = randomUUID();

	private readonly accessTokens = new Set<string>();

	/** @param refreshTokens whether one is good once or for ever */
	constructor(private readonly refreshTokens: 'once' | 'for ever' = 'for ever') {}

	/** An n8n credential whose account is connected. */
	get credentialData(): ICredentialDataDecryptedObject {
		return {
			clientId: this.client.id,
			clientSecret: this.client.secret,
			oauthTokenData: {
				access_token: randomUUID(),
				refresh_token: this.refreshToken,
				token_type: 'Bearer',
				expires_in: 3600,
			},
		};
	}

	/** Whether it comes with a token that is good. */
	admits({ headers }: Asked): boolean {
		const [, token = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
		return this.accessTokens.has(token);
	}

	/** The token endpoint; the client says who it is in a header or in the body, as the service wants it. */
	grant({ body, headers }: Asked, clientIn: 'header' | 'body'): Answer {
		const form = new URLSearchParams(body.toString());
		const { id, secret } = this.client;
		const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
		const isClient =
			clientIn === 'header'
				? headers.authorization === basic
				: form.get('client_id') === id && form.get('client_secret') === secret;
		if (!isClient) return { status: 401, body: { error: 'invalid_client' } };
		const isGrant =
			form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === this.refreshToken;
		if (!isGrant) return { status: 400, body: { error: 'invalid_grant' } };
		const token = randomUUID();
		this.accessTokens.add(token);
		const granted = { access_token: token, token_type: 'Bearer', expires_in: 3600 };
		if (this.refreshTokens === 'for ever') return { status: 200, body: granted };
		this.refreshToken = randomUUID();
		return { status: 200, body: { ...granted, refresh_token: this.refreshToken } };
	}
}
