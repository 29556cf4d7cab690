import type { Fault } from '../../sandbox';
import { at, whole, type Expectation, type Failure, type Row, type Table } from '../row';
import { IN_CONTENT, type Place } from '../scene/places';
import {
	ANY_READ,
	commentsRead,
	contentRead,
	pageRead,
	rollupRead,
	toggleRead,
} from '../scene/reads';
import type { Scene } from '../scene/scene';
import { all, spoilNotion } from '../scene/spoil';

/** The reads that a page takes, and what is not found when one of them fails. */
export const READS: ReadonlyArray<{
	words: string;
	url: (scene: Scene) => RegExp;
	lost: Partial<Record<Place, 'missing'>> | 'all';
}> = [
	{ words: 'the page', url: pageRead, lost: 'all' },
	{ words: 'the content of the page', url: contentRead, lost: lose(IN_CONTENT) },
	{ words: 'the content of a toggle', url: toggleRead, lost: lose(['block', 'embed']) },
	{ words: 'a long rollup', url: rollupRead, lost: lose(['rollup']) },
	{ words: 'the comments on the page', url: commentsRead, lost: lose(['comment']) },
];

function lose(places: readonly Place[]): Partial<Record<Place, 'missing'>> {
	return at(places, 'missing') as Partial<Record<Place, 'missing'>>;
}

const error = (status: number, code: string, more: Partial<Fault> = {}): Fault =>
	({ type: 'notionError', status, code, message: `This is ${code}.`, ...more }) as Fault;

const HOTEL: Fault = {
	type: 'status',
	status: 200,
	headers: { 'content-type': 'text/html' },
	body: '<html><title>Welcome to the hotel network</title></html>',
};

// Which answers are temporary and which are final is listed in test/unit/notion/answer.test.ts.

/** Faults that are over when the read is retried, one of each kind. */
const PASSING: ReadonlyArray<{ words: string; fault: Fault }> = [
	{ words: 'answers 500 internal_server_error', fault: error(500, 'internal_server_error') },
	{ words: 'answers 409 conflict_error', fault: error(409, 'conflict_error') },
	{
		words: 'answers 400 “Retry with exponential backoff”',
		fault: error(400, 'validation_error', {
			message: 'Something went wrong. Retry with exponential backoff.',
		}),
	},
	{ words: 'answers 520 (Cloudflare)', fault: { type: 'status', status: 520, body: '<html>' } },
	{
		words: 'resets the connection before the response headers',
		fault: { type: 'reset', at: 'headers' },
	},
	{
		words: 'resets the connection in the middle of a response',
		fault: { type: 'reset', at: 'middle' },
	},
	{
		words: 'closes the connection in the middle of a response',
		fault: { type: 'truncate', at: 'middle' },
	},
	{ words: 'cuts its JSON in half', fault: { type: 'truncatedJson' } },
	{ words: 'answers 200 with a proxy’s web page', fault: HOTEL },
	{ words: 'answers 200 with an empty body', fault: { type: 'status', status: 200 } },
];

/** One from Notion, one of the connection, one that is not an answer of Notion's. */
const LASTING = PASSING.filter(({ words }) =>
	/^(answers 500|resets .* head|.* proxy$)/.test(words),
);

const passing: readonly Row[] = [
	...PASSING.map(({ words, fault }) => ({
		name: `Notion ${words}, three times for every read`,
		provoke: all(...READS.map(({ url }) => spoilNotion(fault, url, 3))),
		expect: whole,
	})),
	{
		name: 'Notion answers 504 to every request for more than 25 entries of a list',
		provoke: ({ sandbox }) =>
			void sandbox.faults.add({
				on: { server: 'api', moreThan: 25 },
				times: 'forever',
				fault: error(504, 'gateway_timeout'),
			}),
		expect: whole,
		counts: [{ server: 'api', url: contentRead, exactly: 3 }],
	},
	...LASTING.map(({ words, fault }) => ({
		name: `Notion ${words}, every time`,
		provoke: spoilNotion(fault, ANY_READ, 'forever'),
		expect: { files: 'missing', also: [{ code: 'notionUnavailable' }] } as const,
		counts: [{ server: 'api', url: pageRead, atLeast: 2, atMost: 6 } as const],
	})),
];

