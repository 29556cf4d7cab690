import {
	hasNoAccess,
	type On401,
	renewingAccess,
} from '../../../nodes/NotionFiles/notion/oauthAccess';
import type { NotionAnswer, SendToNotion } from '../../../nodes/NotionFiles/notion/exchange';
import { deferred, type Deferred, quiet } from '../promises';

const answered = (status: number): NotionAnswer => ({
	kind: 'answered',
	status,
	headers: {},
	body: {},
});

interface Sent extends Deferred<NotionAnswer> {
	path: string;
	on401: On401;
}

/** Requests that the test answers one by one. */
function connection(key = 'key'): { send: SendToNotion; sent: Sent[] } {
	const sent: Sent[] = [];
	const send = renewingAccess(async ({ path }, on401) => {
		const answer = deferred<NotionAnswer>();
		sent.push({ path, on401, ...answer });
		return await answer.promise;
	}, key);
	return { send, sent };
}

const GET = (path: string) => ({ method: 'GET', path }) as const;

/** This many requests, all of which are refused, and their results. */
async function refused(count: number, { send, sent }: ReturnType<typeof connection>) {
	const answers = Array.from({ length: count }, async (_, n) => await send(GET(`/${n}`)));
	sent.splice(0).forEach(({ resolve }) => resolve(answered(401)));
	await quiet();
	return answers;
}

test('an answer other than a 401 is passed on', async () => {
	const { send, sent } = connection();
	const answer = send(GET('/a'));
	expect(sent).toMatchObject([{ path: '/a', on401: 'answer' }]);
	sent[0]?.resolve(answered(404));
	expect(await answer).toEqual(answered(404));
	expect(sent).toHaveLength(1);
});

test('what that one asked for may be missing: the access is renewed anyway', async () => {
	const one = connection();
	const answers = await refused(2, one);
	one.sent.splice(0)[0]?.resolve(answered(404));
	await quiet();
	one.sent.splice(0)[0]?.resolve(answered(200));
	expect(await Promise.all(answers)).toEqual([answered(404), answered(200)]);
});

test.each<[string, NotionAnswer]>([
	['no access any longer', { kind: 'noAccess' }],
	['no answer', { kind: 'unanswered', cause: undefined }],
	['401 again', answered(401)],
	['503, perhaps of the token endpoint', answered(503)],
	['the request limit', answered(429)],
])('if there is %s, all that waited learn about it without asking again', async (_, answer) => {
	const one = connection();
	const answers = await refused(5, one);
	one.sent.splice(0)[0]?.resolve(answer);
	expect(await Promise.all(answers)).toEqual(Array(5).fill(answer));
	expect(one.sent).toEqual([]);
});

test('a later 401 causes another renewal, and so does one of another connection', async () => {
	const one = connection('one');
	const first = await refused(1, one);
	const other = connection('other');
	await refused(1, other);
	expect(other.sent).toMatchObject([{ on401: 'renew' }]);
	one.sent.splice(0)[0]?.resolve(answered(200));
	await Promise.all(first);
	await refused(1, one);
	expect(one.sent).toMatchObject([{ on401: 'renew' }]);
});

describe('n8n could not send at all', () => {
	const caused = (message: string, more = {}) =>
		Object.assign(new Error('x'), { cause: Object.assign(new Error(message), more) });

	test.each([
		['was never connected', caused('OAuth credentials not connected')],
		['has no token', new Error('Unable to sign without access token')],
		['is revoked', caused('The credential "Notion" needs to be reconnected.')],
		['has nothing to refresh with', caused('no refresh token is available')],
		['has nothing to refresh with in older n8n', caused('refreshToken is required')],
		['is refused by the token endpoint', caused('Client authentication failed', { code: 'EAUTH' })],
		['has no refresh token, on n8n before 2.30', caused('refreshToken is required')],
		['is refused, by an error without cause', Object.assign(new Error('x'), { httpCode: 'EAUTH' })],
	])('if a credential %s', (_, thrown) => {
		expect(hasNoAccess(thrown)).toBe(true);
	});

	test.each([
		['a reset', caused('read ECONNRESET', { code: 'ECONNRESET' })],
		['a socket that is not connected', caused('socket is not connected', { code: 'ENOTCONN' })],
		['an answer that is no JSON', caused('Expected JSON response', { code: 'ESTATUS' })],
		['nothing', undefined],
		['a text', 'boom'],
	])('but not for %s', (_, thrown) => {
		expect(hasNoAccess(thrown)).toBe(false);
	});

	test('and a circle of causes is not followed forever', () => {
		const error = new Error('x');
		error.cause = error;
		expect(hasNoAccess(error)).toBe(false);
	});
});
