import { createHash } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { redactUrl } from '../files/links';
import { asObject } from '../json';
import { keepSecret } from '../outward';

export type CredentialType = 'notionFilesApi' | 'notionFilesOAuth2Api';

type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** What a credential contains besides the token, which only n8n's request helper handles. */
export interface Connection {
	credentialType: CredentialType;
	/** Without a slash or `/v1` at the end. */
	apiBaseUrl: string;
	allowPrivateNetworkDownloads: boolean;
	/**
	 * The same for all that connect to Notion with the same token, or as the same bot, at the same address:
	 * they share a limit. Not reversible.
	 */
	tokenKey: string;
}

export async function connectionOf(context: Context): Promise<Connection> {
	const credentialType = credentialTypeOf(context);
	const credential = await context.getCredentials(credentialType);
	keepSecrets(credential);
	const apiBaseUrl = readBaseUrl(String(credential.apiBaseUrl || 'https://api.notion.com'));
	return {
		credentialType,
		apiBaseUrl,
		allowPrivateNetworkDownloads: credential.allowPrivateNetworkDownloads === true,
		tokenKey: createHash('sha256')
			.update(`${apiBaseUrl} ${whoConnects(credential)}`)
			.digest('hex'),
	};
}

/** A gateway at the Base URL may quote any of them in its answers. */
function keepSecrets({
	token,
	clientSecret,
	oauthTokenData,
}: ICredentialDataDecryptedObject): void {
	const granted = asObject(oauthTokenData);
	for (const secret of [
		token,
		bareToken(token),
		clientSecret,
		granted.access_token,
		granted.refresh_token,
	]) {
		keepSecret(secret);
	}
}

/** The credential that the parameter “Authentication” selects. */
function credentialTypeOf(context: Context): CredentialType {
	const chosen =
		'getCurrentNodeParameter' in context
			? context.getCurrentNodeParameter('authentication')
			: context.getNodeParameter('authentication', 0);
	return chosen === 'oAuth2' ? 'notionFilesOAuth2Api' : 'notionFilesApi';
}

/** OAuth issues new tokens again and again, but the bot behind them stays. */
function whoConnects({ token, oauthTokenData }: ICredentialDataDecryptedObject): string {
	const granted = asObject(oauthTokenData);
	return String(bareToken(token) ?? granted.bot_id ?? granted.access_token);
}

/** As the credential sends it (`BARE_TOKEN` of credentials/connectionFields.ts). */
function bareToken(token: unknown): unknown {
	return typeof token === 'string' ? token.trim().replace(/^Bearer[ ]+/i, '') : token;
}

/** Somebody who types a host means https. */
function withScheme(address: string): string {
	const isHost = /^(?:[^\s/:]+\.[^\s/:]+|localhost)(?:[:/]|$)/i.test(address);
	return isHost ? `https://${address}` : address;
}

function readBaseUrl(text: string): string {
	const trimmed = withScheme(text.trim().replace(/\/+$/, '').replace(/\/v1$/, ''));
	if (/^https?:\/\/[^/]/i.test(trimmed) && URL.canParse(trimmed)) return trimmed;
	throw new NotionFilesError({
		code: 'invalidParameter',
		message: `The API Base URL of the credential is not an http(s) address: “${URL.canParse(text) ? redactUrl(text) : text.slice(0, 100)}”`,
		remedy: 'Use https://api.notion.com, unless you access Notion through your own proxy.',
	});
}
