import { NotionFilesError } from '../errors';

/** The proxies that an environment names, as n8n's own request helper reads it. */
export interface Proxies {
	httpProxy: string | undefined;
	httpsProxy: string | undefined;
}

/**
 * Lower case wins, as with curl; undici itself does not know `ALL_PROXY`.
 * @throws NotionFilesError for a proxy that is no URL; it does not repeat it, as it may hold a password
 */
export function proxiesOf(env: NodeJS.ProcessEnv): Proxies {
	const all = proxyIn(env, 'all_proxy');
	const httpProxy = proxyIn(env, 'http_proxy') ?? all;
	return { httpProxy, httpsProxy: proxyIn(env, 'https_proxy') ?? all ?? httpProxy };
}

function proxyIn(env: NodeJS.ProcessEnv, name: string): string | undefined {
	const proxy = env[name] || env[name.toUpperCase()] || undefined;
	if (proxy === undefined || URL.canParse(proxy)) return proxy;
	throw new NotionFilesError({
		code: 'connectionFailed',
		message: `The proxy in the environment variable ${name.toUpperCase()} is not a valid URL`,
		remedy:
			'Correct it where n8n is started, for example http://user:password@proxy.example.com:3128. Special characters in the password must be percent-encoded.',
	});
}
