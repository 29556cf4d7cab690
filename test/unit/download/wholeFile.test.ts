import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RemoteLink } from '../../../nodes/NotionFiles/download/Attempt';
import { Connector } from '../../../nodes/NotionFiles/download/Connector';
import { FileHosts } from '../../../nodes/NotionFiles/download/FileHosts';
import { wholeFile } from '../../../nodes/NotionFiles/download/wholeFile';
import { FreshLinks } from '../../../nodes/NotionFiles/download/FreshLinks';
import { turnClock } from '../../harness/turnClock';
import { NotionInMemory } from '../locate/NotionInMemory';
import { notionFile } from '../output/samples';

const MIB = 1024 * 1024;
const FILE = Buffer.alloc(18 * MIB, 'a file ');

const clock = turnClock();

let server: Server;
let hosts: FileHosts;
let ranges: Array<string | undefined>;

beforeEach(async () => {
	ranges = [];
	server = createServer(({ headers: { range } }, response) => {
		ranges.push(range);
		if (range) sendRange(range, response);
		else response.writeHead(200, { ...HEADERS, 'content-length': FILE.length }).end(FILE);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	hosts = new FileHosts({
		connections: 8,
		stallTimeoutMs: 5_000,
		allowPrivateNetworks: true,
		egressFilter: undefined,
	});
});

afterEach(async () => {
	await hosts.close();
	server.closeAllConnections();
	await new Promise((closed) => server.close(closed));
});

const HEADERS = { etag: '"1"', 'accept-ranges': 'bytes' };

function sendRange(range: string, response: ServerResponse): void {
	const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
	const body = FILE.subarray(Number(first), Number(last) + 1);
	const contentRange = `bytes ${first}-${last}/${FILE.length}`;
	response.writeHead(206, { ...HEADERS, 'content-range': contentRange });
	response.end(body);
}

async function get(): Promise<Buffer> {
	const { port } = server.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}/file.bin`;
	const link: RemoteLink = { kind: 'plain', url, hosting: 'external' };
	const { signal } = new AbortController();
	const links = new FreshLinks(new NotionInMemory());
	const effort = { failures: 0, renewals: 0, restarts: 0, waitedMs: 0 };
	const options = { hosts, links, retries: 1, signal, log() {} };
	const connector = new Connector(notionFile({ link }), link, effort, options);
	try {
		const chunks: Uint8Array[] = [];
		const opened = await connector.connect({ kind: 'all' });
		for await (const chunk of wholeFile(connector, opened)) chunks.push(chunk);
		return Buffer.concat(chunks);
	} finally {
		connector.cancel();
	}
}

test('a fast host is asked over a single connection', async () => {
	expect(FILE.equals(await get())).toBe(true);
	expect(ranges).toEqual([undefined]);
});

test('a host that is always slow is asked over several connections', async () => {
	clock().passWithEveryLook();
	expect(FILE.equals(await get())).toBe(true);
	expect(ranges.length).toBeGreaterThan(4);
});
