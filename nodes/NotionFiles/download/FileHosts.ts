import type { LookupFunction } from 'node:net';
import type { NodeEgressFilter } from 'n8n-workflow';
import { EnvHttpProxyAgent, request, type Dispatcher } from 'undici';
import { NotionFilesError, toNotionFilesError } from '../errors';
import { redactUrl } from '../files/links';
import { addressInHost, isPublicAddress, notAllowed, publicOnly } from './addressGuard';

/** A file host's answer, its body not yet read. */
export interface HostAnswer {
	status: number;
	header(name: string): string | undefined;
	body: AsyncIterable<Uint8Array>;
	/** Gives the connection up where the body is not wanted, or not wanted to its end. */
	discard(): void;
}

export interface FileHostsOptions {
	connections: number;
	allowPrivateNetworks: boolean;
	/** n8n's own guard, where the instance has it. */
	egressFilter: NodeEgressFilter | undefined;
}

const CONNECT_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 60_000;
const STALL_TIMEOUT_MS = 60_000;
const MOST_REDIRECTS = 5;

/**
 * Neither a token nor a cookie ever: S3 refuses a second way of authentication, and other hosts have
 * no business with it. `identity`: what is stored must be what lies there, byte for byte.
 */
const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'n8n' };

/**
 * The way to the hosts of files: the one place that opens connections for bytes. Links that Notion
 * signed go where Notion says; every other address passes the guard, redirects included.
 */
export class FileHosts {
	private readonly signed: Dispatcher;

	private readonly guarded: Dispatcher;

	constructor(private readonly options: FileHostsOptions) {
		const lookup = options.egressFilter?.createSecureLookup();
		this.signed = this.agent(lookup);
		this.guarded = options.allowPrivateNetworks ? this.signed : this.agent(publicOnly(lookup));
	}

	/**
	 * @param trusted whether Notion itself signed the link
	 * @throws NotionFilesError when the address is not allowed or the host does not answer
	 */
	async get(url: string, trusted: boolean, signal: AbortSignal): Promise<HostAnswer> {
		let target = url;
		for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
			const answer = await this.getOnce(target, trusted && hop === 0, signal);
			const location = answer.header('location');
			if (answer.status < 300 || answer.status >= 400 || location === undefined) return answer;
			// The connection is given up with the body: the next hop is usually another host.
			answer.discard();
			if (!URL.canParse(location, target)) throw badLink(url, 'it redirects to no valid address');
			target = new URL(location, target).href;
		}
		throw badLink(url, `it redirects more than ${MOST_REDIRECTS} times`);
	}

	async close(): Promise<void> {
		await Promise.all([this.signed.destroy(), this.guarded.destroy()]);
	}

	private agent(lookup: LookupFunction | undefined): Dispatcher {
		return new EnvHttpProxyAgent({
			connections: this.options.connections,
			connect: { timeout: CONNECT_TIMEOUT_MS, lookup },
			headersTimeout: HEADERS_TIMEOUT_MS,
			bodyTimeout: STALL_TIMEOUT_MS,
		});
	}

	private async getOnce(url: string, trusted: boolean, signal: AbortSignal): Promise<HostAnswer> {
		await this.check(url, trusted);
		const dispatcher = trusted ? this.signed : this.guarded;
		const answer = await request(url, { dispatcher, headers: HEADERS, signal }).catch(
			(thrown: unknown) => {
				signal.throwIfAborted();
				return Promise.reject(connectionFailed(new URL(url).host, thrown));
			},
		);
		return {
			status: answer.statusCode,
			header: (name) => [answer.headers[name]].flat()[0],
			body: answer.body,
			// A body that is destroyed before its end reports an error, which is no news to us.
			discard: () => void answer.body.on('error', () => {}).destroy(),
		};
	}

	private async check(url: string, trusted: boolean): Promise<void> {
		const target = URL.canParse(url) ? new URL(url) : undefined;
		if (target?.protocol !== 'https:' && target?.protocol !== 'http:') {
			throw badLink(url, 'only http and https can be downloaded');
		}
		const address = addressInHost(target);
		if (!trusted && !this.options.allowPrivateNetworks && address && !isPublicAddress(address)) {
			throw notAllowed(target.host);
		}
		const verdict = await this.options.egressFilter?.validateUrl(url);
		if (verdict?.ok === false) throw notAllowed(target.host);
	}
}

function badLink(url: string, why: string): NotionFilesError {
	return new NotionFilesError({
		code: 'badLink',
		message: `The link ${redactUrl(url)} cannot be followed: ${why}`,
		remedy: 'Replace the link in Notion, or upload the file itself.',
	});
}

/** What undici threw, in our words. */
export function connectionFailed(host: string, thrown: unknown): NotionFilesError {
	// A guard inside the connection speaks for itself.
	return toNotionFilesError(thrown, {
		code: 'connectionFailed',
		message: `The connection to ${host} failed (${causeOf(thrown)})`,
		remedy: 'Try again; if it stays so, check that this server reaches that host.',
	});
}

function causeOf(thrown: unknown): string {
	const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
	return String(code ?? message ?? 'unknown');
}
