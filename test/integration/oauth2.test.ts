import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { block, type Page } from '../sandbox';
import { whenAsked } from '../harness/moments';
import { goodItems, names, sha256, sha256OfItem } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { connected, pollWithOAuth2, runWithOAuth2, unconnected } from '../harness/oauth2';
import { sandbox, useSandbox } from '../harness/useSandbox';

useSandbox();

const TOGGLES = Array.from({ length: 30 }, (_, index) => `${index}.txt`);

/** A page that takes as many reads as it has toggles, plus two. */
function addPage(): Page {
	const upload = (name: string) =>
		sandbox.workspace.upload({ name, content: `content of ${name}` });
	const toggles = TOGGLES.map((name) => block.toggle(name, [block.file(upload(name))]));
	return sandbox.workspace.addPage({ title: 'P', children: toggles });
}

const pageFiles = (page: Page) => ({
	operation: 'getPageFiles',
	pageId: locator('id', page.id),
	options: { retries: 0 },
});

const tokenRequests = () =>
	sandbox.requestsTo('api').filter(({ path }) => path === '/v1/oauth/token');

const reads = () => sandbox.requestsTo('api').filter(({ path }) => !path.startsWith('/v1/oauth'));

const tokensOf = ({ oauthTokenData }: ICredentialDataDecryptedObject) =>
	oauthTokenData as { access_token: string; refresh_token: string };

describe('a connected credential', () => {
	test('gets the files, with its access token and no other', async () => {
		const page = addPage();
		const credential = connected(sandbox);
		const items = goodItems(await runWithOAuth2(pageFiles(page), credential));
		expect(names(items)).toEqual(TOGGLES);
		expect(await sha256OfItem(items[7]!)).toBe(sha256(Buffer.from('content of 7.txt')));
		const { access_token } = tokensOf(credential);
		expect(new Set(reads().map(({ headers }) => headers.authorization))).toEqual(
			new Set([`Bearer ${access_token}`]),
		);
		expect(tokenRequests()).toEqual([]);
		const elsewhere = [...sandbox.requestsTo('storage'), ...sandbox.requestsTo('external')];
		for (const { headers } of elsewhere) expect(headers).not.toHaveProperty('authorization');
	});

	test('whose access token has expired gets a new one by one request, and every read is answered', async () => {
		const page = addPage();
		const credential = connected(sandbox);
		const before = tokensOf(credential);
		sandbox.oauth.expireAccessToken();
		expect(names(goodItems(await runWithOAuth2(pageFiles(page), credential)))).toEqual(TOGGLES);
		expect(tokenRequests().map(({ status }) => status)).toEqual([200]);
		const after = tokensOf(credential);
		expect(after.access_token).not.toBe(before.access_token);
		expect(after.refresh_token).not.toBe(before.refresh_token);
		const refused = reads().filter(({ status }) => status === 401);
		for (const { headers } of refused) {
			expect(headers.authorization).toBe(`Bearer ${before.access_token}`);
		}
		// With what n8n has stored, the next run needs no refresh.
		sandbox.journal.clear();
		goodItems(await runWithOAuth2(pageFiles(page), credential));
		expect(tokenRequests()).toEqual([]);
		expect(reads().every(({ status }) => status === 200)).toBe(true);
	});

	test('whose access token expires while ten reads are under way gets one new token', async () => {
		const page = addPage();
		const credential = connected(sandbox);
		// After the page and its list of toggles, ten of them are read at once.
		const tenAsked = whenAsked(sandbox, 12, ({ server }) => server === 'api');
		sandbox.faults.add({
			on: { server: 'api', nth: 3 },
			times: 10,
			fault: { type: 'hold', until: tenAsked.then(() => sandbox.oauth.expireAccessToken()) },
		});
		expect(names(goodItems(await runWithOAuth2(pageFiles(page), credential)))).toEqual(TOGGLES);
		expect(tokenRequests()).toHaveLength(1);
		const refused = reads()
			.map(({ status }) => status)
			.filter((status) => status === 401);
		expect(refused.length).toBeGreaterThanOrEqual(10);
	});

	test('that two runs use at the same time is refreshed once for both', async () => {
		const page = addPage();
		const credential = connected(sandbox);
		sandbox.oauth.expireAccessToken();
		const bothAsked = whenAsked(sandbox, 2, ({ path }) => path === `/v1/pages/${page.id}`);
		sandbox.faults.add({
			on: { server: 'api', path: `/v1/pages/${page.id}` },
			times: 2,
			fault: { type: 'hold', until: bothAsked },
		});
		const runs = [1, 2].map(async () => await runWithOAuth2(pageFiles(page), credential));
		for (const result of await Promise.all(runs)) {
			expect(names(goodItems(result))).toEqual(TOGGLES);
		}
		expect(tokenRequests()).toHaveLength(1);
	});

	test.each([
		['answers 503', { type: 'status', status: 503 }],
		['answers 429', { type: 'status', status: 429, body: '{}' }],
	] as const)('is refreshed though the token endpoint %s at first', async (_, fault) => {
		const page = addPage();
		const credential = connected(sandbox);
		sandbox.oauth.expireAccessToken();
		sandbox.faults.add({ on: { server: 'api', path: '/v1/oauth/token' }, times: 2, fault });
		expect(names(goodItems(await runWithOAuth2(pageFiles(page), credential)))).toEqual(TOGGLES);
		expect(tokenRequests()).toHaveLength(3);
	});

	test('serves the trigger as well', async () => {
		const page = addPage();
		const credential = connected(sandbox);
		sandbox.oauth.expireAccessToken();
		const watched = { watch: 'page', pageId: locator('id', page.id), existingFiles: true };
		expect(names(await pollWithOAuth2(watched, credential))).toEqual(TOGGLES);
		expect(tokenRequests()).toHaveLength(1);
	});

	test('sends its requests to the API Base URL, however it is written', async () => {
		const page = addPage();
		const credential = { ...connected(sandbox), apiBaseUrl: ` ${sandbox.apiBaseUrl}/v1/ ` };
		sandbox.oauth.expireAccessToken();
		goodItems(await runWithOAuth2(pageFiles(page), credential));
		const [refresh] = tokenRequests();
		const { clientId, clientSecret } = sandbox.settings.oauth;
		const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
		expect(refresh?.headers.authorization).toBe(`Basic ${basic}`);
		expect(refresh?.body).not.toContain(clientSecret);
	});
});

