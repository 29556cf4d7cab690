import {
	corrupt,
	endedEarly,
	judgeBreak,
	judgeRefusal,
	lost,
	type Host,
	type Obstacle,
} from '../../../nodes/NotionFiles/download/obstacles';
import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { USER_AGENT } from '../../../nodes/NotionFiles/http/userAgent';

const STORAGE: Host = { name: 's3.us-west-2.amazonaws.com', signed: true };
const ELSEWHERE: Host = { name: 'files.example.com', signed: false };

const EXPIRED_XML =
	'<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
const TOKEN_XML =
	'<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message>';
const AUTH_XML = '<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed';

function judge(
	host: Host,
	status: number,
	words = '',
	wanted: 'all' | 'span' = 'all',
	headers: Record<string, string> = {},
): Obstacle {
	return judgeRefusal({ status, header: (name) => headers[name] }, host, wanted, words);
}

describe('Notion’s storage refuses (docs/notion-api.md#answers-of-the-storage)', () => {
	test.each([
		[403, EXPIRED_XML, 'expired', 'linkExpired', /has expired/],
		[403, '<Error><Code>AccessDenied</Code>', 'expired', 'linkExpired', /HTTP 403/],
		[403, '<Error><Code>SignatureDoesNotMatch</Code>', 'expired', 'linkExpired', /HTTP 403/],
		[403, '', 'expired', 'linkExpired', /HTTP 403/],
		[400, TOKEN_XML, 'expired', 'linkExpired', /has expired/],
		[400, AUTH_XML, 'final', 'fileRefused', /HTTP 400/],
		[202, '', 'passing', 'hostUnavailable', /preparing/],
		[404, '<Error><Code>NoSuchKey</Code>', 'final', 'fileGone', /no longer has the file/],
		[410, '', 'final', 'fileGone', /HTTP 410/],
		[500, '<Error><Code>InternalError</Code>', 'passing', 'hostUnavailable', /HTTP 500/],
		[503, '<Error><Code>SlowDown</Code>', 'passing', 'hostUnavailable', /HTTP 503/],
		[204, '', 'final', 'fileRefused', /HTTP 204/],
		[401, '', 'final', 'fileRefused', /HTTP 401/],
	])('%d %s: %s', (status, words, kind, code, message) => {
		for (const wanted of ['all', 'span'] as const) {
			const obstacle = judge(STORAGE, status, words, wanted);
			expect(obstacle.kind).toBe(kind);
			expect(obstacle.error).toMatchObject({ code, httpStatus: status });
			expect(obstacle.error.message).toMatch(message);
		}
	});
});

describe('another host that refuses because of the user agent', () => {
	test.each([
		['Please set a user-agent and respect our robot policy https://w.wiki/4wJS'],
		['<h1>Forbidden</h1> Bad User Agent'],
	])('is recognized: %s', (words) => {
		expect(judge(ELSEWHERE, 403, words)).toMatchObject({
			kind: 'final',
			error: {
				code: 'fileRefused',
				message: 'files.example.com rejects this node’s user agent (HTTP 403)',
				remedy: expect.stringContaining(`“${USER_AGENT}”`),
			},
		});
	});

	test('is not recognized if it says something else', () => {
		expect(judge(ELSEWHERE, 403, 'Log in').error.remedy).toContain('without a login');
		expect(judge(STORAGE, 403, 'user-agent').kind).toBe('expired');
	});

	test.each([
		['<script>var agent = navigator.userAgent;</script>Just a moment'],
		['<style>.user-agent { color: red }</style><script>send({"userAgent": 1})'],
		['if (window.navigator.userAgent) check()'],
	])('is not recognized if it only asks browsers: %s', (words) => {
		expect(judge(ELSEWHERE, 403, words).error.message).not.toContain('user agent');
	});
});

