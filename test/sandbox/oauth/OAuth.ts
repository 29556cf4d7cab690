import { randomUUID } from 'node:crypto';
import { type OauthTokenResponse } from '@notionhq/client';
import { type Exchange, jsonReply, type Reply, textReply } from '../http/exchange';
import { type SandboxSettings } from '../settings';
import { type Workspace } from '../workspace/workspace';

/**
 * Where people let a public connection into their workspace, and where it gets its tokens
 * (docs/notion-api.md#authorization). A refresh token serves once; who uses it ends the access token before.
 */
export class OAuth {
	/** Every code and token that was ever given out. */
	readonly secrets: string[] = [];

	/** Codes with the address that each was sent to. */
	private readonly codes = new Map<string, string>();
	private accessToken: string | undefined;
	private refreshToken: string | undefined;

	constructor(
		private readonly settings: SandboxSettings,
		private readonly workspace: Workspace,
	) {}

	/** Whether the API lets this token in. */
	admits(token: string): boolean {
		return token === this.accessToken;
	}

	/** What a connection has that somebody has let in. */
	connect(): OauthTokenResponse {
		[this.accessToken, this.refreshToken] = [this.newSecret('ntn'), this.newSecret('nrt')];
		return {
			access_token: this.accessToken,
			token_type: 'bearer',
			refresh_token: this.settings.oauth.refreshes ? this.refreshToken : null,
			bot_id: this.workspace.botId,
			workspace_icon: null,
			workspace_name: this.settings.workspaceName,
			workspace_id: this.workspace.spaceId,
			owner: { type: 'user', user: { object: 'user', id: this.workspace.personId } },
			duplicated_template_id: null,
			request_id: randomUUID(),
		};
	}

	/** From now on a new access token is needed, which the refresh token gets. */
	expireAccessToken(): void {
		this.accessToken = undefined;
	}

	/** Somebody takes the connection out of the workspace. */
	disconnect(): void {
		[this.accessToken, this.refreshToken] = [undefined, undefined];
	}

	answer(exchange: Exchange): Reply {
		switch (`${exchange.method} ${exchange.path}`) {
			case 'GET /v1/oauth/authorize':
				return this.authorize(exchange.query);
			case 'POST /v1/oauth/token':
				return this.token(exchange);
			default:
				return oauthError(400, 'invalid_request');
		}
	}

	/** As if somebody had clicked “Allow access”. */
	private authorize(query: URLSearchParams): Reply {
		const redirectUri = query.get('redirect_uri') ?? '';
		const isRight =
			query.get('client_id') === this.settings.oauth.clientId &&
			query.get('response_type') === 'code' &&
			query.get('owner') === 'user' &&
			URL.canParse(redirectUri);
		if (!isRight) return textReply(400, 'text/html', '<h1>Missing or invalid parameters</h1>\n');
		const code = this.newSecret('code');
		this.codes.set(code, redirectUri);
		const location = new URL(redirectUri);
		location.searchParams.set('code', code);
		location.searchParams.set('state', query.get('state') ?? '');
		return textReply(302, 'text/plain', '', { location: location.href });
	}

	private token(exchange: Exchange): Reply {
		const { clientId, clientSecret } = this.settings.oauth;
		const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
		if (exchange.headers.authorization !== `Basic ${basic}`) {
			return oauthError(401, 'invalid_client');
		}
		const body = fieldsOf(exchange);
		switch (body.grant_type) {
			case 'authorization_code':
				return this.forCode(body.code ?? '', body.redirect_uri);
			case 'refresh_token':
				return this.forRefreshToken(body.refresh_token);
			default:
				return oauthError(400, 'unsupported_grant_type');
		}
	}

	private forCode(code: string, redirectUri: string | undefined): Reply {
		const sentTo = this.codes.get(code);
		this.codes.delete(code);
		const isRight = sentTo !== undefined && sentTo === redirectUri;
		return isRight ? jsonReply(200, this.connect()) : oauthError(400, 'invalid_grant');
	}

	private forRefreshToken(token: string | undefined): Reply {
		const isRight = token !== undefined && token === this.refreshToken;
		return isRight ? jsonReply(200, this.connect()) : oauthError(400, 'invalid_grant');
	}

	private newSecret(prefix: string): string {
		const secret = `${prefix}_${randomUUID().replaceAll('-', '')}`;
		this.secrets.push(secret);
		return secret;
	}
}

/** Notion takes JSON; n8n, like most clients, sends a form. */
function fieldsOf({ headers, body }: Exchange): Partial<Record<string, string>> {
	if (!/json/.test(headers['content-type'] ?? '')) {
		return Object.fromEntries(new URLSearchParams(body));
	}
	return JSON.parse(body) as Partial<Record<string, string>>;
}

function oauthError(status: number, error: string): Reply {
	return jsonReply(status, { error, request_id: randomUUID() });
}
