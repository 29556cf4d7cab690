import type { Fault } from '../../sandbox';
import { whole, type Row, type Table } from '../row';
import { ANY_READ, pageRead } from '../scene/reads';
import { spoilNotion } from '../scene/spoil';
import { notionError } from './notion';

const limited = (headers: Record<string, string> = {}): Fault => ({
	type: 'status',
	status: 429,
	headers: { 'content-type': 'application/json', ...headers },
	body: JSON.stringify({ object: 'error', status: 429, code: 'rate_limited', message: 'Slow.' }),
});

const REFUSED = { server: 'api', status: 429 } as const;

const seconds = (count: number): string => new Date(Date.now() + count * 1000).toUTCString();

const rows: readonly Row[] = [
	{
		name: 'The limit is reached once: all requests wait for as long as Notion says',
		provoke: spoilNotion(notionError(429, 'rate_limited', { retryAfter: 120 }), ANY_READ),
		expect: whole,
		longestWait: 120_000,
	},
	{
		name: 'The limit is reached once, and Notion says until which date to wait',
		provoke: (scene) => spoilNotion(limited({ 'retry-after': seconds(240) }), ANY_READ)(scene),
		expect: whole,
		// Some of it has passed when the node reads it; by itself, it waits 30 s at most.
		longestWait: { moreThan: 30_000, atMost: 240_000 },
	},
	{
		name: 'The limit is reached three times, and Notion does not say how long to wait',
		provoke: spoilNotion(limited(), ANY_READ, 3),
		expect: whole,
	},
	{
		name: 'The time to wait is only in the body',
		provoke: spoilNotion(
			notionError(429, 'rate_limited', { additionalData: { retry_after: '120' } }),
			ANY_READ,
		),
		expect: whole,
		longestWait: 120_000,
	},
	{
		name: 'The limit is three requests a minute: no request is wasted',
		provoke: ({ sandbox }) => {
			sandbox.settings.rateLimit = { requests: 3, windowMs: 60_000 };
		},
		expect: whole,
		counts: [{ ...REFUSED, atLeast: 1, atMost: 8 }],
		longestWait: { moreThan: 30_000, atMost: 60_000 },
	},
	{
		name: 'Other tools use up the limit every time',
		provoke: spoilNotion(notionError(429, 'rate_limited', { retryAfter: 0 }), pageRead, 'forever'),
		expect: { files: 'missing', also: [{ code: 'rateLimited', httpStatus: 429 }] },
		counts: [{ ...REFUSED, atLeast: 2, atMost: 20 }],
	},
	{
		name: 'Notion is overloaded three times (529)',
		provoke: spoilNotion(notionError(529, 'service_overload', { retryAfter: 0 }), ANY_READ, 3),
		expect: whole,
	},
	{
		name: 'Notion is overloaded every time (529)',
		provoke: spoilNotion(
			notionError(529, 'service_overload', { retryAfter: 0 }),
			pageRead,
			'forever',
		),
		expect: { files: 'missing', also: [{ code: 'rateLimited', httpStatus: 529 }] },
	},
];

export const limitsOfNotion: Table = { title: 'Notion’s request limit', rows };
