import { judge, type Judged } from '../../../nodes/NotionFiles/notion/answer';

const SUBJECT = 'the page 4c1f';

function judgeAnswer(status: number, body: unknown, headers: Record<string, unknown> = {}): Judged {
	return judge({ kind: 'answered', status, headers, body }, SUBJECT);
}

function judgeRefusal(
	status: number,
	code: string,
	message: string,
	additional_data?: Record<string, unknown>,
): Exclude<Judged, { kind: 'good' }> {
	const judged = judgeAnswer(status, { object: 'error', status, code, message, additional_data });
	if (judged.kind === 'good') throw new Error('A refusal was taken for an answer');
	return judged;
}

describe('what Notion refuses (docs/notion-api.md#errors)', () => {
	test.each([
		[400, 'invalid_json', 'final', 'refusedByNotion'],
		[400, 'invalid_request_url', 'final', 'refusedByNotion'],
		[400, 'invalid_request', 'final', 'refusedByNotion'],
		[400, 'validation_error', 'final', 'refusedByNotion'],
		[400, 'missing_version', 'final', 'refusedByNotion'],
		[401, 'unauthorized', 'final', 'unauthorized'],
		[403, 'restricted_resource', 'final', 'missingCapability'],
		[404, 'object_not_found', 'final', 'notShared'],
		[408, 'request_timeout', 'passing', 'notionUnavailable'],
		[409, 'conflict_error', 'passing', 'notionUnavailable'],
		[425, 'too_early', 'passing', 'notionUnavailable'],
		[429, 'rate_limited', 'limited', 'rateLimited'],
		[500, 'internal_server_error', 'passing', 'notionUnavailable'],
		[502, 'bad_gateway', 'passing', 'notionUnavailable'],
		[503, 'service_unavailable', 'passing', 'notionUnavailable'],
		[503, 'database_connection_unavailable', 'passing', 'notionUnavailable'],
		[504, 'gateway_timeout', 'passing', 'notionUnavailable'],
		[529, 'service_overload', 'limited', 'rateLimited'],
		[302, 'moved', 'final', 'refusedByNotion'],
		[418, 'new_code_of_tomorrow', 'final', 'refusedByNotion'],
	])('%d %s is %s: %s', (status, code, kind, errorCode) => {
		const judged = judgeRefusal(status, code, 'Words of Notion.');
		expect(judged.kind).toBe(kind);
		expect(judged.error).toMatchObject({
			code: errorCode,
			httpStatus: status,
			notionMessage: 'Words of Notion.',
		});
	});

	test.each([520, 521, 522, 523, 524, 525, 526, 527, 530])(
		'%d, which Cloudflare sends if Notion does not answer, is temporary',
		(status) => {
			expect(judgeAnswer(status, '<html>cloudflare</html>').kind).toBe('passing');
		},
	);

	test.each([
		['Block type ai_block is not supported via the API.', 'final', 'unsupportedByNotion'],
		[
			'Database with ID 1 is a linked database. They are not supported.',
			'final',
			'unsupportedByNotion',
		],
		[
			'Database with ID 1 does not contain any data sources accessible by this API bot.',
			'final',
			'notShared',
		],
		['Provided database_id 4c1f is a page, not a database.', 'final', 'invalidId'],
		['Provided ID 4c1f is a database, not a page.', 'final', 'invalidId'],
		['4c1f is a view.', 'final', 'refusedByNotion'],
		['Could not save. Retry with exponential backoff', 'passing', 'notionUnavailable'],
		['Busy. Retry with Exponential Backoff.', 'passing', 'notionUnavailable'],
	])('a validation error is recognized by its words: %s', (message, kind, code) => {
		const judged = judgeRefusal(400, 'validation_error', message);
		expect(judged.kind).toBe(kind);
		expect(judged.error).toMatchObject({ code, notionMessage: message });
		expect(judged.error.message).toContain(SUBJECT);
	});

	test.each([400, 403, 404, 429, 500])('the error for a %d names what was requested', (status) => {
		expect(judgeRefusal(status, 'code', 'Words.').error.message).toContain(SUBJECT);
	});

	test.each([
		[401, /token/],
		[403, /“Read content”/],
		[404, /Connections, and add your connection/],
	])('the error for a %d says what to do', (status, remedy) => {
		expect(judgeRefusal(status, 'code', 'Words.').error.remedy).toMatch(remedy);
	});
});

