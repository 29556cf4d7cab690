import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { forHost } from '../faults/scene/x509';
import type { Authority } from './authority';

export const NOTION_HOST = 'api.notion.com';

/**
 * The sandbox's API as https://api.notion.com, since some have that name built in: whoever is told of
 * this door (`measured/byTheDoor.ts`) comes to it under Notion's own name, over TLS as everywhere else.
 *
 * @returns its port
 */
export async function openNotionDoor(apiBaseUrl: string, authority: Authority): Promise<number> {
	const { hostname, port } = new URL(apiBaseUrl);
	const certificate = authority.certificateFor(NOTION_HOST, forHost(NOTION_HOST));
	const server = createServer(certificate, (outside) => {
		const inside = connect(Number(port), hostname);
		outside.on('error', () => inside.destroy()).on('close', () => inside.destroy());
		inside.on('error', () => outside.destroy());
		outside.pipe(inside).pipe(outside);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}
