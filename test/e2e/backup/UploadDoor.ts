import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { S3 } from '../services';

/** One upload that somebody tried. */
export interface Put {
	key: string;
	/** Whether the object was stored; the client may have died before it learned about that. */
	stored: boolean;
}

/** Stands in front of S3: it refuses uploads when told to, and counts them. */
export class UploadDoor {
	/** All uploads so far, in the order in which they ended. */
	readonly puts: Put[] = [];

	/** Decides for each upload whether it is answered with 500. */
	refuses: (key: string) => boolean = () => false;

	/** How long an upload takes, so that something can happen in the meantime. */
	delayMs = 0;

	private underWay = 0;

	private constructor(
		private readonly server: Server,
		private readonly s3: S3,
	) {}

	static async open(s3: S3): Promise<UploadDoor> {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const door = new UploadDoor(server, s3);
		server.on('request', (incoming, outgoing) => {
			door.underWay += 1;
			door
				.answer(incoming)
				.catch((error: unknown) => ({ status: 502, headers: {}, body: Buffer.from(String(error)) }))
				.then(({ status, headers, body }) => outgoing.writeHead(status, headers).end(body))
				.finally(() => (door.underWay -= 1));
		});
		return door;
	}

	get endpoint(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Resolves when no upload is in progress, not even from a client that died. */
	async quiet(): Promise<void> {
		while (this.underWay > 0) await sleep(20);
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		this.server.close();
		await once(this.server, 'close');
	}

	private async answer(incoming: IncomingMessage): Promise<Answer> {
		const body = await buffer(incoming);
		if (incoming.method !== 'PUT') return await this.passOn(incoming, body);
		const path = (incoming.url ?? '').split('?')[0] ?? '';
		const key = decodeURIComponent(path.slice(`/${this.s3.bucket}/`.length));
		await sleep(this.delayMs);
		if (this.refuses(key)) {
			this.puts.push({ key, stored: false });
			return { status: 500, headers: { 'content-type': 'application/xml' }, body: REFUSAL };
		}
		const answer = await this.passOn(incoming, body);
		this.puts.push({ key, stored: answer.status === 200 });
		return answer;
	}

	/** With all headers, since the host is signed, too. */
	private async passOn({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
		const outgoing = request(this.s3.endpoint, { method, path: url, headers });
		outgoing.end(body);
		const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
		const { statusCode: status = 502, headers: answered } = response;
		return { status, headers: answered, body: await buffer(response) };
	}
}

interface Answer {
	status: number;
	headers: NodeJS.Dict<string | string[]>;
	body: Buffer;
}

const REFUSAL = Buffer.from(
	'<?xml version="1.0" encoding="UTF-8"?><Error><Code>InternalError</Code><Message>We encountered an internal error. Please try again.</Message></Error>',
);
