import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Connection } from '../../../nodes/NotionFiles/notion/connection';
import type { NotionAnswer, NotionRequest } from '../../../nodes/NotionFiles/notion/exchange';
import { notionTransport } from '../../../nodes/NotionFiles/notion/transport';

const CONNECTION: Connection = {
	credentialType: 'notionFilesApi',
	apiBaseUrl: 'https://api.notion.com',
	allowPrivateNetworkDownloads: false,
	tokenKey: 'key',
};

const OAUTH: Connection = { ...CONNECTION, credentialType: 'notionFilesOAuth2Api' };

interface Sent {
	credentialType: string;
	options: IHttpRequestOptions;
	signal: AbortSignal | undefined;
}

/** Sends through n8n's helper as a node gets it, with an answer from the test. */
async function send(
	request: NotionRequest,
	answer: () => unknown,
	signal?: AbortSignal,
	connection = CONNECTION,
): Promise<{ sent: Sent; calls: Sent[]; answer: NotionAnswer }> {
	const calls: Sent[] = [];
	const context = {
		getExecutionCancelSignal: () => AbortSignal.abort('the signal of the execution'),
		helpers: {
			async httpRequestWithAuthentication(
				this: IExecuteFunctions,
				credentialType: string,
				options: IHttpRequestOptions,
			): Promise<unknown> {
				calls.push({ credentialType, options, signal: this.getExecutionCancelSignal() });
				return answer();
			},
		},
	} as unknown as IExecuteFunctions;
	const answered = await notionTransport(context, connection, signal)(request);
	return { sent: calls[0] as Sent, calls, answer: answered };
}

const GET: NotionRequest = { method: 'GET', path: '/pages/1?page_size=100' };

describe('a request', () => {
	test('names the endpoint, the version and the credential, and contains no token', async () => {
		const { sent } = await send(GET, () => ({}));
		expect(sent).toMatchObject({
			credentialType: 'notionFilesApi',
			options: {
				method: 'GET',
				url: 'https://api.notion.com/v1/pages/1?page_size=100',
				headers: { 'Notion-Version': '2026-03-11' },
				json: true,
			},
		});
		expect(Object.keys(sent.options.headers ?? {})).toEqual(['Notion-Version']);
	});

	test('never follows a redirect, which would leak the token', async () => {
		const { sent } = await send(GET, () => ({}));
		expect(sent.options).toMatchObject({
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
		});
	});

	test('has its body', async () => {
		const body = { query: 'Handbook' };
		const { sent } = await send({ method: 'POST', path: '/search', body }, () => ({}));
		expect(sent.options).toMatchObject({ method: 'POST', body });
	});

	test('ends with the signal of the run rather than only that of the execution', async () => {
		const { signal } = new AbortController();
		expect((await send(GET, () => ({}), signal)).sent.signal).toBe(signal);
		expect((await send(GET, () => ({}))).sent.signal).toBeUndefined();
	});

	test('has the TLS settings, which are created once per run', async () => {
		const { calls } = await send(GET, () => ({ statusCode: 401 }), undefined, OAUTH);
		const [first, second] = calls.map(({ options }) => options.agentOptions?.secureContext);
		expect(first?.context).toBeDefined();
		expect(second).toBe(first);
	});

	test('waits longer than the minute after which Notion itself gives up', async () => {
		const { sent } = await send(GET, () => ({}));
		expect(sent.options.timeout).toBeGreaterThanOrEqual(65_000);
	});

	test('accepts every status as an answer', async () => {
		const { sent, calls } = await send(GET, () => ({ statusCode: 401 }));
		expect(sent.options.ignoreHttpStatusErrors).toBe(true);
		expect(sent.options.returnFullResponse).toBe(true);
		expect(calls).toHaveLength(1);
	});

	test('is sent again after a 401 with OAuth, so that n8n sees the status and refreshes the token', async () => {
		const { calls } = await send(GET, () => ({ statusCode: 401 }), undefined, OAUTH);
		expect(calls.map(({ credentialType }) => credentialType)).toEqual([
			'notionFilesOAuth2Api',
			'notionFilesOAuth2Api',
		]);
		expect(calls.map(({ options }) => options.ignoreHttpStatusErrors)).toEqual([true, false]);
	});
});

describe('the result', () => {
	test('is the answer as received, with any status', async () => {
		const response = { statusCode: 404, headers: { 'retry-after': '1' }, body: { code: 'x' } };
		expect((await send(GET, () => response)).answer).toEqual({
			kind: 'answered',
			status: 404,
			headers: { 'retry-after': '1' },
			body: { code: 'x' },
		});
	});

	test('is also an answer that n8n has turned into an error', async () => {
		const response = { status: 401, headers: { 'cf-ray': '1' }, data: { code: 'unauthorized' } };
		const error = Object.assign(new Error('Authorization failed'), { cause: { response } });
		const { answer } = await send(GET, () => {
			throw error;
		});
		expect(answer).toEqual({
			kind: 'answered',
			status: 401,
			headers: { 'cf-ray': '1' },
			body: { code: 'unauthorized' },
		});
	});

	test('is also an answer of which n8n has kept only status and body, as before 2.34', async () => {
		const data = { object: 'error', code: 'unauthorized', message: 'API token is invalid.' };
		const error = { cause: undefined, httpCode: '401', context: { data } };
		const { answer } = await send(GET, () => {
			throw Object.assign(new Error('Authorization failed'), error);
		});
		expect(answer).toEqual({ kind: 'answered', status: 401, headers: {}, body: data });
	});

	test('is no access if an OAuth2 credential has none', async () => {
		const refuse = () => {
			throw new Error('OAuth credentials not connected');
		};
		expect((await send(GET, refuse, undefined, OAUTH)).answer).toEqual({ kind: 'noAccess' });
		expect((await send(GET, refuse)).answer).toMatchObject({ kind: 'unanswered' });
	});

	test.each([
		['an error without an answer', new Error('ECONNREFUSED')],
		['an error whose cause has none', Object.assign(new Error('x'), { cause: new Error('y') })],
		['an error of n8n’s that has but the code of the connection', { httpCode: 'ECONNREFUSED' }],
		['an error of n8n’s without any code', { httpCode: null, context: {} }],
		['an answer without status', { cause: { response: { headers: {} } } }],
		['a text', 'boom'],
		['nothing', undefined],
	])('is no answer if n8n throws %s', async (_, cause) => {
		const { answer } = await send(GET, () => {
			throw cause;
		});
		expect(answer).toEqual({ kind: 'unanswered', cause });
	});
});
