import { getMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import type { RemoteLink } from '../../../nodes/NotionFiles/download/Attempt';
import { Connector, StartAnew } from '../../../nodes/NotionFiles/download/Connector';
import { FileHosts } from '../../../nodes/NotionFiles/download/FileHosts';
import type { Obstacle } from '../../../nodes/NotionFiles/download/obstacles';
import type { RetryState } from '../../../nodes/NotionFiles/download/retryPolicy';
import { FreshLinks } from '../../../nodes/NotionFiles/download/FreshLinks';
import { turnClock } from '../../harness/turnClock';
import { NotionInMemory } from '../locate/NotionInMemory';
import { notionFile } from '../output/samples';

const clock = turnClock();

/** When the host was asked, by that clock. */
const asked: number[] = [];

const hosts = new FileHosts({
	connections: 8,
	stallTimeoutMs: 5_000,
	allowPrivateNetworks: true,
	egressFilter: undefined,
});

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let state: RetryState;
let connector: Connector;

beforeAll(async () => {
	server = createServer((request, response) => {
		asked.push(clock().now());
		answer(request, response);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

beforeEach(() => {
	asked.length = 0;
	answer = (_request, response) => response.end('all of it');
	state = { failures: 0, renewals: 0, restarts: 0, waitedMs: 0 };
	connector = connectorWith({ retries: 1 });
});

afterEach(() => connector.cancel());

afterAll(async () => {
	await hosts.close();
	await new Promise((closed) => server.close(closed));
});

function connectorWith({ retries }: { retries: number }): Connector {
	const { port } = server.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}/a.txt`;
	const link: RemoteLink = { kind: 'plain', url, hosting: 'external' };
	const { signal } = new AbortController();
	const links = new FreshLinks(new NotionInMemory());
	return new Connector(notionFile({ link }), link, state, {
		hosts,
		links,
		retries,
		signal,
		log() {},
	});
}

function broken(afterMs: number): Obstacle {
	const error = new NotionFilesError({
		code: 'connectionFailed',
		message: 'It broke',
		remedy: 'Try again.',
	});
	return { kind: 'passing', error, afterMs };
}

describe('connections of one download that fail', () => {
	test('together count as one failure, however late the last of them fails', async () => {
		const [first, second, third] = await Promise.all([
			connector.connect({ kind: 'all' }),
			connector.connect({ kind: 'all' }),
			connector.connect({ kind: 'all' }),
		]);
		await connector.overcome(broken(1), first.attempt);
		await connector.overcome(broken(1), second.attempt);
		await connector.connect({ kind: 'all' });
		await connector.overcome(broken(1), third.attempt);
		expect(state.failures).toBe(1);
	});

	test('count again after one of them was reopened, and use up the retries', async () => {
		const first = await connector.connect({ kind: 'all' });
		await connector.overcome(broken(1), first.attempt);
		const again = await connector.connect({ kind: 'all' });
		await expect(connector.overcome(broken(1), again.attempt)).rejects.toThrow('It broke');
	});

	test('all wait for the longest time that the host asked any of them to wait', async () => {
		const [first, second] = await Promise.all([
			connector.connect({ kind: 'all' }),
			connector.connect({ kind: 'all' }),
		]);
		await connector.overcome(broken(10), first.attempt);
		await connector.overcome(broken(150), second.attempt);
		asked.length = 0;
		await Promise.all([connector.connect({ kind: 'all' }), connector.connect({ kind: 'all' })]);
		expect(asked).toEqual([150, 150]);
		expect(state.waitedMs).toBe(150);
	});

	test('end the download if a later one is asked to wait too long, though the first was not', async () => {
		const [first, second] = await Promise.all([
			connector.connect({ kind: 'all' }),
			connector.connect({ kind: 'all' }),
		]);
		await connector.overcome(broken(1), first.attempt);
		await expect(connector.overcome(broken(3_600_000), second.attempt)).rejects.toThrow('It broke');
	});
});

test('a request that is refused while others wait is retried with them, and counts once', async () => {
	let refusals = 3;
	answer = (_request, response) => {
		response.statusCode = refusals-- > 0 ? 503 : 200;
		response.end('all of it');
	};
	const all = [1, 2, 3].map(async () => await connector.connect({ kind: 'all' }));
	const statuses = (await Promise.all(all)).map(({ answer: { status } }) => status);
	expect(statuses).toEqual([200, 200, 200]);
	expect(state.failures).toBe(1);
});

test('when one connection finds another version, all of them start over', async () => {
	const connected = await connector.connect({ kind: 'all' });
	const { error } = broken(0);
	const changed = connector.overcome({ kind: 'changed', error }, connected.attempt);
	await expect(changed).rejects.toBeInstanceOf(StartAnew);
	const late = connector.overcome(broken(1), connected.attempt);
	await expect(late).rejects.toBeInstanceOf(StartAnew);
	expect(state).toMatchObject({ restarts: 1, failures: 0 });
});

test('many connections of one download cause no warning about a leak', () => {
	expect(getMaxListeners(connector.signal)).toBe(Infinity);
});
