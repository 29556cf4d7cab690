import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that accepts files like a Nextcloud, without a body in its answers, or like others. */
export class Door {
	/** The last part of each path that was accepted. */
	readonly taken = new Set<string>();

	/** Names that are refused. */
	readonly refused = new Set<string>();

	private constructor(private readonly server: Server) {}

	static async open(): Promise<Door> {
		const door: Door = new Door(
			createServer((request, response) => {
				const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
				const name = decodeURIComponent(pathname.split('/').at(-1) ?? '');
				request.resume().once('end', () => {
					if (door.refused.has(name)) {
						response.writeHead(409, { 'content-type': 'application/json' });
						response.end(JSON.stringify({ message: `${name} is refused` }));
						return;
					}
					door.taken.add(name);
					if (pathname.startsWith('/remote.php/')) {
						response.writeHead(201).end();
						return;
					}
					response.writeHead(200, { 'content-type': 'application/json' });
					response.end(JSON.stringify({ stored: true }));
				});
			}),
		);
		await new Promise<void>((resolve) => door.server.listen(0, '127.0.0.1', resolve));
		return door;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Forgets what was accepted, and accepts everything. */
	reset(): void {
		this.taken.clear();
		this.refused.clear();
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
