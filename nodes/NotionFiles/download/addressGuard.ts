import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { lookup as lookupAll } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import * as ipaddr from 'ipaddr.js';
import { NotionFilesError } from '../errors';

/** In a public range, but inside Azure it is the platform itself: keys and configuration. */
const AZURE_PLATFORM = '168.63.129.16';

/**
 * Whether an address is on the public Internet. An allow-list: loopback, private, link-local,
 * carrier-grade NAT, multicast, unspecified, reserved, NAT64, 6to4 and Teredo all have names of their
 * own, and only `unicast` is public; of IPv6, only the part that is assigned at all (2000::/3).
 * IPv4 mapped to IPv6 is judged as IPv4.
 */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	const parsed = ipaddr.process(address);
	// Compared after parsing, since one address can be written in many ways.
	if (parsed.range() !== 'unicast' || parsed.toString() === AZURE_PLATFORM) return false;
	return !(parsed instanceof ipaddr.IPv6) || parsed.match(ipaddr.parseCIDR('2000::/3'));
}

/** The host of a URL if it is an address rather than a name: no DNS lookup will ever see it. */
export function addressInHost(url: URL): string | undefined {
	const host = url.hostname.replace(/^\[|\]$/g, '');
	return isIP(host) ? host : undefined;
}

type LookupCallback = (
	error: NodeJS.ErrnoException | null,
	address: string | LookupAddress[],
	family?: number,
) => void;

/**
 * A DNS lookup that returns public addresses only. As connections are made to exactly these, a name that
 * resolves differently a moment later (DNS rebinding) gains nothing.
 */
export function publicOnly(lookup: LookupFunction = dnsLookup as LookupFunction): LookupFunction {
	return (hostname, options, callback: LookupCallback) => {
		const wanted: LookupOptions = { ...options, all: true };
		lookup(hostname, wanted, (error, found) => {
			if (error) return callback(error, []);
			const addresses = typeof found === 'string' ? [asAddress(found)] : found;
			const allowed = addresses.filter(({ address }) => isPublicAddress(address));
			const first = allowed[0];
			if (first === undefined) return callback(notAllowed(hostname), []);
			if (options.all) return callback(null, allowed);
			callback(null, first.address, first.family);
		});
	};
}

type LookupAll = (
	hostname: string,
	options: { all: true },
) => Promise<ReadonlyArray<Pick<LookupAddress, 'address'>>>;

/**
 * Whether a name resolves here to any address that is not public. If a proxy makes the connection, the
 * proxy chooses among the addresses, and no lookup of ours can prevent it: so one such address is enough
 * to refuse the name. Names that only the proxy can resolve are for the proxy to judge.
 */
export async function isKnownAsPrivate(
	hostname: string,
	lookup: LookupAll = lookupAll,
): Promise<boolean> {
	const found = await lookup(hostname, { all: true }).catch(() => []);
	return found.some(({ address }) => !isPublicAddress(address));
}

export function notAllowed(host: string): NotionFilesError {
	return new NotionFilesError({
		code: 'addressNotAllowed',
		message: `The link leads to “${host}”, which is not on the public Internet`,
		remedy:
			'If the file really is on your own network, turn on “Allow Private Network Downloads” in the credential.',
	});
}

function asAddress(address: string): LookupAddress {
	return { address, family: isIP(address) };
}

/** The proxies in an environment, read as n8n's own request helper does. */
export interface Proxies {
	httpProxy: string | undefined;
	httpsProxy: string | undefined;
}

/**
 * Lower case wins, as with curl; undici itself does not know `ALL_PROXY`.
 * @throws NotionFilesError for a proxy that is not a URL or not an HTTP proxy; it does not repeat it, as it may
 * contain a password
 */
export function proxiesOf(env: NodeJS.ProcessEnv): Proxies {
	const all = proxyIn(env, 'all_proxy');
	const httpProxy = proxyIn(env, 'http_proxy') ?? all;
	return { httpProxy, httpsProxy: proxyIn(env, 'https_proxy') ?? all ?? httpProxy };
}

/**
 * n8n's own requests speak HTTP to a proxy, whatever its URL begins with. undici knows SOCKS as an experiment, whose
 * sockets cannot be made to end in order (`orderlyEnds.ts`).
 */
const PROTOCOLS: readonly string[] = ['http:', 'https:'];

function proxyIn(env: NodeJS.ProcessEnv, name: string): string | undefined {
	const written = env[name] || env[name.toUpperCase()];
	if (!written) return undefined;
	const proxy = written.includes('://') ? written : `http://${written}`;
	if (!URL.canParse(proxy)) throw badProxy(name, 'is not a valid URL');
	const { protocol } = new URL(proxy);
	if (PROTOCOLS.includes(protocol)) return proxy;
	throw badProxy(name, `begins with ${protocol} instead of http: or https:`);
}

function badProxy(name: string, is: string): NotionFilesError {
	return new NotionFilesError({
		code: 'connectionFailed',
		message: `The proxy in the environment variable ${name.toUpperCase()} ${is}`,
		remedy:
			'Correct it where you start n8n, for example http://user:password@proxy.example.com:3128. Special characters in the password must be percent-encoded.',
	});
}
