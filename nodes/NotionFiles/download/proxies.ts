/** The proxies that an environment names, as n8n's own request helper reads it. */
export interface Proxies {
	httpProxy: string | undefined;
	httpsProxy: string | undefined;
}

/** Lower case wins, as with curl; undici itself does not know `ALL_PROXY`. */
export function proxiesOf(env: NodeJS.ProcessEnv): Proxies {
	const all = env.all_proxy || env.ALL_PROXY || undefined;
	const httpProxy = env.http_proxy || env.HTTP_PROXY || all;
	return { httpProxy, httpsProxy: env.https_proxy || env.HTTPS_PROXY || all || httpProxy };
}
