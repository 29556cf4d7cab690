import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { block, startSandbox, type Sandbox } from '../sandbox';
import { goodItems, names, runNotionFiles } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';

let sandbox: Sandbox;
let proxy: Server;
let tunnels: string[];

beforeEach(async () => {
	sandbox = await startSandbox();
	tunnels = [];
	proxy = createServer();
	proxy.on('connect', (request, client) => {
		tunnels.push(request.url ?? '');
		const [, port] = (request.url ?? '').split(':');
		const upstream = connect(Number(port), '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			upstream.pipe(client).pipe(upstream);
		});
		client.on('error', () => upstream.destroy());
		upstream.on('error', () => client.destroy());
	});
	await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
	const { port } = proxy.address() as AddressInfo;
	process.env.http_proxy = `http://127.0.0.1:${port}`;
	// Notion's API goes through n8n's own helper, which is not what is tested here.
	process.env.no_proxy = new URL(sandbox.apiBaseUrl).host;
});

afterEach(async () => {
	delete process.env.http_proxy;
	delete process.env.no_proxy;
	await sandbox.close();
	proxy.closeAllConnections();
	await new Promise((closed) => proxy.close(closed));
});

const pageFiles = (id: string) => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
	options: { retries: 0 },
});

test('files are fetched through the proxy that the environment names', async () => {
	const upload = sandbox.workspace.upload({ name: 'a.png', content: 'a' });
	const page = sandbox.workspace.addPage({ title: 'P', children: [block.image(upload)] });
	expect(names(goodItems(await runNotionFiles(sandbox, pageFiles(page.id))))).toEqual(['a.png']);
	expect(tunnels).toEqual([new URL(sandbox.storage.origin).host]);
});

test.each([['127.0.0.1'], ['localhost']])(
	'behind a proxy, too, a link to %s does not get in',
	async (host) => {
		const url = sandbox.external.serve('/secret.png', { content: 'secret' });
		const page = sandbox.workspace.addPage({
			title: 'P',
			children: [block.image(url.replace('127.0.0.1', host))],
		});
		const credential = { allowPrivateNetworkDownloads: false };
		const { error } = await runNotionFiles(sandbox, pageFiles(page.id), { credential });
		expect(error?.message).toContain('not on the public Internet');
		expect(tunnels).toEqual([]);
	},
);

test('a name that only the proxy knows is the proxy’s to judge', async () => {
	const url = sandbox.external.serve('/a.png', { content: 'outside' });
	const page = sandbox.workspace.addPage({
		title: 'P',
		children: [block.image(url.replace('127.0.0.1', 'files.example.invalid'))],
	});
	const credential = { allowPrivateNetworkDownloads: false };
	const result = await runNotionFiles(sandbox, pageFiles(page.id), { credential });
	expect(names(goodItems(result))).toEqual(['a.png']);
	expect(tunnels[0]).toContain('files.example.invalid');
});
