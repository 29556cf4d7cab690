import { startSandbox, type Sandbox } from '../../sandbox';
import { fetchLinks } from '../scene/fetchLinks';
import { startProxy, type Proxy } from '../scene/proxy';

const CONTENT = '%PDF-1.7 behind a proxy';

const VARIABLES = [
	'HTTP_PROXY',
	'HTTPS_PROXY',
	'NO_PROXY',
	'http_proxy',
	'https_proxy',
	'no_proxy',
];

/** Links that are followed through a proxy from the environment. */
export function proveProxies(): void {
	describe('Behind a proxy', () => {
		const before = VARIABLES.map((name) => [name, process.env[name]] as const);

		let sandbox: Sandbox;
		let proxy: Proxy;

		beforeAll(async () => {
			sandbox = await startSandbox({ token: 'ntn_faults_proxies' });
			sandbox.external.serve('/file.pdf', { content: CONTENT });
			proxy = await startProxy(sandbox.external.origin);
			for (const name of VARIABLES) delete process.env[name];
			process.env.HTTP_PROXY = proxy.origin;
			// Notion itself is near.
			process.env.no_proxy = new URL(sandbox.apiBaseUrl).host;
		});

		afterAll(async () => {
			for (const [name, value] of before) {
				if (value === undefined) delete process.env[name];
				else process.env[name] = value;
			}
			await proxy.close();
			await sandbox.close();
		});

		beforeEach(() => {
			proxy.asked.length = 0;
			sandbox.journal.clear();
		});

		test('links are followed through it, and it never gets the token', async () => {
			const outcomes = await fetchLinks(sandbox, ['http://files.example.com/file.pdf']);
			expect(outcomes).toEqual([CONTENT.length]);
			expect(proxy.asked).toEqual(['files.example.com:80']);
			expect(sandbox.requestsTo('external').map(({ headers }) => headers.authorization)).toEqual([
				undefined,
			]);
		});

		test.each([
			'http://127.0.0.1/file.pdf',
			'http://[::1]/file.pdf',
			'http://localhost/file.pdf',
			'http://printer.localhost/file.pdf',
		])('the proxy is not asked for %s, which would lead into its own network', async (address) => {
			expect(await fetchLinks(sandbox, [address])).toEqual(['addressNotAllowed']);
			expect(proxy.asked).toEqual([]);
		});

		test.each([
			'http://127.0.0.1/file.pdf',
			'http://10.1.2.3/file.pdf',
			'http://localhost/file.pdf',
		])('a redirect to %s is not followed', async (address) => {
			sandbox.external.redirect('/away.pdf', address);
			const outcomes = await fetchLinks(sandbox, ['http://files.example.com/away.pdf']);
			expect(outcomes).toEqual(['addressNotAllowed']);
			expect(proxy.asked).toEqual(['files.example.com:80']);
		});

		test('a redirect to another public host is followed', async () => {
			sandbox.external.redirect('/away.pdf', 'http://cdn.example.com/file.pdf');
			const outcomes = await fetchLinks(sandbox, ['http://files.example.com/away.pdf']);
			expect(outcomes).toEqual([CONTENT.length]);
			expect(proxy.asked).toEqual(['files.example.com:80', 'cdn.example.com:80']);
		});
	});
}