/** One read fails for good: the rest of the page still arrives. */
const partly: readonly Row[] = READS.map(({ words, url, lost }) => ({
	name: `Notion answers 500 to every request for ${words}`,
	provoke: spoilNotion(error(500, 'internal_server_error'), url, 'forever'),
	expect: {
		files: lost === 'all' ? 'missing' : 'whole',
		at: lost === 'all' ? {} : lost,
		also: [{ code: 'notionUnavailable', httpStatus: 500 }],
	},
}));

/** Answers that mean no. `asked` is how many times they are sent at most, if more than once. */
const FINAL: ReadonlyArray<{
	words: string;
	fault: Fault;
	failure: Failure;
	asked?: number;
}> = [
	{
		words: 'answers 401 unauthorized',
		fault: error(401, 'unauthorized'),
		failure: { code: 'unauthorized', httpStatus: 401 },
		asked: 2,
	},
	{
		words: 'answers 403 restricted_resource',
		fault: error(403, 'restricted_resource'),
		failure: { code: 'missingCapability', httpStatus: 403 },
	},
	{
		words: 'answers 404 object_not_found',
		fault: error(404, 'object_not_found'),
		failure: { code: 'notShared', httpStatus: 404 },
	},
	{
		words: 'answers 400 validation_error',
		fault: error(400, 'validation_error'),
		failure: { code: 'refusedByNotion', httpStatus: 400 },
	},
	{
		words: 'is behind Cloudflare, which blocks the request with a web page (403)',
		fault: { type: 'cloudflare403' },
		failure: { code: 'notionUnavailable', httpStatus: 403 },
	},
	{
		words: 'has blocked the connection (429 public_api_request_blocked)',
		fault: error(429, 'rate_limited', {
			additionalData: { rate_limit_reason: 'public_api_request_blocked' },
			retryAfter: 1,
		}),
		failure: { code: 'rateLimited', httpStatus: 429, says: /blocked/ },
	},
	{
		words: 'asks to wait an hour (429, Retry-After: 3600)',
		fault: error(429, 'rate_limited', { retryAfter: 3600 }),
		failure: { code: 'rateLimited', httpStatus: 429, says: /60 minutes/ },
	},
	{
		words: 'redirects to another host (302)',
		fault: { type: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/v1' } },
		failure: { code: 'refusedByNotion', httpStatus: 302 },
	},
];

const final: readonly Row[] = FINAL.map(({ words, fault, failure, asked = 1 }) => ({
	name: `Notion ${words}, which is not retried`,
	provoke: spoilNotion(fault, pageRead, 'forever'),
	expect: { files: 'missing', also: [failure] },
	counts: [{ server: 'api', url: pageRead, atMost: asked }],
}));

/** What is skipped with a hint: a part that is not shared or is refused, comments that it is not allowed to read. */
function hintsFor({ code }: Failure, url: (scene: Scene) => RegExp): RegExp[] {
	if (code === 'notShared' && (url === toggleRead || url === commentsRead)) return [/not shared/];
	if (code === 'missingCapability' && url === commentsRead) return [/“Read comments”/];
	if (code === 'refusedByNotion' && url === toggleRead) return [/rejected the request for/];
	return [];
}

/** From the list above, those that are reported differently for a part of the page, and one that is not. */
const OF_PARTS = FINAL.filter(({ fault }) =>
	[403, 404, 400].some((status) => fault.type === 'notionError' && fault.status === status),
);

/** The same for a part of the page: the rest of it still arrives. */
const partlyFinal: readonly Row[] = READS.filter(({ lost }) => lost !== 'all').flatMap(
	({ words: read, url, lost }) =>
		OF_PARTS.map(({ words, fault, failure, asked = 1 }) => {
			const hints = hintsFor(failure, url);
			return {
				name: `Notion ${words} to requests for ${read}`,
				provoke: spoilNotion(fault, url, 'forever'),
				expect: {
					files: 'whole' as const,
					at: lost as Expectation['at'],
					also: hints.length > 0 ? [] : [failure],
				},
				hints,
				counts: [{ server: 'api', url, atMost: asked } as const],
			};
		}),
);

export const notion: Table = {
	title: 'Notion’s API',
	rows: [...passing, ...partly, ...final, ...partlyFinal],
};

export { error as notionError };
