import { NotionApi } from './api/notionApi';
import { RateWindow } from './api/rateWindow';
import { SandboxClock } from './clock';
import { ExternalSite } from './external/externalSite';
import { FaultRegistry } from './faults/registry';
import { type ServerName, serverNames, type Site } from './http/exchange';
import { Journal, type RecordedRequest } from './http/journal';
import { type Certificate, LoopbackServer } from './http/loopbackServer';
import { OAuth } from './oauth/OAuth';
import { defaultSettings, type SandboxSettings } from './settings';
import { Storage } from './storage/storage';
import { Workspace } from './workspace/workspace';

export interface SandboxOptions extends Partial<Omit<SandboxSettings, 'latency' | 'search'>> {
	/** The file host speaks https, and shows this one. */
	storageCertificate?: Certificate;
	/** Decides all ids. */
	seed?: string;
	latency?: Partial<SandboxSettings['latency']>;
	search?: Partial<SandboxSettings['search']>;
}

/** Seen by aws/aws-sdk-go#2825 and aws/amazon-freertos#2851. */
const S3_REQUESTS_PER_CONNECTION = 100;

/** A Notion workspace on loopback, with its file host and the rest of the web. */
export class Sandbox {
	readonly clock = new SandboxClock();
	readonly faults = new FaultRegistry();
	readonly journal = new Journal();
	/** May be changed at any time. */
	readonly settings: SandboxSettings;
	readonly external = new ExternalSite();
	readonly storage: Storage;
	readonly workspace: Workspace;
	readonly oauth: OAuth;

	private readonly servers: Record<ServerName, LoopbackServer>;

	constructor({
		seed = 'notion-files',
		latency,
		search,
		storageCertificate,
		...options
	}: SandboxOptions = {}) {
		const defaults = defaultSettings();
		this.settings = {
			...defaults,
			...options,
			latency: { ...defaults.latency, ...latency },
			search: { ...defaults.search, ...search },
		};
		this.storage = new Storage(this.clock, this.settings);
		this.workspace = new Workspace(seed, this.clock, this.storage, this.external);
		const rateWindow = new RateWindow(this.clock, this.settings);
		this.oauth = new OAuth(this.settings, this.workspace);
		this.servers = {
			api: this.server(
				'api',
				new NotionApi(
					this.workspace,
					this.storage,
					this.oauth,
					this.settings,
					rateWindow,
					this.clock,
				),
			),
			storage: this.server('storage', this.storage, storageCertificate),
			external: this.server('external', this.external),
		};
	}

	/** What the credential takes as its base URL: paths start with /v1. */
	get apiBaseUrl(): string {
		return this.servers.api.origin;
	}

	/** The token that the API lets in. */
	get token(): string {
		return this.settings.token;
	}

	/** Every request so far, in order of arrival. */
	get requests(): RecordedRequest[] {
		return this.journal.requests;
	}

	requestsTo(server: ServerName): RecordedRequest[] {
		return this.journal.requestsTo(server);
	}

	/** Sockets that are open at this moment, idle ones included. */
	openConnections(server?: ServerName): number {
		const names = server ? [server] : serverNames;
		return names.reduce((sum, name) => sum + this.servers[name].connections.size, 0);
	}

	/** Sockets that were ever opened. */
	connectionsSoFar(server: ServerName): number {
		return this.servers[server].accepted;
	}

	/** The most requests a server was answering at one time. */
	peakConcurrency(server: ServerName): number {
		return this.journal.peakConcurrency(server);
	}

	async listen(): Promise<void> {
		await Promise.all(serverNames.map((name) => this.servers[name].listen()));
		this.storage.origin = this.servers.storage.origin;
		this.external.origin = this.servers.external.origin;
	}

	/** Ends everything at once, answers under way included. */
	async close(): Promise<void> {
		await Promise.all(serverNames.map((name) => this.servers[name].close()));
	}

	private server(name: ServerName, site: Site, certificate?: Certificate): LoopbackServer {
		const { journal, faults } = this;
		return new LoopbackServer(name, site, {
			certificate,
			journal,
			faults,
			latency: () => this.settings.latency[name],
			requestsPerConnection: name === 'storage' ? S3_REQUESTS_PER_CONNECTION : undefined,
		});
	}
}

/** Starts a sandbox that listens when the promise resolves. */
export async function startSandbox(options?: SandboxOptions): Promise<Sandbox> {
	const sandbox = new Sandbox(options);
	await sandbox.listen();
	return sandbox;
}
