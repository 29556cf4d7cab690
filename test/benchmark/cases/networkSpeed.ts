import { type Case } from '../case';
import { curl } from '../contenders/command';
import { ours } from '../contenders/inNode';
import { builtInNode } from '../contenders/n8n';
import { cpuOf, timesOf } from '../report/targets';
import { NATIVE } from './reasons';
import { pageOfFiles } from './scenes';

const MIB = 1024 * 1024;
const MB = 1_000_000;

const OURS = 'our node';
const SINGLE = 'our node, one connection';
const BUILT_IN = 'n8n’s Notion node';

/** Where the network is the bottleneck, as it is for those who use the node: what is left of the CPU counts. */
export const networkSpeed: Case[] = [atSpeed(30, 96), atSpeed(100, 320)];

/** All connections share the line, so parts bring nothing. */
function atSpeed(megabytesPerSecond: number, size: number): Case {
	const parameters = { operation: 'getPropertyFiles' };
	return {
		key: `cpu-${megabytesPerSecond}`,
		title: `One file of ${size} MiB over a line of ${megabytesPerSecond} MB/s`,
		cpuPerGb: true,
		build(sandbox) {
			const to = { bytesPerSecond: megabytesPerSecond * MB, of: 'all' } as const;
			const fault = { type: 'held', to } as const;
			sandbox.faults.add({ on: { server: 'storage' }, times: 'forever', fault });
			return pageOfFiles(sandbox, { count: 1, bytes: size * MIB, in: 'property' });
		},
		contenders: [
			ours(OURS, parameters),
			ours(SINGLE, { ...parameters, options: { downloadsAtOnce: 1 } }),
			builtInNode(BUILT_IN, 'page'),
			curl('curl', 1),
		],
		lessBecause: { curl: NATIVE },
		targets: [
			timesOf('parts cost nothing', [OURS, SINGLE], { atMost: 1.1 }),
			cpuOf('less CPU than n8n’s Notion node', [OURS, BUILT_IN], { atMost: 1 }),
		],
	};
}
