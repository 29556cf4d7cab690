import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { answerWithFaults, released } from '../faults/apply';
import { type FaultRegistry } from '../faults/registry';
import { deliver, sleep } from './delivery';
import { type Exchange, type ServerName, type Site, splitUrl } from './exchange';
import { type Journal, type RecordedRequest } from './journal';

/** A certificate with its key, in PEM, as servers want them. */
export interface Certificate {
	cert: string;
	key: string;
}

interface Surroundings {
	/** Makes it an https server. */
	readonly certificate: Certificate | undefined;

	readonly journal: Journal;
	readonly faults: FaultRegistry;
	/** Milliseconds before each head; may change while the server runs. */
	latency(): number;
	/** Requests after which a connection is closed, as S3 does; and like S3, it does not say how long it lives. */
	readonly requestsPerConnection: number | undefined;
}

/** One http or https server on 127.0.0.1 that writes down every request and lets faults happen to its answers. */
export class LoopbackServer {
	readonly connections = new Set<Socket>();

	/** Connections that were ever opened. */
	accepted = 0;

	private readonly server: Server;

	private readonly requestsOf = new WeakMap<Socket, number>();

	constructor(
		private readonly name: ServerName,
		private readonly site: Site,
		private readonly around: Surroundings,
	) {
		const answer = (request: IncomingMessage, response: ServerResponse): void => {
			this.handle(request, response).catch((error: unknown) => this.fail(response, error));
		};
		const { certificate } = around;
		this.server = certificate ? createTlsServer(certificate, answer) : createServer(answer);
		// Longer than any pause in a test: a reset must always be one that was asked for.
		this.server.keepAliveTimeout = 60_000;
		this.server.on('connection', (socket) => {
			this.accepted += 1;
			this.connections.add(socket);
			socket.on('close', () => this.connections.delete(socket));
			// Resets are part of the game.
			socket.on('error', () => socket.destroy());
		});
	}

	/** Listens on a port that the system chooses. */
	async listen(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(0, '127.0.0.1', resolve);
		});
	}

	get origin(): string {
		const { port } = this.server.address() as AddressInfo;
		return `${this.around.certificate ? 'https' : 'http'}://127.0.0.1:${port}`;
	}

	async close(): Promise<void> {
		const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
		this.server.closeAllConnections();
		await closed;
	}

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const exchange = await readExchange(request);
		this.limitConnection(request, response);
		const entry = this.record(exchange, response);
		const faults = this.around.faults.take(this.name, exchange);
		entry.faults.push(...faults.map((fault) => fault.type));
		const wait = this.around.latency();
		if (wait > 0) await sleep(wait);
		await released(faults);
		if (response.destroyed) return;
		const { reply, delivery } = answerWithFaults(this.site, exchange, faults);
		if (delivery.cut?.at !== 'headers') entry.status = reply.status;
		await deliver(response, reply, delivery, (count) => {
			entry.bytesSent += count;
		});
	}

	private limitConnection({ socket, headers }: IncomingMessage, response: ServerResponse): void {
		const { requestsPerConnection } = this.around;
		if (requestsPerConnection === undefined || headers.connection === 'close') return;
		const requests = (this.requestsOf.get(socket) ?? 0) + 1;
		this.requestsOf.set(socket, requests);
		// Where nothing stands here, Node adds a header that tells how long the connection lives.
		response.setHeader('connection', requests < requestsPerConnection ? 'keep-alive' : 'close');
	}

	private record(exchange: Exchange, response: ServerResponse): RecordedRequest {
		const { method, path, url, headers, body } = exchange;
		const entry: RecordedRequest = {
			server: this.name,
			method,
			path,
			url,
			headers,
			body,
			at: Date.now(),
			faults: [],
			status: 0,
			bytesSent: 0,
			aborted: false,
		};
		this.around.journal.begin(entry);
		response.once('close', () => {
			const cutByUs = entry.faults.some((fault) => fault === 'reset' || fault === 'truncate');
			entry.aborted = !response.writableFinished && !cutByUs;
			this.around.journal.end(entry);
		});
		return entry;
	}

	/** A mistake of the sandbox itself must be loud, and must not look like one of Notion's answers. */
	private fail(response: ServerResponse, error: unknown): void {
		if (response.destroyed) return;
		const text = `The sandbox failed: ${error instanceof Error ? error.stack : String(error)}`;
		if (!response.headersSent) response.writeHead(599, { 'content-type': 'text/plain' });
		response.end(text);
	}
}

async function readExchange(request: IncomingMessage): Promise<Exchange> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const url = request.url ?? '/';
	const { path, queryString } = splitUrl(url);
	return {
		method: request.method ?? 'GET',
		url,
		path,
		query: new URLSearchParams(queryString),
		headers: request.headers,
		body: Buffer.concat(chunks).toString('utf8'),
	};
}