describe('the request limit', () => {
	const afterMs = (headers: Record<string, unknown>, more?: Record<string, unknown>): unknown => {
		const judged = judgeAnswer(429, { object: 'error', additional_data: more }, headers);
		return judged.kind === 'limited' ? judged.afterMs : judged.kind;
	};

	test.each([
		['seconds', '7', 7000],
		['a number', 7, 7000],
		['fractions of a second', '1.5', 1500],
		['nothing at all', undefined, undefined],
		['garbage', 'soon', undefined],
		['a list', ['7'], undefined],
	])('lasts as long as Retry-After says: %s', (_, value, expected) => {
		expect(afterMs({ 'retry-after': value })).toBe(expected);
	});

	test('lasts until the date in Retry-After', () => {
		const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-22T10:00:00Z'));
		expect(afterMs({ 'retry-after': 'Sun, 22 Nov 2026 10:01:00 GMT' })).toBe(60_000);
		now.mockRestore();
	});

	test('is read from the body if there is no header', () => {
		expect(afterMs({}, { retry_after: '12' })).toBe(12_000);
		expect(afterMs({ 'retry-after': '3' }, { retry_after: '12' })).toBe(3_000);
	});

	test('from Cloudflare arrives as HTML and counts as well', () => {
		const judged = judgeAnswer(429, '<html>error 1015</html>', { 'retry-after': '5' });
		expect(judged).toMatchObject({ kind: 'limited', afterMs: 5000 });
	});

	test.each([429, 529])('is final if a %d says that we are blocked', (status) => {
		const more = { rate_limit_reason: 'public_api_request_blocked', retry_after: '5' };
		const judged = judgeRefusal(status, 'rate_limited', 'Blocked.', more);
		expect(judged.kind).toBe('final');
		expect(judged.error).toMatchObject({ code: 'rateLimited', notionMessage: 'Blocked.' });
	});

	test.each([
		'public_api_request_rate_limit',
		'public_api_space_request_rate_limit',
		'public_api_endpoint_rate_limit',
		'a_reason_of_tomorrow',
	])('is temporary for the reason %s', (rate_limit_reason) => {
		expect(judgeRefusal(429, 'rate_limited', 'Wait.', { rate_limit_reason }).kind).toBe('limited');
	});
});

describe('an answer that is not Notion’s', () => {
	test('the error for a firewall’s 403 in HTML does not mention capabilities', () => {
		const judged = judgeAnswer(403, '<!DOCTYPE html><title>Attention Required!</title>');
		expect(judged).toMatchObject({ kind: 'final', error: { code: 'notionUnavailable' } });
	});

	test.each([500, 502, 503, 504])('a %d in HTML is temporary', (status) => {
		expect(judgeAnswer(status, '<html></html>').kind).toBe('passing');
	});

	test.each([
		['JSON that was cut off', '{"object":"page","id":"4c'],
		['nothing', ''],
		['null', null],
		['no body', undefined],
		['a list', [{ object: 'page' }]],
		['an object without a kind', { id: '4c1f' }],
		['an object of an empty kind', { object: '' }],
		['an object of a strange kind', { object: 7 }],
	])('a 200 with %s is unreadable and temporary', (_, body) => {
		const judged = judgeAnswer(200, body);
		expect(judged).toMatchObject({ kind: 'passing', error: { code: 'notionUnavailable' } });
	});

	test('no answer at all is temporary, and its cause is kept', () => {
		const cause = new Error('socket hang up');
		const judged = judge({ kind: 'unanswered', cause }, SUBJECT);
		expect(judged).toMatchObject({ kind: 'passing', error: { code: 'notionUnavailable', cause } });
	});

	test('a rejected certificate is final, and the error says what to do', () => {
		const refused = Object.assign(new Error('no'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
		const cause = new Error('The request failed', { cause: refused });
		expect(judge({ kind: 'unanswered', cause }, SUBJECT)).toMatchObject({
			kind: 'final',
			error: {
				code: 'notionUnavailable',
				message: expect.stringMatching(/^The certificate of Notion’s API was rejected/),
				remedy: expect.stringMatching(/NODE_EXTRA_CA_CERTS/),
				cause,
			},
		});
	});
});

test.each([200, 201, 299])('an object with status %d is good as it is', (status) => {
	const body = { object: 'page', id: '4c1f', unknown: { field: [1] } };
	expect(judgeAnswer(status, body)).toEqual({ kind: 'good', body });
});