describe('a credential without access', () => {
	const NO_ACCESS = /^The OAuth2 credential is not connected to Notion/;

	async function failed(credential: ICredentialDataDecryptedObject) {
		const { error } = await runWithOAuth2(pageFiles(addPage()), credential);
		expect(error?.description).toMatch(/connect it again/);
		return error?.message;
	}

	test('says so before it asks for anything when nobody has connected it', async () => {
		expect(await failed(unconnected(sandbox))).toMatch(NO_ACCESS);
		expect(await failed({ ...unconnected(sandbox), oauthTokenData: {} })).toMatch(NO_ACCESS);
		expect(sandbox.requests).toEqual([]);
	});

	test('says so when somebody has removed the connection from the workspace', async () => {
		const credential = connected(sandbox);
		sandbox.oauth.disconnect();
		expect(await failed(credential)).toMatch(NO_ACCESS);
		expect(tokenRequests().length).toBeLessThanOrEqual(1);
	});

	test('says so when its access token has expired and Notion issued no refresh token', async () => {
		sandbox.settings.oauth = { ...sandbox.settings.oauth, refreshes: false };
		const credential = connected(sandbox);
		sandbox.oauth.expireAccessToken();
		expect(await failed(credential)).toMatch(NO_ACCESS);
		expect(tokenRequests()).toEqual([]);
	});

	test('says so when its client secret is wrong', async () => {
		const credential = { ...connected(sandbox), clientSecret: 'guess' };
		sandbox.oauth.expireAccessToken();
		expect(await failed(credential)).toMatch(NO_ACCESS);
	});

	test('says so in an item if errors should be items', async () => {
		const node = { onError: 'continueRegularOutput' } as const;
		const result = await runWithOAuth2(pageFiles(addPage()), unconnected(sandbox), node);
		const [item, ...more] = goodItems(result);
		expect(item?.json).toMatchObject({
			error: expect.stringMatching(NO_ACCESS),
			details: { code: 'unauthorized' },
		});
		expect(more).toEqual([]);
	});
});

test('a page that is not shared is reported as that, not as a problem of the credential', async () => {
	const page = sandbox.workspace.addPage({ title: 'Hidden', shared: false });
	const credential = connected(sandbox);
	sandbox.oauth.expireAccessToken();
	const { error } = await runWithOAuth2(pageFiles(page), credential);
	expect(error?.message).toMatch(/^Notion cannot find the page/);
	expect(tokenRequests()).toHaveLength(1);
});
