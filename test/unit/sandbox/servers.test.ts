import { type Sandbox, startSandbox } from '../../sandbox';
import { ask, coverLink } from './support';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

test('the external site serves what it was given', async () => {
	const { external } = sandbox;
	const url = external.serve('/files/my%20report.pdf', {
		content: 'report',
		headers: { 'content-disposition': 'attachment; filename="Q3.pdf"' },
	});
	const answer = await fetch(url);
	expect(await answer.text()).toBe('report');
	expect(Object.fromEntries(answer.headers)).toMatchObject({
		'content-type': 'application/pdf',
		'content-disposition': 'attachment; filename="Q3.pdf"',
		'accept-ranges': 'bytes',
	});
	expect((await fetch(url, { headers: { range: 'bytes=0-1' } })).status).toBe(206);
	const head = await fetch(url, { method: 'HEAD' });
	expect([head.status, head.headers.get('content-length')]).toEqual([200, '6']);
});

test('the external site may know no ranges, no type, no tag, and other statuses', async () => {
	const { external } = sandbox;
	const plain = external.serve('/plain', {
		content: 'plain',
		contentType: null,
		acceptRanges: false,
		etag: false,
	});
	const answer = await fetch(plain, { headers: { range: 'bytes=0-1' } });
	expect([answer.status, await answer.text()]).toEqual([200, 'plain']);
	for (const header of ['content-type', 'accept-ranges', 'etag']) {
		expect(answer.headers.get(header)).toBeNull();
	}
	expect((await fetch(external.serve('/gone', { content: 'gone', status: 410 }))).status).toBe(410);
	expect((await fetch(external.url('/never'))).status).toBe(404);
});

test('the external site redirects and shows web pages', async () => {
	const { external } = sandbox;
	external.serveHtml('/login', 'Please log in');
	const url = external.redirect('/file.pdf', '/login', 307);
	const answer = await fetch(url);
	expect(answer.redirected).toBe(true);
	expect(await answer.text()).toContain('<h1>Please log in</h1>');
	const first = await fetch(url, { redirect: 'manual' });
	expect([first.status, first.headers.get('location')]).toEqual([307, '/login']);
});

test('the journal keeps what was asked, and where', async () => {
	const page = sandbox.workspace.addPage({
		title: 'P',
		cover: sandbox.workspace.upload({ name: 'a.txt', content: 'abc' }),
	});
	const link = await coverLink(sandbox, page.id);
	await ask(sandbox, '/v1/search', { body: { query: 'x' } });
	await (await fetch(link, { headers: { range: 'bytes=1-' } })).text();
	expect(sandbox.requests).toMatchObject([
		{ server: 'api', method: 'GET', path: `/v1/pages/${page.id}`, status: 200 },
		{ server: 'api', method: 'POST', path: '/v1/search', body: '{"query":"x"}' },
		{
			server: 'storage',
			headers: { range: 'bytes=1-' },
			status: 206,
			bytesSent: 2,
			aborted: false,
		},
	]);
	expect(sandbox.requestsTo('storage')[0]?.headers).not.toHaveProperty('authorization');
	sandbox.journal.clear();
	expect(sandbox.requests).toEqual([]);
});

test('the peak of concurrency is kept for each server', async () => {
	sandbox.settings.latency.external = 30;
	const url = sandbox.external.serve('/a', { content: 'a' });
	for (const count of [2, 5, 1]) {
		await Promise.all(Array.from({ length: count }, async () => await (await fetch(url)).text()));
	}
	expect(sandbox.peakConcurrency('external')).toBe(5);
	expect(sandbox.peakConcurrency('storage')).toBe(0);
});

test('open connections are counted, and closing ends even those that stall', async () => {
	const other = await startSandbox();
	const url = other.external.serve('/a', { content: 'abc' });
	other.faults.add({ on: { server: 'external' }, fault: { type: 'stall', at: 'middle' } });
	const answer = await fetch(url);
	expect(other.openConnections('external')).toBe(1);
	expect(other.openConnections()).toBe(1);
	const reading = answer.text();
	reading.catch(() => {});
	await other.close();
	await expect(reading).rejects.toThrow();
	expect(other.openConnections()).toBe(0);
});

test('ports can be fixed', async () => {
	const first = await startSandbox();
	const port = Number(new URL(first.apiBaseUrl).port);
	await first.close();
	const second = await startSandbox({ ports: { api: port } });
	expect(second.apiBaseUrl).toBe(`http://127.0.0.1:${port}`);
	await second.close();
});
