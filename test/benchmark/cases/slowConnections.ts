import { type Speed } from '../../sandbox/http/pacer';
import { type Case, type Target } from '../case';
import { aria2c, curl } from '../contenders/command';
import { ours } from '../contenders/inNode';
import { requestsOf, timesOf } from '../report/targets';
import { AT_ONCE, NATIVE } from './reasons';
import { pageOfFiles } from './scenes';

const MIB = 1024 * 1024;
const MB = 1_000_000;

const OURS = 'our node';
const SINGLE = 'our node, one connection';
const ARIA2C = 'aria2c, 8 connections';

/** The far server of the real network: a round trip of 50 ms, so slow beginnings. */
const FAR_MS = 50;

interface Held {
	key: string;
	title: string;
	/** Default: 256. */
	mebibytes?: number;
	to?: Speed;
	targets: Target[];
	onRequest?: true;
}

/** One large file where a connection is the bottleneck, and where it is not. */
export const slowConnections: Case[] = [
	heldCase({
		key: 'c-20',
		title: 'One file of 128 MiB, each connection held to 20 MB/s',
		mebibytes: 128,
		to: { bytesPerSecond: 20 * MB, of: 'each' },
		targets: [
			timesOf('at least 3.5 times faster than one connection', [SINGLE, OURS], { atLeast: 3.5 }),
		],
	}),
	heldCase({
		key: 'c-20-far',
		title: 'The same, 50 ms away',
		mebibytes: 128,
		to: { bytesPerSecond: 20 * MB, of: 'each', roundTripMs: FAR_MS },
		targets: [],
	}),
	heldCase({
		key: 'c-50',
		title: 'One file of 256 MiB, each connection held to 50 MB/s',
		to: { bytesPerSecond: 50 * MB, of: 'each' },
		targets: [],
		onRequest: true,
	}),
	heldCase({
		key: 'c-50-far',
		title: 'The same, 50 ms away',
		to: { bytesPerSecond: 50 * MB, of: 'each', roundTripMs: FAR_MS },
		targets: [],
		onRequest: true,
	}),
	heldCase({
		key: 'c-100',
		title: 'The same file, each connection held to 100 MB/s',
		to: { bytesPerSecond: 100 * MB, of: 'each' },
		targets: [],
		onRequest: true,
	}),
	heldCase({
		key: 'c-100-far',
		title: 'The same, 50 ms away',
		to: { bytesPerSecond: 100 * MB, of: 'each', roundTripMs: FAR_MS },
		targets: [],
		onRequest: true,
	}),
	heldCase({
		key: 'c-line',
		title: 'One file of 128 MiB over a line of 20 MB/s that all connections share, 50 ms away',
		mebibytes: 128,
		to: { bytesPerSecond: 20 * MB, of: 'all', roundTripMs: FAR_MS },
		targets: [timesOf('parts cost nothing', [OURS, SINGLE], { atMost: 1.1 })],
	}),
	heldCase({
		key: 'c-free',
		title: 'One file of 256 MiB, nothing held',
		targets: [
			timesOf('parts cost nothing', [OURS, SINGLE], { atMost: 1.1 }),
			requestsOf('no parts where they do not pay', OURS, 5),
		],
	}),
];

function heldCase({ key, title, mebibytes = 256, to, targets, onRequest }: Held): Case {
	const parameters = { operation: 'getPageFiles' };
	return {
		key,
		title,
		targets,
		onRequest,
		build(sandbox) {
			if (to) {
				const fault = { type: 'held', to } as const;
				sandbox.faults.add({ on: { server: 'storage' }, times: 'forever', fault });
			}
			return pageOfFiles(sandbox, { count: 1, bytes: mebibytes * MIB, in: 'blocks' });
		},
		contenders: [
			ours(OURS, parameters),
			ours(SINGLE, { ...parameters, options: { downloadsAtOnce: 1 } }),
			curl('curl', 1),
			aria2c(ARIA2C, { connections: 8 }),
		],
		lessBecause: { curl: NATIVE, [ARIA2C]: to?.of === 'each' ? AT_ONCE : NATIVE },
	};
}
