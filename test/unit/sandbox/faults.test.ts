import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Fault, type Sandbox, startSandbox } from '../../sandbox';
import { ask, coverLink } from './support';

// Only the faults that a download survives without a further request: a row of test/faults that
// expects whole files would pass as well if such a fault did nothing.

const CONTENT = 'x'.repeat(1_000);

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

/** What arrives on the wire, byte for byte. */
async function answerUnder(fault: Fault): Promise<{ head: string; body: string }> {
	const upload = sandbox.workspace.upload({ name: 'a.txt', content: CONTENT });
	const page = sandbox.workspace.addPage({ title: 'P', cover: upload });
	const { hostname, port, pathname, search } = new URL(await coverLink(sandbox, page.id));
	sandbox.faults.add({ on: { server: 'storage' }, fault });
	const socket = connect(Number(port), hostname);
	socket.setEncoding('latin1');
	socket.write(
		`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`,
	);
	const answer = await text(socket);
	const gap = answer.indexOf('\r\n\r\n');
	return { head: answer.slice(0, gap).toLowerCase(), body: answer.slice(gap + 4) };
}

test('moreThan spoils requests for so many entries alone', async () => {
	const page = sandbox.workspace.addPage({ title: 'P' });
	const path = `/v1/blocks/${page.id}/children`;
	sandbox.faults.add({
		on: { server: 'api', moreThan: 25 },
		times: 'forever',
		fault: { type: 'notionError', status: 504, code: 'gateway_timeout' },
	});
	const statuses = await Promise.all(
		[`/v1/pages/${page.id}`, path, `${path}?page_size=25`, `${path}?page_size=26`].map(
			async (url) => (await ask(sandbox, url)).status,
		),
	);
	expect(statuses).toEqual([200, 200, 200, 504]);
});

test('tooLong sends more than it announces', async () => {
	const { head, body } = await answerUnder({ type: 'tooLong', extraBytes: 5 });
	expect(head).toContain('content-length: 1000');
	expect(body).toHaveLength(1_005);
});

test('chunked announces no length', async () => {
	const { head } = await answerUnder({ type: 'chunked' });
	expect(head).not.toContain('content-length');
	expect(head).toContain('transfer-encoding: chunked');
});

test('untilClose announces neither length nor chunks', async () => {
	const { head, body } = await answerUnder({ type: 'untilClose' });
	expect(head).not.toMatch(/content-length|transfer-encoding/);
	expect(body).toBe(CONTENT);
});

test('gzip compresses although nobody asked for it', async () => {
	const { head, body } = await answerUnder({ type: 'gzip' });
	expect(head).toContain('content-encoding: gzip');
	expect(body.length).toBeLessThan(100);
});
