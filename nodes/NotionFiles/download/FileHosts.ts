import type { LookupFunction, Socket } from 'node:net';
import type { NodeEgressFilter } from 'n8n-workflow';
import { buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool, request } from 'undici';
import { NotionFilesError } from '../errors';
import { unlessAborted } from '../flow/unlessAborted';
import { parseUrl, shownLink } from '../files/links';
import { USER_AGENT } from '../http/userAgent';
import {
	addressInHost,
	isKnownAsPrivate,
	isPublicAddress,
	notAllowed,
	proxiesOf,
	publicOnly,
} from './addressGuard';
import { Blocks } from './blocks/Blocks';
import { piecesOf } from './blocks/piecesOf';
import { isReuseOff } from './blocks/reuse';
import type { HostAnswer } from './answerHead';
import { boundInterimAnswers } from './hostLimits';
import { poolOf } from './orderlyEnds';
import { namingProxy } from './proxyFaults';
import { redirection } from './redirection';

export interface FileRequest {
	url: string;
	/** Whether the address comes from Notion itself: any other must pass the guard. */
	trusted: boolean;
	headers: Readonly<Record<string, string>>;
	signal: AbortSignal;
}

export interface FileHostsOptions {
	connections: number;
	/** How long a host may send nothing, in milliseconds. */
	stallTimeoutMs: number;
	allowPrivateNetworks: boolean;
	/** n8n's own guard, if the instance has one. */
	egressFilter: NodeEgressFilter | undefined;
}

const CONNECT_TIMEOUT_MS = 30_000;
const MOST_REDIRECTS = 5;

/** The response headers, with all that precedes them, must have arrived after this many stall timeouts. */
const MOST_STALLS_BEFORE_HEAD = 2;

/** Beyond this, more connections for one file only take bandwidth from the others. */
const MOST_FOR_ONE_FILE = 8;

/**
 * Never a token or a cookie: S3 refuses a second way of authentication, and other hosts must not
 * see it. `identity`: what is stored here must be what is stored there, byte for byte.
 */
const OWN_HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': USER_AGENT };

/**
 * The way to the hosts of files: the only place that opens connections for bytes. Links that Notion
 * signed go where Notion says; every other address must pass the guard, redirects included.
 */
export class FileHosts {
	private readonly trusted: Dispatcher;

	private readonly guarded: Dispatcher;

	/** Connections that are not established yet: undici leaves them alone when it is destroyed. */
	private readonly connecting = new Set<Socket>();

	private inUse = 0;

	private readonly blocks = isReuseOff() ? undefined : new Blocks();

	constructor(private readonly options: FileHostsOptions) {
		const lookup = options.egressFilter?.createSecureLookup();
		this.trusted = this.agent(lookup);
		this.guarded = options.allowPrivateNetworks ? this.trusted : this.agent(publicOnly(lookup));
	}

	/**
	 * @throws NotionFilesError if the address is invalid or not allowed; otherwise whatever undici
	 * reports about the connection
	 */
	async get({ url, trusted, headers, signal }: FileRequest): Promise<HostAnswer> {
		let target = url;
		for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
			const answer = await this.getOnce(target, trusted && hop === 0, headers, signal);
			const location = redirection(answer);
			if (location === undefined) return answer;
			// This closes the connection: the next hop is usually another host.
			answer.discard();
			if (!URL.canParse(location, target)) throw badLink(url, 'it redirects to an invalid address');
			target = new URL(location, target).href;
		}
		throw badLink(url, `it redirects more than ${MOST_REDIRECTS} times`);
	}

	/** Connections that could be added now for a single file. */
	get spareConnections(): number {
		return Math.min(this.options.connections, MOST_FOR_ONE_FILE) - this.inUse;
	}

	async close(): Promise<void> {
		for (const socket of this.connecting) socket.destroy(new Error('The run has ended'));
		await Promise.all([this.trusted.destroy(), this.guarded.destroy()]);
	}

	private agent(lookup: LookupFunction | undefined): Dispatcher {
		const timeout = Math.min(CONNECT_TIMEOUT_MS, this.options.stallTimeoutMs);
		return new EnvHttpProxyAgent({
			...proxiesOf(process.env),
			factory: poolOf,
			connections: this.options.connections,
			connect: this.noting(buildConnector({ timeout, lookup, onread: this.blocks?.onread })),
			// To the proxy itself, whose address is not guarded: the administrator has chosen it.
			clientFactory: (proxy) =>
				new Pool(proxy, { connect: namingProxy(this.noting(buildConnector({ timeout }))) }),
			headersTimeout: this.options.stallTimeoutMs,
			bodyTimeout: this.options.stallTimeoutMs,
		});
	}

	private noting(connector: buildConnector.connector): buildConnector.connector {
		// It returns its socket, though its type does not say so.
		const connect = connector as (...args: Parameters<typeof connector>) => Socket;
		return (options, callback) => {
			const socket = connect(options, (...result) => {
				this.connecting.delete(socket);
				callback(...result);
			});
			this.connecting.add(socket);
		};
	}

	private async getOnce(
		url: string,
		trusted: boolean,
		headers: Readonly<Record<string, string>>,
		signal: AbortSignal,
	): Promise<HostAnswer> {
		signal.throwIfAborted();
		const target = await unlessAborted(this.checked(url, trusted), signal);
		const answered = request(target, {
			dispatcher: trusted ? this.trusted : this.guarded,
			headers: { ...OWN_HEADERS, ...headers },
			signal,
			onInfo: boundInterimAnswers(MOST_STALLS_BEFORE_HEAD * this.options.stallTimeoutMs),
		});
		const answer = await unlessAborted(answered, signal);
		this.inUse += 1;
		answer.body.once('close', () => {
			this.inUse -= 1;
		});
		return {
			status: answer.statusCode,
			header: (name) => [answer.headers[name]].flat()[0],
			body: piecesOf(answer.body),
			// A body that is destroyed before its end reports an error, which we expect.
			discard: () => void answer.body.on('error', () => {}).destroy(),
		};
	}

	private async checked(url: string, trusted: boolean): Promise<URL> {
		const target = parseUrl(url);
		if (target?.protocol !== 'https:' && target?.protocol !== 'http:') {
			throw badLink(
				url,
				target ? 'only http and https links can be downloaded' : 'it is not a web address',
			);
		}
		if (!trusted && !this.options.allowPrivateNetworks && (await leadsInside(target))) {
			throw notAllowed(target.host);
		}
		const verdict = await this.options.egressFilter?.validateUrl(url);
		if (verdict?.ok === false) throw notAllowed(target.host);
		return target;
	}
}

/** As far as the URL alone tells; names are judged when they are looked up for the connection. */
async function leadsInside(target: URL): Promise<boolean> {
	const address = addressInHost(target);
	if (address !== undefined) return !isPublicAddress(address);
	if (/(?:^|\.)localhost\.?$/i.test(target.hostname)) return true;
	const { httpProxy, httpsProxy } = proxiesOf(process.env);
	const isProxied = httpProxy !== undefined || httpsProxy !== undefined;
	return isProxied && (await isKnownAsPrivate(target.hostname));
}

function badLink(url: string, why: string): NotionFilesError {
	return new NotionFilesError({
		code: 'badLink',
		message: `The link ${shownLink(url)} cannot be followed: ${why}`,
		remedy: 'Replace the link in Notion, or upload the file itself.',
	});
}
