import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import {
	type Fault,
	generatedContent,
	type Sandbox,
	startSandbox,
	type Upload,
} from '../../sandbox';
import { ask, at, coverLink } from './support';

let sandbox: Sandbox;
let upload: Upload;
let link: string;

const TEXT = 'x'.repeat(999) + 'y';

beforeEach(async () => {
	sandbox = await startSandbox();
	upload = sandbox.workspace.upload({ name: 'a.txt', content: TEXT });
	const page = sandbox.workspace.addPage({ title: 'P', cover: upload });
	link = await coverLink(sandbox, page.id);
});
afterEach(() => sandbox.close());

function spoil(fault: Fault | Fault[]) {
	sandbox.faults.add({ on: { server: 'storage', path: upload.path }, fault });
}

// Long for the first byte because machines are busy, short once there is silence after something.
const [FIRST_PATIENCE, PATIENCE] = [800, 120];

/** What arrives on the wire, byte for byte, and how the connection ends. */
async function raw(url: string, headers = '') {
	const { hostname, port } = new URL(url);
	const target = url.slice(url.indexOf('/', 'http://'.length));
	const socket = connect(Number(port), hostname);
	const chunks: Buffer[] = [];
	socket.on('data', (chunk) => chunks.push(chunk));
	socket.write(`GET ${target} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${headers}\r\n`);
	const end = await new Promise<string>((resolve) => {
		let timer = setTimeout(() => resolve('open'), FIRST_PATIENCE);
		const settle = (how: string) => () => {
			clearTimeout(timer);
			resolve(how);
		};
		socket.on('data', () => {
			clearTimeout(timer);
			timer = setTimeout(() => resolve('open'), PATIENCE);
		});
		socket.on('end', settle('closed'));
		socket.on('error', settle('reset'));
	});
	socket.destroy();
	const all = Buffer.concat(chunks).toString('latin1');
	const gap = all.indexOf('\r\n\r\n');
	return {
		end,
		head: all.slice(0, Math.max(0, gap)).toLowerCase(),
		body: gap < 0 ? '' : all.slice(gap + 4),
	};
}

test.each([
	['headers', 0, false],
	['firstByte', 0, true],
	['middle', 500, true],
	['lastByte', 999, true],
] as const)('reset and stall at %s let %d bytes through', async (at, bytes, hasHead) => {
	spoil({ type: 'reset', at });
	const reset = await raw(link);
	expect([reset.end, reset.body.length, reset.head !== '']).toEqual(['reset', bytes, hasHead]);
	spoil({ type: 'stall', at });
	const stall = await raw(link);
	expect([stall.end, stall.body.length, stall.head !== '']).toEqual(['open', bytes, hasHead]);
	expect((await raw(link)).body).toBe(TEXT);
});

test('truncate closes cleanly before the promised length', async () => {
	spoil({ type: 'truncate' });
	const { end, head, body } = await raw(link);
	expect([end, body.length]).toEqual(['closed', 500]);
	expect(head).toContain('content-length: 1000');
	spoil({ type: 'truncate', at: 'lastByte' });
	expect((await raw(link)).body.length).toBe(999);
});

test('tooLong sends more than it promised, or promises more than there is', async () => {
	spoil({ type: 'tooLong', extraBytes: 5 });
	const silent = await raw(link);
	expect([silent.body.length, silent.head.includes('content-length: 1000')]).toEqual([1005, true]);
	spoil({ type: 'tooLong', extraBytes: 5, declared: true });
	const told = await raw(link);
	expect([told.body.length, told.head.includes('content-length: 1005')]).toEqual([1005, true]);
});

test('chunked leaves the length out', async () => {
	spoil({ type: 'chunked' });
	const { head } = await raw(link);
	expect(head).not.toContain('content-length');
	expect(head).toContain('transfer-encoding: chunked');
	expect(await (await fetch(link)).text()).toBe(TEXT);
});

test('untilClose leaves out length and chunks, and ends the body with the connection', async () => {
	spoil({ type: 'untilClose' });
	const { head, body } = await raw(link);
	expect(head).not.toMatch(/content-length|transfer-encoding/);
	expect(head).toContain('connection: close');
	expect(body).toBe(TEXT);
});

test('hold sends nothing until something has happened', async () => {
	let happen = (): void => {};
	const until = new Promise<void>((resolve) => {
		happen = resolve;
	});
	spoil({ type: 'hold', until });
	const answer = fetch(link).then(async (response) => await response.text());
	const early = await Promise.race([answer, wait(100).then(() => 'nothing yet')]);
	happen();
	expect([early, await answer]).toEqual(['nothing yet', TEXT]);
});

test('slow keeps to its bytes per second', async () => {
	spoil({ type: 'slow', bytesPerSecond: 5_000 });
	const start = Date.now();
	expect(await (await fetch(link)).text()).toBe(TEXT);
	expect(Date.now() - start).toBeGreaterThanOrEqual(140);
});

test('delay waits before the head, latency before every head', async () => {
	spoil({ type: 'delay', milliseconds: 80 });
	const start = Date.now();
	await fetch(link);
	expect(Date.now() - start).toBeGreaterThanOrEqual(75);
	sandbox.settings.latency.storage = 40;
	const then = Date.now();
	await fetch(link);
	expect(Date.now() - then).toBeGreaterThanOrEqual(35);
});

test('ignoreRange answers a range with everything', async () => {
	spoil({ type: 'ignoreRange' });
	const answer = await fetch(link, { headers: { range: 'bytes=500-' } });
	expect([answer.status, (await answer.text()).length]).toEqual([200, 1000]);
});

test('wrongContentRange speaks of another place', async () => {
	spoil({ type: 'wrongContentRange' });
	const answer = await fetch(link, { headers: { range: 'bytes=500-' } });
	expect([answer.status, answer.headers.get('content-range')]).toEqual([
		206,
		'bytes 501-1000/1000',
	]);
});

