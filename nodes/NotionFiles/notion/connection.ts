import { createHash } from 'node:crypto';
import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { redactUrl } from '../files/links';

/** What a credential says, besides the token, which only n8n's request helper handles. */
export interface Connection {
	credentialType: 'notionFilesApi';
	/** Without a slash or `/v1` at its end. */
	apiBaseUrl: string;
	allowPrivateNetworkDownloads: boolean;
	/** The same for all who use the same token at the same place: they share a limit. Not reversible. */
	tokenKey: string;
}

export async function connectionOf(
	context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
): Promise<Connection> {
	const credentialType = 'notionFilesApi';
	const credential = await context.getCredentials(credentialType);
	const apiBaseUrl = readBaseUrl(String(credential.apiBaseUrl || 'https://api.notion.com'));
	return {
		credentialType,
		apiBaseUrl,
		allowPrivateNetworkDownloads: credential.allowPrivateNetworkDownloads === true,
		tokenKey: createHash('sha256')
			.update(`${apiBaseUrl} ${String(credential.token)}`)
			.digest('hex'),
	};
}

function readBaseUrl(text: string): string {
	const trimmed = text.trim().replace(/\/+$/, '').replace(/\/v1$/, '');
	if (/^https?:\/\/[^/]/i.test(trimmed) && URL.canParse(trimmed)) return trimmed;
	throw new NotionFilesError({
		code: 'invalidParameter',
		message: `The API Base URL of the credential is not an http(s) address: “${URL.canParse(text) ? redactUrl(text) : text.slice(0, 100)}”`,
		remedy: 'Leave it at https://api.notion.com unless you know why not.',
	});
}
