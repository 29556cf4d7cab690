import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { forHost, issue, ofAuthority } from '../faults/scene/x509';

export const NOTION_HOST = 'api.notion.com';

/** Where Notion's API is to be found, and whom to trust there. */
export interface NotionDoor {
	port: number;
	/** A file with the certificate of the authority that vouches for it. */
	authorityFile: string;
}

const DAY_MS = 86_400_000;

/**
 * The sandbox's API as https://api.notion.com, since some have that name built in: whoever is told of
 * this door (`measured/byTheDoor.ts`) comes to it under Notion's own name, over TLS as everywhere else.
 */
export async function openNotionDoor(apiBaseUrl: string): Promise<NotionDoor> {
	const { hostname, port: apiPort } = new URL(apiBaseUrl);
	const [authorityKey, key] = [newKey(), newKey()];
	const issuer = { name: 'Authority of the benchmark', key: authorityKey };
	const [validFrom, validTo] = [new Date(Date.now() - DAY_MS), new Date(Date.now() + DAY_MS)];
	const days = { issuer, validFrom, validTo };
	const extension = forHost(NOTION_HOST);
	const server = createServer(
		{
			cert: issue({ ...days, subject: NOTION_HOST, key, extension }),
			key: key.export({ type: 'pkcs8', format: 'pem' }),
		},
		(outside) => {
			const inside = connect(Number(apiPort), hostname);
			outside.on('error', () => inside.destroy()).on('close', () => inside.destroy());
			inside.on('error', () => outside.destroy());
			outside.pipe(inside).pipe(outside);
		},
	);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const authority = { ...days, subject: issuer.name, key: authorityKey, extension: ofAuthority() };
	return { port, authorityFile: keep(issue(authority)) };
}

/** In a file, as Node.js wants it before it starts; as long as this process lives. */
function keep(certificate: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'notion-files-bench-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const file = join(folder, 'authority.pem');
	writeFileSync(file, certificate);
	return file;
}

function newKey() {
	return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}
