import type { Fault } from '../../sandbox';
import { at, failing, whole, type Count, type Row, type Table } from '../row';
import { HOSTED } from '../scene/places';
import { all, spoil, spoilHosted, type Times } from '../scene/spoil';

const PASSING = [408, 425, 429, 500, 502, 503, 504, 507, 520, 522, 524, 529];

/** Answers that say the same the next time. */
const FINAL = [401, 402, 405, 406, 407, 415, 418, 451, 501, 505];

function status(code: number, headers?: Record<string, string>): Fault {
	return { type: 'status', status: code, headers, body: 'Something is wrong' };
}

/** With `n` requests for every file. */
function each(n: number): Count[] {
	return [
		{ server: 'storage', exactly: HOSTED.length * n },
		{ server: 'external', exactly: n },
	];
}

const passing: readonly Row[] = PASSING.flatMap((code) => [
	...([1, 3] as const).map((times) => ({
		name: `The host answers ${code}, ${times === 1 ? 'once' : 'three times'}`,
		provoke: spoil(status(code), { times }),
		expect: whole,
		counts: each(times + 1),
	})),
	{
		name: `The host answers ${code}, every time`,
		provoke: spoil(status(code), { times: 'forever' }),
		expect: failing('hostUnavailable', { httpStatus: code }),
		options: { retries: 2 },
		counts: each(3),
	},
]);

const final: readonly Row[] = FINAL.map((code) => ({
	name: `The host answers ${code}, which is asked once`,
	provoke: spoil(status(code), { times: 'forever' }),
	expect: failing('fileRefused', { httpStatus: code }),
	counts: each(1),
}));

const gone: readonly Row[] = [404, 410].map((code) => ({
	name: `The host answers ${code}, which is asked once`,
	provoke: spoil(status(code), { times: 'forever' }),
	expect: failing('fileGone', { httpStatus: code }),
	counts: each(1),
}));

/** Refusals that say when to come back, made when the row runs: a date is one of then. */
function comeBack(code: number, when: () => string, times: Times = 1): Row['provoke'] {
	return (scene) => spoil(status(code, { 'retry-after': when() }), { times })(scene);
}

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();

const retryAfter: readonly Row[] = [408, 425, 429, 500, 503, 529].flatMap((code) => [
	{
		name: `The host answers ${code} and asks to come back in a second`,
		provoke: comeBack(code, () => '1'),
		expect: whole,
		takes: { atLeast: 950, atMost: 20_000 },
	},
	{
		name: `The host answers ${code} and asks to come back at a date two seconds ahead`,
		provoke: comeBack(code, () => inSeconds(3)),
		expect: whole,
		takes: { atLeast: 1_500, atMost: 20_000 },
	},
	{
		name: `The host answers ${code} and asks to come back in an hour`,
		provoke: comeBack(code, () => '3600', 'forever'),
		expect: failing('hostUnavailable', { httpStatus: code }),
		counts: each(1),
		takes: { atLeast: 0, atMost: 20_000 },
	},
	{
		name: `The host answers ${code} and asks to come back tomorrow, as a date`,
		provoke: comeBack(code, () => inSeconds(86_400), 'forever'),
		expect: failing('hostUnavailable', { httpStatus: code }),
		counts: each(1),
		takes: { atLeast: 0, atMost: 20_000 },
	},
]);

const oddTimes: readonly Row[] = [
	{
		name: 'The host asks to come back at once, three times',
		provoke: comeBack(503, () => '0', 3),
		expect: whole,
		counts: each(4),
	},
	{
		name: 'The host asks to come back at a date that has passed',
		provoke: comeBack(503, () => inSeconds(-3600)),
		expect: whole,
	},
	{
		name: 'The host asks to come back at a time that nobody understands',
		provoke: comeBack(503, () => 'soon'),
		expect: whole,
	},
	{
		name: 'Notion’s storage is still preparing the file (202), and asks to come back in a second',
		provoke: spoilHosted(status(202, { 'retry-after': '1' })),
		expect: whole,
		takes: { atLeast: 950, atMost: 20_000 },
	},
];

const s3: readonly Row[] = [
	...([1, 3] as const).map((times) => ({
		name: `Notion’s storage is still preparing the file (202, empty), ${times === 1 ? 'once' : 'three times'}`,
		provoke: spoilHosted({ type: 'empty202' }, { times }),
		expect: whole,
	})),
	{
		name: 'Notion’s storage is still preparing the file (202, empty), every time',
		provoke: spoilHosted({ type: 'empty202' }, { times: 'forever' }),
		expect: { files: 'whole', at: at(HOSTED, { code: 'hostUnavailable', httpStatus: 202 }) },
		options: { retries: 2 },
	},
	{
		name: 'Another site answers 202 with nothing in it',
		provoke: spoil({ type: 'empty202' }, { times: 'forever', places: ['external'] }),
		expect: { files: 'whole', at: { external: { code: 'hostUnavailable', httpStatus: 202 } } },
		options: { retries: 2 },
	},
	{
		name: 'Notion’s storage asks to slow down (503 SlowDown)',
		provoke: spoilHosted(
			{
				type: 's3Error',
				status: 503,
				code: 'SlowDown',
				message: 'Please reduce your request rate.',
			},
			{ times: 2 },
		),
		expect: whole,
	},
	...[204, 205, 206, 304].map((code) => ({
		name: `The host answers ${code} to a request for the whole file`,
		provoke: spoil({ type: 'status' as const, status: code }, { times: 'forever' as const }),
		expect: failing('fileRefused', { httpStatus: code }),
		counts: each(1),
	})),
];

const onTheWay: readonly Row[] = [500, 429, 408].map((code) => ({
	name: `The connection is reset on the way, and the host answers ${code} to the request for the rest`,
	provoke: all(spoil({ type: 'reset', at: 'middle' }), spoil(status(code), { times: 2 })),
	expect: whole,
	counts: [
		{ server: 'storage', range: false, exactly: HOSTED.length },
		{ server: 'external', range: false, exactly: 1 },
	],
}));

export const statuses: Table = {
	title: 'Answers of file hosts other than the file',
	rows: [...passing, ...final, ...gone, ...retryAfter, ...oddTimes, ...s3, ...onTheWay],
};
