import type { Fault } from '../../sandbox';
import { at, failing, whole, type Count, type Row, type Table } from '../row';
import { FEW, HOSTED } from '../scene/places';
import { all, spoil, spoilHosted, spoilIn, type Times } from '../scene/spoil';

// Which statuses are temporary and which are final is listed in test/unit/download/obstacles.test.ts.

const SCENE = { places: FEW };

/** A moment later, the host may answer: a limit, a temporary fault of the server, a network in front of it. */
const PASSING = [429, 503, 522];

function status(code: number, headers?: Record<string, string>): Fault {
	return { type: 'status', status: code, headers, body: 'Something is wrong' };
}

/** With `n` requests for every file. */
function each(n: number): Count[] {
	return [
		{ server: 'storage', exactly: (FEW.length - 1) * n },
		{ server: 'external', exactly: n },
	];
}

const passing: readonly Row[] = [
	...PASSING.map((code) => ({
		name: `The host answers ${code}, three times`,
		scene: SCENE,
		provoke: spoil(status(code), { times: 3 }),
		expect: whole,
		counts: each(4),
	})),
	{
		name: 'The host answers 503, every time',
		provoke: spoil(status(503), { times: 'forever' }),
		expect: failing('hostUnavailable', { httpStatus: 503 }),
		options: { retries: 2 },
		counts: [{ server: 'storage', exactly: HOSTED.length * 3 }],
	},
	{
		name: 'The host answers with a different status each time (500, 408, 425, 529)',
		scene: SCENE,
		provoke: (scene) =>
			[500, 408, 425, 529].forEach((code) => spoilIn(scene, status(code), { times: 1 })),
		expect: whole,
		counts: each(5),
	},
];

const final: readonly Row[] = [
	{
		name: 'The host asks for a login (401), which is not retried',
		scene: SCENE,
		provoke: spoil(status(401), { times: 'forever' }),
		expect: failing('fileRefused', { httpStatus: 401 }),
		counts: each(1),
	},
	{
		name: 'The host no longer has the file (404), which is not retried',
		scene: SCENE,
		provoke: spoil(status(404), { times: 'forever' }),
		expect: failing('fileGone', { httpStatus: 404 }),
		counts: each(1),
	},
];

/** The longest time that the node waits by itself. */
const LONGEST_BACKOFF_MS = 30_000;

/** Refusals that say how long to wait, created when the row runs, so that a date is one of that time. */
function comeBack(code: number, when: () => string, times: Times = 1): Row['provoke'] {
	return (scene) => spoil(status(code, { 'retry-after': when() }), { times })(scene);
}

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();

/** A date is in real time, some of which has passed when the node reads it. */
const ABOUT_FOUR_MINUTES = { moreThan: LONGEST_BACKOFF_MS, atMost: 240_000 };

const retryAfter: readonly Row[] = [
	...[429, 503].map((code) => ({
		name: `The host answers ${code} and asks to wait two minutes`,
		scene: SCENE,
		provoke: comeBack(code, () => '120'),
		expect: whole,
		counts: each(2),
		longestWait: 120_000,
	})),
	{
		name: 'The host answers 503 and asks to wait until a date four minutes ahead',
		scene: SCENE,
		provoke: comeBack(503, () => inSeconds(240)),
		expect: whole,
		counts: each(2),
		longestWait: ABOUT_FOUR_MINUTES,
	},
	{
		name: 'The host answers 503 and asks to wait an hour',
		scene: SCENE,
		provoke: comeBack(503, () => '3600', 'forever'),
		expect: failing('hostUnavailable', { httpStatus: 503 }),
		counts: each(1),
		longestWait: 0,
	},
	{
		name: 'The host answers 429 and asks to wait until tomorrow, as a date',
		scene: SCENE,
		provoke: comeBack(429, () => inSeconds(86_400), 'forever'),
		expect: failing('hostUnavailable', { httpStatus: 429 }),
		counts: each(1),
		longestWait: 0,
	},
];

const oddTimes: readonly Row[] = [
	{
		name: 'The host asks to retry immediately, three times',
		scene: SCENE,
		provoke: comeBack(503, () => '0', 3),
		expect: whole,
		counts: each(4),
	},
	{
		name: 'The host asks to wait until a date in the past',
		scene: SCENE,
		provoke: comeBack(503, () => inSeconds(-3600)),
		expect: whole,
	},
	{
		name: 'The host asks to wait until an unreadable date',
		scene: SCENE,
		provoke: comeBack(503, () => 'soon'),
		expect: whole,
	},
	{
		name: 'Notion’s storage is still preparing the file (202), and asks to wait two minutes',
		scene: SCENE,
		provoke: spoilHosted(status(202, { 'retry-after': '120' })),
		expect: whole,
		longestWait: 120_000,
	},
];

const s3: readonly Row[] = [
	{
		name: 'Notion’s storage is still preparing the file (202, empty), three times',
		provoke: spoilHosted({ type: 'empty202' }, { times: 3 }),
		expect: whole,
	},
	{
		name: 'Notion’s storage is still preparing the file (202, empty), every time',
		provoke: spoilHosted({ type: 'empty202' }, { times: 'forever' }),
		expect: { files: 'whole', at: at(HOSTED, { code: 'hostUnavailable', httpStatus: 202 }) },
		options: { retries: 2 },
	},
	{
		name: 'Another site answers 202 with an empty body',
		scene: SCENE,
		provoke: spoil({ type: 'empty202' }, { times: 'forever', places: ['external'] }),
		expect: { files: 'whole', at: { external: { code: 'hostUnavailable', httpStatus: 202 } } },
		options: { retries: 2 },
	},
	{
		name: 'Notion’s storage asks to slow down (503 SlowDown)',
		scene: SCENE,
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
	...[204, 206, 304].map((code) => ({
		name: `The host answers ${code} to a request for the whole file`,
		scene: SCENE,
		provoke: spoil({ type: 'status' as const, status: code }, { times: 'forever' as const }),
		expect: failing('fileRefused', { httpStatus: code }),
		counts: each(1),
	})),
];

const onTheWay: readonly Row[] = [
	{
		name: 'The connection is reset during a download, and the host answers 500 to the request for the rest, twice',
		provoke: all(spoil({ type: 'reset', at: 'middle' }), spoil(status(500), { times: 2 })),
		expect: whole,
		counts: [
			{ server: 'storage', range: false, exactly: HOSTED.length },
			{ server: 'external', range: false, exactly: 1 },
		],
	},
];

export const statuses: Table = {
	title: 'Responses from file hosts other than the file',
	rows: [...passing, ...final, ...retryAfter, ...oddTimes, ...s3, ...onTheWay],
};
