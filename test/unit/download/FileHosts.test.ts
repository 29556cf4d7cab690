import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { NodeEgressFilter } from 'n8n-workflow';
import { FileHosts } from '../../../nodes/NotionFiles/download/FileHosts';
import { isPending, rejectionOf } from '../promises';

let asked = 0;

beforeEach(() => {
	asked = 0;
});

/** n8n's egress filter while it asks a DNS server that does not answer. */
const askingForEver = {
	async validateUrl() {
		asked += 1;
		return await new Promise(() => {});
	},
	createSecureLookup: () => undefined,
} as unknown as NodeEgressFilter;

function hosts(): FileHosts {
	const options = { connections: 1, stallTimeoutMs: 60_000, allowPrivateNetworks: true };
	return new FileHosts({ ...options, egressFilter: askingForEver });
}

const request = (signal: AbortSignal) =>
	({ url: 'https://files.example.com/a.pdf', trusted: false, headers: {}, signal }) as const;

test('cancelling takes effect while the egress filter is asked', async () => {
	const abort = new AbortController();
	const got = hosts().get(request(abort.signal));
	expect(await isPending(got)).toBe(true);
	expect(asked).toBe(1);
	abort.abort(new Error('cancelled'));
	expect(await rejectionOf(got)).toMatchObject({ message: 'cancelled' });
});

test('a request that is already cancelled asks nobody', async () => {
	const got = hosts().get(request(AbortSignal.abort(new Error('cancelled'))));
	expect(await rejectionOf(got)).toMatchObject({ message: 'cancelled' });
	expect(asked).toBe(0);
});

test.each(['http', 'https'])('a proxy that cannot be reached is named (%s)', async (scheme) => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	await new Promise((closed) => server.close(closed));
	process.env[`${scheme}_proxy`] = `http://127.0.0.1:${port}`;
	const options = { connections: 1, stallTimeoutMs: 60_000, allowPrivateNetworks: true };
	const behind = new FileHosts({ ...options, egressFilter: undefined });
	delete process.env[`${scheme}_proxy`];
	const { signal } = new AbortController();
	const url = `${scheme}://files.example.com/a.pdf`;
	expect(await rejectionOf(behind.get({ url, trusted: true, headers: {}, signal }))).toMatchObject({
		message: 'no connection to your proxy: ECONNREFUSED',
	});
	await behind.close();
});
