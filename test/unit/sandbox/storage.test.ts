import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { repeatedContent, type Sandbox, startSandbox, type UploadOptions } from '../../sandbox';
import { crc64Of } from '../../sandbox/content/crc64';
import { ask, at, coverLink } from './support';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
	sandbox.clock.stop();
});
afterEach(() => sandbox.close());

function publish(options: Partial<UploadOptions> = {}) {
	const upload = sandbox.workspace.upload({ name: 'a.txt', content: 'hello world', ...options });
	const page = sandbox.workspace.addPage({ title: 'P', cover: upload });
	return { upload, page, link: () => coverLink(sandbox, page.id) };
}

async function get(url: string, headers: Record<string, string> = {}, method = 'GET') {
	const answer = await fetch(url, { headers, method });
	return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

test('a link has the form of today’s links', async () => {
	const { upload, link } = publish({ name: 'Résumé – Ana (1).pdf' });
	const url = await link();
	expect(url.split('?')[0]).toBe(
		`${sandbox.storage.origin}/prod-files-secure/${upload.spaceId}/${upload.fileId}/R%C3%A9sum%C3%A9%20%E2%80%93%20Ana%20%281%29.pdf`,
	);
	expect([...new URL(url).searchParams.keys()]).toEqual([
		'X-Amz-Algorithm',
		'X-Amz-Content-Sha256',
		'X-Amz-Credential',
		'X-Amz-Date',
		'X-Amz-Expires',
		'X-Amz-Security-Token',
		'X-Amz-Signature',
		'X-Amz-SignedHeaders',
		'x-amz-checksum-mode',
		'x-id',
	]);
});

test('an old upload has the old path', async () => {
	const { upload, link } = publish({ form: 'old' });
	expect(await link()).toContain(`/secure.notion-static.com/${upload.fileId}/a.txt?`);
	expect((await get(await link())).text).toBe('hello world');
});

test('a whole object comes with its type, a strong ETag and its length', async () => {
	const { status, headers, text } = await get(await publish().link());
	expect([status, text]).toEqual([200, 'hello world']);
	expect(Object.fromEntries(headers)).toMatchObject({
		'accept-ranges': 'bytes',
		'content-length': '11',
		'content-type': 'text/plain',
		etag: '"5eb63bbbe01eeed093cb22bb8f5acdc3"',
		'last-modified': expect.stringMatching(/GMT$/) as string,
	});
});

test('an object may have been stored without a type', async () => {
	const { headers } = await get(await publish({ contentType: null }).link());
	expect(headers.get('content-type')).toBeNull();
});

test.each([
	['bytes=0-0', 206, 'bytes 0-0/11', 'h'],
	['bytes=6-', 206, 'bytes 6-10/11', 'world'],
	['bytes=-5', 206, 'bytes 6-10/11', 'world'],
	['bytes=3-99', 206, 'bytes 3-10/11', 'lo world'],
	['bytes=0-1,3-4', 200, null, 'hello world'],
	['bytes=5-2', 200, null, 'hello world'],
])('the range %s is answered with %d', async (range, status, contentRange, text) => {
	const answer = await get(await publish().link(), { range });
	expect([answer.status, answer.headers.get('content-range'), answer.text]).toEqual([
		status,
		contentRange,
		text,
	]);
});

test('a range beyond the end is unsatisfiable', async () => {
	const answer = await get(await publish().link(), { range: 'bytes=11-' });
	expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */11']);
	expect(answer.text).toContain('<Code>InvalidRange</Code>');
});

test('If-Match pins a range to one object', async () => {
	const url = await publish().link();
	const etag = (await get(url)).headers.get('etag') ?? '';
	expect((await get(url, { range: 'bytes=6-', 'if-match': etag })).status).toBe(206);
	const other = await get(url, { range: 'bytes=6-', 'if-match': '"other"' });
	expect(other.status).toBe(412);
	expect(other.text).toContain('<Code>PreconditionFailed</Code>');
	expect((await get(url, { range: 'bytes=6-', 'if-range': etag })).status).toBe(206);
	expect((await get(url, { range: 'bytes=6-', 'if-range': '"other"' })).status).toBe(200);
});

test.each([
	['a changed path', (url: string) => url.replace('a.txt', 'b.txt'), 'SignatureDoesNotMatch'],
	[
		'a changed query',
		(url: string) => url.replace('X-Amz-Expires=3600', 'X-Amz-Expires=9999'),
		'SignatureDoesNotMatch',
	],
	['a re-encoded query', (url: string) => url.replace('%2F', '/'), 'SignatureDoesNotMatch'],
	['a further parameter', (url: string) => `${url}&download=1`, 'SignatureDoesNotMatch'],
	['a stripped signature', (url: string) => url.split('?')[0] ?? '', 'AccessDenied'],
])('%s is refused', async (_, change, code) => {
	const answer = await get(change(await publish().link()));
	expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/xml']);
	expect(answer.text).toContain(`<Code>${code}</Code>`);
});

test('a header that speaks to S3 and is not signed is refused', async () => {
	const answer = await get(await publish().link(), { 'x-amz-checksum-mode': 'ENABLED' });
	expect(answer.status).toBe(403);
	expect(answer.text).toMatch(/AccessDenied.*<HeadersNotSigned>x-amz-checksum-mode</);
});

test('every answer names another request, and errors do not announce their length', async () => {
	const { upload, link } = publish();
	const url = await link();
	const first = await get(url);
	upload.removed = true;
	const second = await get(url);
	const [one, other] = [first, second].map(({ headers }) => headers.get('x-amz-request-id'));
	expect([one, other]).toEqual([expect.stringMatching(/^[0-9A-F]{16}$/), expect.any(String)]);
	expect(one).not.toBe(other);
	expect(second.text).toContain(`<RequestId>${other}</RequestId>`);
	expect(second.text).toContain(`<HostId>${second.headers.get('x-amz-id-2')}</HostId>`);
	expect(second.headers.get('content-length')).toBeNull();
});

test('a large object has the ETag of one that was uploaded in parts', async () => {
	const content = repeatedContent(25 * 1024 ** 2);
	const answer = await get(await publish({ content }).link(), { range: 'bytes=0-0' });
	expect(answer.headers.get('etag')).toMatch(/^"[0-9a-f]{32}-3"$/);
});

test('a connection is closed after a hundred requests, and nothing says how long it lives', async () => {
	const url = await publish().link();
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	for (let n = 1; n <= 101; n++) {
		const [answer] = (await once(request(url, { agent }).end(), 'response')) as [IncomingMessage];
		await once(answer.resume(), 'end');
		expect(answer.headers.connection).toBe(n === 100 ? 'close' : 'keep-alive');
		expect(answer.headers['keep-alive']).toBeUndefined();
	}
	agent.destroy();
	expect(sandbox.connectionsSoFar('storage')).toBe(2);
});

test('a token beside the signature is refused, and repeated in the answer', async () => {
	const answer = await get(await publish().link(), { authorization: 'Bearer secret' });
	expect(answer.status).toBe(400);
	expect(answer.text).toMatch(/InvalidArgument.*Only one auth mechanism allowed.*Bearer secret/);
});

test('HEAD is refused because links are signed for GET', async () => {
	expect((await get(await publish().link(), {}, 'HEAD')).status).toBe(403);
});

test('a link dies at the time that the API named, and a new one works', async () => {
	const { page, link } = publish();
	const { body } = await ask(sandbox, `/v1/pages/${page.id}`);
	const { url, expiry_time } = at<{ url: string; expiry_time: string }>(body, 'cover.file');
	sandbox.clock.advance(Date.parse(expiry_time) - sandbox.clock.now() - 1);
	expect((await get(url)).status).toBe(200);
	sandbox.clock.advance(1_000);
	const late = await get(url);
	expect(late.status).toBe(403);
	expect(late.text).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
	expect((await get(await link())).status).toBe(200);
});

test('an object that was deleted is no such key', async () => {
	const { upload, link } = publish();
	upload.removed = true;
	const answer = await get(await link());
	expect(answer.status).toBe(404);
	expect(answer.text).toContain('<Code>NoSuchKey</Code>');
});

test('by default, an object has the checksum that S3 computes by itself', async () => {
	const { headers } = await get(await publish().link());
	expect(headers.get('x-amz-checksum-crc64nvme')).toBe(crc64Of(Buffer.from('hello world')));
	expect(headers.get('x-amz-checksum-type')).toBe('FULL_OBJECT');
	const { headers: old } = await get(await publish({ checksum: 'none' }).link());
	expect([...old.keys()].filter((name) => name.startsWith('x-amz-checksum'))).toEqual([]);
});

test.each([
	['crc32', 'x-amz-checksum-crc32', 'DUoRhQ=='],
	['sha256', 'x-amz-checksum-sha256', createHash('sha256').update('hello world').digest('base64')],
] as const)(
	'an object stored with a %s sends it along when it is whole',
	async (checksum, header, value) => {
		const url = await publish({ checksum }).link();
		expect((await get(url)).headers.get(header)).toBe(value);
		expect((await get(url, { range: 'bytes=0-1' })).headers.get(header)).toBeNull();
	},
);
