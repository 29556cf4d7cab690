import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { request, type RequestOptions } from 'node:https';
import { type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { serverManifest } from '../n8n/places';
import { freePort } from '../n8n/ports';
import { announce, authorityFile, certificateFor, withdraw } from './cloud';
import { readFileSync } from 'node:fs';
import { installNpmServers } from './installNpm';
import { type Service, startService } from './service';

export interface Azurite extends Service {
	account: string;
	key: string;
	container: string;
	/** All blobs by their names. */
	blobs(): Promise<Array<{ path: string; content: Buffer }>>;
	/** Makes a blob that nobody may replace, since this test has leased it. */
	lock(blob: string): Promise<void>;
	/** Removes such a blob. */
	unlock(blob: string): Promise<void>;
}

// The account that every Azurite has.
const account = 'devstoreaccount1';
const key =
	'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const HOST = `${account}.blob.core.windows.net`;
const container = 'backup';

/** Microsoft’s own emulator of Azure Storage, at the host of its account, by HTTPS. */
export async function startAzurite(): Promise<Azurite> {
	const { folder: installed } = await installNpmServers();
	const port = await freePort();
	const { stop } = await startService({ name: 'azurite' }, async ({ path }) => {
		const certificate = certificateFor(HOST);
		const [cert, pem] = [join(path, 'cert.pem'), join(path, 'key.pem')];
		await writeFile(cert, certificate.cert);
		await writeFile(pem, certificate.key);
		const at = { blobHost: '127.0.0.1', blobPort: String(port), cert, key: pem };
		return {
			file: process.execPath,
			args: [
				// It has telemetry, too.
				...['--require', join(serverManifest, 'leash.cjs')],
				join(installed, 'node_modules/azurite/dist/src/blob/main.js'),
				...Object.entries(at).flatMap(([name, value]) => [`--${name}`, value]),
				...['--inMemoryPersistence', '--disableTelemetry', '--skipApiVersionCheck'],
			],
			comesWith: 'npm',
			ready: /successfully listens/,
		};
	});
	announce([HOST], port);
	const send = signedRequests(port);
	await send('PUT', `/${container}`, { query: { restype: 'container' } });
	return {
		account,
		key,
		container,
		async blobs() {
			const query = { comp: 'list', restype: 'container' };
			const list = (await send('GET', `/${container}`, { query })).toString();
			const names = [...list.matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name = '']) =>
				unescaped(name),
			);
			return await Promise.all(
				names.map(async (path) => ({ path, content: await send('GET', pathOf(path)) })),
			);
		},
		async lock(blob) {
			await send('PUT', pathOf(blob), { headers: { 'x-ms-blob-type': 'BlockBlob' } });
			const headers = { 'x-ms-lease-action': 'acquire', 'x-ms-lease-duration': '-1' };
			await send('PUT', pathOf(blob), { query: { comp: 'lease' }, headers });
		},
		async unlock(blob) {
			const headers = { 'x-ms-lease-action': 'break', 'x-ms-lease-break-period': '0' };
			await send('PUT', pathOf(blob), { query: { comp: 'lease' }, headers });
			await send('DELETE', pathOf(blob));
		},
		async stop() {
			withdraw([HOST]);
			await stop();
		},
	};
}

function pathOf(blob: string): string {
	return `/${container}/${blob.split('/').map(encodeURIComponent).join('/')}`;
}

type Send = (
	method: string,
	path: string,
	more?: { query?: Record<string, string>; headers?: Record<string, string> },
) => Promise<Buffer>;

/** Without a body, signed with the account’s key (Microsoft’s “Authorize with Shared Key”). */
function signedRequests(port: number): Send {
	const ca = readFileSync(authorityFile());
	return async (method, path, { query = {}, headers = {} } = {}) => {
		const all: Record<string, string> = {
			'x-ms-date': new Date().toUTCString(),
			'x-ms-version': '2021-12-02',
			...headers,
		};
		const canonical = Object.entries(all)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, value]) => `${name}:${value}\n`);
		const asked = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
		const resource = [`/${account}${path}`, ...asked.map((pair) => pair.join(':'))];
		// Eleven headers that none of these requests has.
		const text = [method, ...Array<string>(11).fill(''), canonical.join('') + resource.join('\n')];
		const signature = createHmac('sha256', Buffer.from(key, 'base64'))
			.update(text.join('\n'))
			.digest('base64');
		const options: RequestOptions = {
			host: '127.0.0.1',
			port,
			ca,
			servername: HOST,
			method,
			path: `${path}?${new URLSearchParams(query).toString()}`,
			headers: {
				...all,
				host: HOST,
				'content-length': 0,
				authorization: `SharedKey ${account}:${signature}`,
			},
		};
		const outgoing = request(options).end();
		const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
		const body = await buffer(response);
		if ((response.statusCode ?? 500) < 300) return body;
		throw new Error(
			`Azurite answers ${response.statusCode} to ${method} ${path}: ${body.toString()}`,
		);
	};
}

function unescaped(xml: string): string {
	const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
	return xml.replace(
		/&(lt|gt|quot|apos|amp);/g,
		(_, name: keyof typeof entities) => entities[name],
	);
}
