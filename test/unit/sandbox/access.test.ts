import { block, type Sandbox, startSandbox } from '../../sandbox';
import { ask, at, type Json } from './support';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ integrationName: 'Backup bot', workspaceName: 'Acme' });
});
afterEach(() => sandbox.close());

const UNKNOWN = '0f4a1c5e-9b27-4d83-8a6f-3e2d1c0b9a87';

test('a wrong token is unauthorized in Notion’s words', async () => {
	const answer = await ask(sandbox, '/v1/users/me', { headers: { authorization: 'Bearer wrong' } });
	expect(answer.body).toMatchObject({
		object: 'error',
		status: 401,
		code: 'unauthorized',
		message: 'API token is invalid.',
	});
	expect(answer.headers.get('x-notion-request-id')).toBe(answer.body.request_id);
});

test('the version header is required', async () => {
	const { status, json } = await fetch(`${sandbox.apiBaseUrl}/v1/users/me`, {
		headers: { authorization: `Bearer ${sandbox.token}` },
	}).then(async (answer) => ({ status: answer.status, json: (await answer.json()) as Json }));
	expect([status, json.code]).toEqual([400, 'missing_version']);
	const headers = { 'notion-version': '2026-01-01' };
	expect((await ask(sandbox, '/v1/users/me', { headers })).body).toMatchObject({
		status: 400,
		code: 'validation_error',
	});
});

test.each([
	['pages', 'page'],
	['blocks', 'block'],
	['databases', 'database'],
	['data_sources', 'data_source'],
	['comments', 'comment'],
])('an unknown id under /%s is not found, as if it were not shared', async (path, name) => {
	sandbox.settings.readComments = true;
	const answer = await ask(sandbox, `/v1/${path}/${UNKNOWN.replace(/-/g, '').toUpperCase()}`);
	expect(answer.body).toMatchObject({
		status: 404,
		code: 'object_not_found',
		message: `Could not find ${name} with ID: ${UNKNOWN}. Make sure the relevant pages and databases are shared with your integration "Backup bot".`,
	});
});

test('a malformed id fails validation', async () => {
	expect((await ask(sandbox, '/v1/pages/team-handbook')).body).toMatchObject({
		status: 400,
		code: 'validation_error',
		message:
			'path failed validation: path.page_id should be a valid uuid, instead was `"team-handbook"`.',
	});
});

test('what is not shared is hidden with everything below it, until something below is shared itself', async () => {
	const { workspace } = sandbox;
	const inside = block.paragraph('inside');
	const hidden = workspace.addPage({ title: 'Hidden', shared: false, children: [inside] });
	const below = workspace.addPage({ title: 'Below', parent: hidden });
	const open = workspace.addPage({ title: 'Open', parent: hidden, shared: true });
	const statusOf = async (path: string) => (await ask(sandbox, path)).status;
	expect(await statusOf(`/v1/pages/${hidden.id}`)).toBe(404);
	expect(await statusOf(`/v1/blocks/${inside.id}`)).toBe(404);
	expect(await statusOf(`/v1/pages/${below.id}`)).toBe(404);
	expect(await statusOf(`/v1/pages/${open.id}`)).toBe(200);
	workspace.edit(hidden, { shared: true });
	expect(await statusOf(`/v1/pages/${below.id}`)).toBe(200);
});

test('without a capability an endpoint is restricted; that for comments is off at first', async () => {
	const page = sandbox.workspace.addPage({ title: 'P' });
	sandbox.settings.readContent = false;
	for (const path of [`/v1/pages/${page.id}`, `/v1/comments?block_id=${page.id}`]) {
		expect((await ask(sandbox, path)).body).toMatchObject({
			status: 403,
			code: 'restricted_resource',
		});
	}
	expect((await ask(sandbox, '/v1/users/me')).status).toBe(200);
});

test('without the content capability objects may also be named only', async () => {
	const page = sandbox.workspace.addPage({ title: 'P', children: [block.divider()] });
	sandbox.settings.readContent = 'partial';
	const { body } = await ask(sandbox, `/v1/pages/${page.id}`);
	expect(Object.keys(body)).toEqual(['object', 'id', 'request_id']);
	const listing = await ask(sandbox, `/v1/blocks/${page.id}/children`);
	expect(Object.keys(at<Json>(listing.body, 'results.0'))).toEqual(['object', 'id']);
});

test.each([
	['/v1/blocks/ID/children?page_size=101', 'query.page_size should be ≤ `100`'],
	['/v1/blocks/ID/children?page_size=0', 'query.page_size should be a number'],
])('%s fails validation', async (path, message) => {
	const page = sandbox.workspace.addPage({ title: 'P' });
	const answer = await ask(sandbox, path.replace('ID', page.id));
	expect(answer.status).toBe(400);
	expect(answer.body.message).toContain(message);
});

test('the rate window may be spent at once, then says how long to wait', async () => {
	sandbox.clock.stop();
	sandbox.settings.rateLimit = { requests: 3, windowMs: 60_000 };
	const statuses = await Promise.all(
		Array.from({ length: 5 }, async () => (await ask(sandbox, '/v1/users/me')).status),
	);
	expect(statuses.sort()).toEqual([200, 200, 200, 429, 429]);
	const answer = await ask(sandbox, '/v1/users/me');
	expect(answer.headers.get('retry-after')).toBe('60');
	expect(answer.body).toMatchObject({
		code: 'rate_limited',
		additional_data: {
			rate_limit_reason: 'public_api_request_rate_limit',
			retry_after: '60',
		},
	});
	sandbox.clock.advance(60_000);
	expect((await ask(sandbox, '/v1/users/me')).status).toBe(200);
});

test('comments are listed for their own page or block, unresolved ones only', async () => {
	sandbox.settings.readComments = true;
	const { workspace } = sandbox;
	const paragraph = block.paragraph('p');
	const page = workspace.addPage({ title: 'Discussed', children: [paragraph] });
	const photo = workspace.upload({ name: 'a.png', content: 'a' });
	const sheet = workspace.upload({ name: 'b.xlsx', content: 'b' });
	const comment = workspace.addComment(page, [photo, sheet], { text: 'See these' });
	workspace.addComment(page, [photo], { resolved: true });
	const inline = workspace.addComment(paragraph, []);
	const listed = await ask(sandbox, `/v1/comments?block_id=${page.id}`);
	const expected = {
		object: 'comment',
		id: comment.id,
		parent: { type: 'page_id', page_id: page.id },
		rich_text: [{ plain_text: 'See these' }],
		attachments: [{ category: 'image' }, { category: 'productivity' }],
	};
	expect(listed.body).toMatchObject({ type: 'comment', results: [expected] });
	const attachment = at<Json>(listed.body, 'results.0.attachments.0');
	expect(Object.keys(attachment)).toEqual(['category', 'file']);
	expect((await ask(sandbox, `/v1/comments/${comment.id}`)).body).toMatchObject(expected);
	const onBlock = await ask(sandbox, `/v1/comments?block_id=${paragraph.id}`);
	expect(onBlock.body).toMatchObject({
		results: [{ id: inline.id, parent: { type: 'block_id' } }],
	});
	expect(at<Json>(onBlock.body, 'results.0')).not.toHaveProperty('attachments');
});