describe('a link that somebody else signed, and that has expired', () => {
	const AZURE_XML =
		'<Code>AuthenticationFailed</Code><AuthenticationErrorDetail>Signature not valid in the specified time frame: Start';

	test.each([
		[403, EXPIRED_XML],
		[400, TOKEN_XML],
		[400, '<Error><Code>ExpiredRequest</Code><Message>Request has expired</Message></Error>'],
		[403, AZURE_XML],
	])('is named as such: %d %s', (status, words) => {
		expect(judge(ELSEWHERE, status, words)).toMatchObject({
			kind: 'final',
			error: {
				code: 'fileRefused',
				message: `The link to a file on files.example.com has expired (HTTP ${status})`,
				remedy: expect.stringContaining('upload the file to Notion'),
			},
		});
	});

	test.each([
		[401, 'Your session has expired. Log in again.'],
		[403, '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'],
	])('is not one that needs a login: %d %s', (status, words) => {
		expect(judge(ELSEWHERE, status, words).error.remedy).toContain('without a login');
	});
});

test('the error for a refused link to a viewer contains its direct form', () => {
	const direct = 'https://acme.sharepoint.com/:b:/s/Team/EaBc?download=1';
	for (const status of [401, 403]) {
		const { remedy } = judge({ ...ELSEWHERE, direct }, status, '').error;
		expect(remedy).toContain(`into Notion: ${direct}`);
	}
});

describe('another host refuses', () => {
	test.each([
		[202, 'final', 'hostUnavailable'],
		[204, 'final', 'fileRefused'],
		[205, 'final', 'fileRefused'],
		[206, 'final', 'fileRefused'],
		[304, 'final', 'fileRefused'],
		[400, 'final', 'fileRefused'],
		[401, 'final', 'fileRefused'],
		[402, 'final', 'fileRefused'],
		[403, 'final', 'fileRefused'],
		[404, 'final', 'fileGone'],
		[405, 'final', 'fileRefused'],
		[406, 'final', 'fileRefused'],
		[407, 'final', 'fileRefused'],
		[408, 'passing', 'hostUnavailable'],
		[410, 'final', 'fileGone'],
		[415, 'final', 'fileRefused'],
		[418, 'final', 'fileRefused'],
		[425, 'passing', 'hostUnavailable'],
		[429, 'passing', 'hostUnavailable'],
		[451, 'final', 'fileRefused'],
		[500, 'passing', 'hostUnavailable'],
		[501, 'final', 'fileRefused'],
		[502, 'passing', 'hostUnavailable'],
		[503, 'passing', 'hostUnavailable'],
		[504, 'passing', 'hostUnavailable'],
		[505, 'final', 'fileRefused'],
		[507, 'passing', 'hostUnavailable'],
		[529, 'passing', 'hostUnavailable'],
	])('%d: %s, %s', (status, kind, code) => {
		const obstacle = judge(ELSEWHERE, status, EXPIRED_XML + TOKEN_XML);
		expect(obstacle.kind).toBe(kind);
		expect(obstacle.error).toMatchObject({ code, httpStatus: status });
		expect(obstacle.error.message).toContain('files.example.com');
	});

	test.each([520, 521, 522, 523, 524, 530])(
		'%d, which Cloudflare sends for a host that does not answer, is temporary',
		(status) => {
			expect(judge(ELSEWHERE, status).kind).toBe('passing');
		},
	);

	test('the remedy for a login differs from that for Notion’s own storage', () => {
		expect(judge(ELSEWHERE, 401).error.remedy).toMatch(/private browser window/);
		expect(judge(STORAGE, 401).error.remedy).toMatch(/upload the file to Notion again/);
	});
});

test.each([
	[{ 'retry-after': '7' }, 7_000],
	[{ 'retry-after': 'garbage' }, undefined],
	[{}, undefined],
])('a busy host says with %j how long to wait', (headers, afterMs) => {
	for (const status of [408, 425, 429, 500, 503, 529]) {
		const judged = judge(ELSEWHERE, status, '', 'all', headers);
		expect(judged).toMatchObject({ kind: 'passing', afterMs });
	}
});

describe('when a part is requested', () => {
	test.each([200, 206, 412, 416])('a %d is not a part of the same version', (status) => {
		for (const host of [STORAGE, ELSEWHERE]) {
			expect(judge(host, status, '', 'span')).toMatchObject({
				kind: 'changed',
				error: { code: 'fileChanged' },
			});
		}
	});

	test.each([
		[403, 'expired'],
		[503, 'passing'],
		[404, 'final'],
	])('a %d means what it always means: %s', (status, kind) => {
		expect(judge(STORAGE, status, '', 'span').kind).toBe(kind);
	});
});