test('changedObject is another object from then on', async () => {
	const before = (await fetch(link)).headers.get('etag') ?? '';
	spoil({ type: 'changedObject', content: 'new' });
	expect((await fetch(link, { headers: { 'if-match': before } })).status).toBe(412);
	const after = await fetch(link);
	expect(await after.text()).toBe('new');
	expect(after.headers.get('etag')).not.toBe(before);
});

test('noEtag and gzip change the head', async () => {
	spoil([{ type: 'noEtag' }, { type: 'gzip' }]);
	const answer = await fetch(link);
	expect(answer.headers.get('etag')).toBeNull();
	expect(answer.headers.get('content-encoding')).toBe('gzip');
	expect(Number(answer.headers.get('content-length'))).toBeLessThan(100);
	expect(await answer.text()).toBe(TEXT);
});

test('other answers stand in for the real one', async () => {
	spoil({ type: 'status', status: 503, headers: { 'retry-after': '2' }, body: 'busy' });
	spoil({ type: 'empty202' });
	spoil({
		type: 's3Error',
		status: 400,
		code: 'ExpiredToken',
		message: 'The provided token has expired.',
	});
	const busy = await fetch(link);
	expect([busy.status, busy.headers.get('retry-after'), await busy.text()]).toEqual([
		503,
		'2',
		'busy',
	]);
	const empty = await fetch(link);
	expect([empty.status, await empty.text()]).toEqual([202, '']);
	const expired = await fetch(link);
	expect([expired.status, await expired.text()]).toEqual([
		400,
		expect.stringContaining('<Code>ExpiredToken</Code>'),
	]);
	expect((await fetch(link)).status).toBe(200);
});

test('the API has errors of its own kind', async () => {
	const on = { server: 'api', path: '/v1/users/me' } as const;
	sandbox.faults.add({
		on,
		fault: {
			type: 'notionError',
			status: 429,
			code: 'rate_limited',
			message: 'Slow down',
			retryAfter: 120,
			additionalData: { rate_limit_reason: 'public_api_space_request_rate_limit' },
		},
	});
	const limited = await ask(sandbox, '/v1/users/me');
	expect(limited.headers.get('retry-after')).toBe('120');
	expect(limited.body).toMatchObject({
		object: 'error',
		code: 'rate_limited',
		additional_data: { rate_limit_reason: 'public_api_space_request_rate_limit' },
	});
	sandbox.faults.add({ on, fault: { type: 'cloudflare403' } });
	const blocked = await fetch(`${sandbox.apiBaseUrl}/v1/users/me`);
	expect([blocked.status, blocked.headers.get('content-type')]).toEqual([
		403,
		'text/html; charset=UTF-8',
	]);
	sandbox.faults.add({ on, fault: { type: 'truncatedJson' } });
	await expect(ask(sandbox, '/v1/users/me')).rejects.toThrow(/JSON/);
});

test('a rule says which request it is for, and how often', async () => {
	const { faults } = sandbox;
	const statuses = async (count: number, url = link) => {
		const all: number[] = [];
		for (let index = 0; index < count; index += 1) all.push((await fetch(url)).status);
		return all;
	};
	faults.add({
		on: { server: 'storage', nth: 2 },
		times: 2,
		fault: { type: 'status', status: 500 },
	});
	expect(await statuses(4)).toEqual([200, 500, 500, 200]);
	faults.add({ on: { server: 'storage' }, fault: { type: 'status', status: 502 } });
	faults.add({ on: { server: 'storage' }, fault: { type: 'status', status: 504 } });
	expect(await statuses(3)).toEqual([502, 504, 200]);
	const remove = faults.add({
		on: { server: 'storage' },
		times: 'forever',
		fault: { type: 'empty202' },
	});
	expect(await statuses(3)).toEqual([202, 202, 202]);
	remove();
	faults.add({ on: { server: 'storage', method: 'POST' }, fault: { type: 'empty202' } });
	faults.add({ on: { server: 'api' }, fault: { type: 'empty202' } });
	faults.add({ on: { server: 'storage', path: /other\.txt/ }, fault: { type: 'empty202' } });
	expect(await statuses(1)).toEqual([200]);
	expect(faults.pending).toBe(3);
	faults.clear();
	expect(faults.pending).toBe(0);
});

test('a path matches with ids in any spelling', async () => {
	const page = sandbox.workspace.addPage({ title: 'P' });
	sandbox.faults.add({
		on: { server: 'api', path: `/v1/pages/${page.id}` },
		fault: { type: 'notionError', status: 502, code: 'bad_gateway' },
	});
	expect((await ask(sandbox, `/v1/pages/${page.id.replace(/-/g, '').toUpperCase()}`)).status).toBe(
		502,
	);
});

test('faults happen to ranges and generated content as well', async () => {
	upload.content = generatedContent(1_000_000);
	spoil({ type: 'truncate' });
	const { head, body } = await raw(link, 'Range: bytes=200000-\r\n');
	expect(head).toContain('content-range: bytes 200000-999999/1000000');
	expect(body.length).toBe(400_000);
});

test('the journal names the faults and tells cuts from clients that went away', async () => {
	spoil({ type: 'truncate' });
	await raw(link);
	spoil({ type: 'stall', at: 'middle' });
	await raw(link);
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(sandbox.requestsTo('storage')).toMatchObject([
		{ faults: ['truncate'], status: 200, bytesSent: 500, aborted: false },
		{ faults: ['stall'], status: 200, bytesSent: 500, aborted: true },
	]);
	expect(at(sandbox.requests[0], 'url')).toMatch(/^\/v1\/pages\//);
});
