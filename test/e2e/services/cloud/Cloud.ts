import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createSecureContext } from 'node:tls';
import { type Service } from '../service';
import { certificateFor } from './authority';
import { announce, withdraw } from './standIns';

/** A request as a service sees it. */
export interface Asked {
	method: string;
	host: string;
	/** As it was sent: still encoded. */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

export interface Answer {
	status: number;
	headers?: Record<string, string>;
	/** An object is sent as JSON. */
	body?: object | string;
}

/** A file as a user of the service would find it. */
export interface StoredFile {
	/** With all folders: `Notion/Team handbook 4c1f32a5/Résumé 9bc6c6e0.pdf`. */
	path: string;
	content: Buffer;
}

/**
 * A service in a cloud that nobody can have on their own machine: it answers as its public documentation
 * says, which is cited for each rule, and is as unkind.
 */
export abstract class Cloud {
	/** The hosts whose requests it answers. */
	abstract readonly hosts: readonly string[];

	/** Decides by the path for each upload whether it is refused, as the service refuses in a bad hour. */
	refuses: (path: string) => boolean = () => false;

	/** Each file that is there; two may have the same path where the service allows that. */
	abstract files(): StoredFile[];

	abstract answer(asked: Asked): Answer;
}

/** Lets n8n find the service at its hosts, by HTTPS. */
export async function startCloud(cloud: Cloud): Promise<Service> {
	const contexts = new Map(
		cloud.hosts.map((host) => [host, createSecureContext(certificateFor(host))]),
	);
	const server = createServer({
		SNICallback: (host, choose) => choose(null, contexts.get(host)),
	});
	server.on('request', (request: IncomingMessage, response: ServerResponse) => {
		readFrom(request)
			.then((asked) => cloud.answer(asked))
			// A mistake of the stand-in itself must not look like an answer of the service.
			.catch((error: Error) => ({ status: 599, body: `The stand-in failed: ${error.stack}` }))
			.then((answer) => send(response, answer));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	announce(cloud.hosts, (server.address() as AddressInfo).port);
	return {
		async stop() {
			withdraw(cloud.hosts);
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

async function readFrom(request: IncomingMessage): Promise<Asked> {
	const { method = '', headers, url = '' } = request;
	const host = headers.host ?? '';
	const [path = '', ...rest] = url.split('?');
	const query = new URLSearchParams(rest.join('?'));
	return { method, host, path, query, headers, body: await buffer(request) };
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
	const isText = typeof body === 'string';
	const type = isText ? {} : { 'content-type': 'application/json; charset=UTF-8' };
	response.writeHead(status, { ...type, ...headers }).end(isText ? body : JSON.stringify(body));
}