describe('a connection that breaks', () => {
	test.each<[string, unknown, string]>([
		['by its code', Object.assign(new Error('reset'), { code: 'ECONNRESET' }), 'ECONNRESET'],
		['by its message', new Error('other side closed'), 'other side closed'],
		['even if a text was thrown', 'boom', 'unknown'],
		['even if nothing was thrown', undefined, 'unknown'],
		['even if null was thrown', null, 'unknown'],
	])('is temporary, and described %s', (_, thrown, words) => {
		expect(judgeBreak(thrown, ELSEWHERE)).toMatchObject({
			kind: 'passing',
			afterMs: undefined,
			error: {
				code: 'connectionFailed',
				message: `The connection to files.example.com failed (${words})`,
				cause: thrown,
			},
		});
	});

	test.each([
		['ECONNREFUSED', /check that this server can reach that host\.$/],
		['ERR_SSL_WRONG_VERSION_NUMBER', /does not encrypt/],
		['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', /upload the file to Notion instead/],
	])('by %s says what to do about that', (code, remedy) => {
		const thrown = Object.assign(new Error('no'), { code });
		expect(judgeBreak(thrown, ELSEWHERE).error.remedy).toMatch(remedy);
	});

	test.each([
		[407, 'final', /refused/, /user name and password/],
		[403, 'final', /refused/, /allow that host/],
		[503, 'passing', /could not connect/, /Run the workflow again/],
	])('because a proxy answers %d names the proxy, and is %s', (status, kind, says, helps) => {
		// As undici says it.
		const message = `Proxy response (${status}) !== 200 when HTTP Tunneling`;
		const thrown = Object.assign(new Error(message), { code: 'UND_ERR_ABORTED' });
		const obstacle = judgeBreak(thrown, ELSEWHERE);
		expect(obstacle).toMatchObject({
			kind,
			error: { code: 'connectionFailed', httpStatus: status },
		});
		expect(obstacle.error.message).toMatch(says);
		expect(obstacle.error.message).toContain(`files.example.com (HTTP ${status})`);
		expect(obstacle.error.remedy).toMatch(helps);
	});

	test('because of a rejected certificate is final: the next one would be the same', () => {
		const thrown = Object.assign(new Error('no'), { code: 'CERT_HAS_EXPIRED' });
		expect(judgeBreak(thrown, ELSEWHERE)).toMatchObject({
			kind: 'final',
			error: {
				code: 'connectionFailed',
				message:
					'The certificate of files.example.com was rejected: it has expired (CERT_HAS_EXPIRED)',
				remedy: expect.stringMatching(/clock/),
				cause: thrown,
			},
		});
	});

	test('because of our own error, such as a guard’s, is final', () => {
		const error = new NotionFilesError({ code: 'addressNotAllowed', message: 'No' });
		expect(judgeBreak(error, ELSEWHERE)).toEqual({ kind: 'final', error });
	});
});

test('the error for a body that ended early says how much of it arrived', () => {
	expect(endedEarly(300, 700, ELSEWHERE)).toMatchObject({
		kind: 'passing',
		error: { code: 'fileIncomplete', message: 'files.example.com sent only 300 of 1000 bytes' },
	});
});

test.each([
	[corrupt(ELSEWHERE), 'changed', 'fileIncomplete'],
	[lost(ELSEWHERE), 'lost', 'fileIncomplete'],
])(
	'only starting over helps if bytes are wrong, or versions cannot be told apart',
	(obstacle, kind, code) => {
		expect(obstacle).toMatchObject({ kind, error: { code } });
		expect(obstacle.error.message).toContain('files.example.com');
	},
);

test('no error contains anything of a link but its host', () => {
	const all = [STORAGE, ELSEWHERE].flatMap((host) =>
		[202, 400, 401, 403, 404, 416, 429, 500].map((status) => judge(host, status, TOKEN_XML).error),
	);
	for (const { message, remedy } of all) expect(`${message} ${remedy}`).not.toMatch(/\/\/|X-Amz/);
});
