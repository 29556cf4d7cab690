import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { goodItems, hintsOf, NODE, runNotionFiles } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { turnClock } from '../harness/turnClock';
import { block, property, startSandbox, type Sandbox } from '../sandbox';

/** What people, gateways and servers write could get into errors, hints, logs and the editor. */
let sandbox: Sandbox;

turnClock();

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

const MARKUP = '<a href="https://evil.example" style="position:fixed;inset:0">Sign in again</a>';

const wanted = (id: string) => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
	options: { retries: 1 },
});

/** A page with a link to nothing, whose title goes into the error. */
function pageTitled(title: string): string {
	const gone = `${sandbox.external.serve('/here.png', { content: 'x' })}/gone.png`;
	return sandbox.workspace.addPage({ title, children: [block.image(gone)] }).id;
}

test('a page title with a link over the whole editor puts no markup into an error but our own link', async () => {
	const { error } = await runNotionFiles(sandbox, wanted(pageTitled(MARKUP)));
	expect(error?.message).toContain('Sign in again');
	expect(error?.message).not.toMatch(/[<>]/);
	expect(error?.description?.match(/<[^>]*>/g)).toEqual([
		expect.stringMatching(
			/^<a href="https:\/\/www\.notion\.so\/[\da-f]{32}#[\da-f]{32}" target="_blank">$/,
		),
		'</a>',
	]);
});

test('names in Notion cannot pass for our links to pages', async () => {
	const { workspace } = sandbox;
	const evil = 'e'.repeat(32);
	const name = `\uFFF9${evil}\uFFFASign in again\uFFFB.png`;
	const gone = workspace.upload({ name, content: 'x' });
	gone.removed = true;
	const properties = { [name]: property.rollupUnavailable('unsupported') };
	const children = [block.file(gone)];
	const page = workspace.addPage({ title: name, properties, children });
	const stopped = await runNotionFiles(sandbox, wanted(page.id));
	expect(stopped.error?.message).toContain('Sign in again');
	const node = { onError: 'continueRegularOutput' } as const;
	const result = await runNotionFiles(sandbox, wanted(page.id), { node });
	expect(result.items(NODE)).toEqual([
		expect.objectContaining({
			json: expect.objectContaining({
				details: expect.objectContaining({
					url: expect.stringContaining(page.id.replaceAll('-', '')) as string,
				}) as object,
			}) as object,
		}),
	]);
	const shown = [stopped.error?.description, ...result.hints(NODE).map(({ message }) => message)];
	expect(shown).toHaveLength(3);
	expect(shown.join()).not.toContain(`notion.so/${evil}`);
});

test('a page title starts no line in the log, and sends nothing to the terminal', async () => {
	const lines: string[] = [];
	const logger = jest.spyOn(Container.get(Logger), 'debug');
	logger.mockImplementation((line) => void lines.push(line));
	const page = pageTitled('P\nNotion Files: all is well\u001b[8m\u202E');
	const { error } = await runNotionFiles(sandbox, wanted(page));
	const node = { onError: 'continueRegularOutput' } as const;
	const result = await runNotionFiles(sandbox, wanted(page), { node });
	logger.mockRestore();
	const [item] = result.items(NODE);
	const told = [error?.message, item?.json.error, ...hintsOf(result), ...lines];
	expect(told.join()).toContain('P Notion Files: all is well[8m”');
	expect(told.filter((text) => /[\p{Cc}\p{Bidi_Control}]/u.test(String(text)))).toEqual([]);
});

test.each([
	['in Notion’s JSON', (token: string) => JSON.stringify({ message: `Bad token ${token}` })],
	['with its header', (token: string) => JSON.stringify({ message: `Got: Bearer ${token}` })],
])('a gateway that quotes the token %s shows it to nobody', async (_, bodyWith) => {
	const token = 'any-form-of-token-123';
	sandbox.faults.add({
		on: { server: 'api' },
		fault: { type: 'status', status: 401, body: bodyWith(token) },
		times: 9,
	});
	const result = await runNotionFiles(sandbox, wanted(pageTitled('P')), { credential: { token } });
	expect(result.error?.message).toContain('token');
	expect(JSON.stringify(result.run)).not.toContain(token);
});

test('a megabyte of text in a refusal is cut', async () => {
	sandbox.faults.add({
		on: { server: 'api' },
		fault: { type: 'notionError', status: 400, code: 'validation_error', message: 'a'.repeat(1e6) },
		times: 9,
	});
	const result = await runNotionFiles(sandbox, wanted(pageTitled('P')), {
		node: { onError: 'continueRegularOutput' },
	});
	expect(result.items(NODE)).toHaveLength(1);
	expect(JSON.stringify(result.items(NODE)).length).toBeLessThan(10_000);
});

test('hundreds of places with endless names result in hints that a person can read', async () => {
	const { workspace } = sandbox;
	const page = workspace.addPage({ title: 'P'.repeat(20_000) });
	for (let n = 0; n < 60; n++) {
		workspace.addPage({ title: `${n} ${'t'.repeat(20_000)}`, parent: page, shared: false });
	}
	const result = await runNotionFiles(sandbox, { ...wanted(page.id), childPages: 1 });
	expect(goodItems(result)).toEqual([]);
	expect(hintsOf(result).length).toBeGreaterThan(0);
	expect(hintsOf(result).join('').length).toBeLessThan(60_000);
});

test('a password in a proxy that is not a URL is not revealed', async () => {
	process.env.all_proxy = 'http://ann:pass word@:x';
	process.env.no_proxy = '*';
	try {
		const result = await runNotionFiles(sandbox, wanted(pageTitled('P')));
		expect(result.error?.message).toContain('ALL_PROXY is not a valid URL');
		expect(JSON.stringify(result.run)).not.toContain('pass word');
	} finally {
		delete process.env.all_proxy;
		delete process.env.no_proxy;
	}
});

test('n8n’s log at the level “debug” shows attempts and waits, without links and tokens', async () => {
	const lines: string[] = [];
	const debug = jest
		.spyOn(Container.get(Logger), 'debug')
		.mockImplementation((line) => void lines.push(line));
	const upload = sandbox.workspace.upload({ name: 'a.png', content: 'a' });
	const page = sandbox.workspace.addPage({ title: 'P', children: [block.image(upload)] });
	sandbox.faults.add({ on: { server: 'storage' }, fault: { type: 'status', status: 503 } });
	sandbox.faults.add({ on: { server: 'api' }, fault: { type: 'status', status: 502 } });
	goodItems(await runNotionFiles(sandbox, wanted(page.id)));
	debug.mockRestore();
	const ours = lines.filter((line) => line.startsWith('Notion Files: '));
	expect(ours).toEqual([
		expect.stringMatching(/HTTP 502.*attempt 2 in \d+ ms$/),
		expect.stringMatching(/“a\.png”.*HTTP 503.*wait in \d+ ms$/),
	]);
	expect(ours.join()).not.toMatch(/X-Amz-(?!.*•••)/);
	expect(ours.join()).not.toContain(sandbox.token);
});
