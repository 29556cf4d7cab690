import { type Case } from '../case';
import { aria2c, curl } from '../contenders/command';
import { ours } from '../contenders/inNode';
import { cpuOf, timesOf } from '../report/targets';
import { pageOfFiles } from './scenes';

const KIB = 1024;

const OURS = 'our node';
const CURL = 'curl, 8 at once';

/** Where the way to the file takes longer than the file. */
export const manyFiles: Case[] = [
	{
		key: 'a-blocks',
		title: '200 files of 256 KiB in blocks, 50 ms to the first byte',
		build(sandbox) {
			sandbox.settings.latency.storage = 50;
			return pageOfFiles(sandbox, { count: 200, bytes: 256 * KIB, in: 'blocks' });
		},
		contenders: [
			ours(OURS, { operation: 'getPageFiles' }),
			ours('our node, 50 at once', {
				operation: 'getPageFiles',
				options: { downloadsAtOnce: 50 },
			}),
			curl(CURL, 8),
			curl('curl, 50 at once', 50),
			aria2c('aria2c, 8 at once', { atOnce: 8 }),
		],
		targets: [
			timesOf('within 1.3 of curl', [OURS, CURL], { atMost: 1.3 }),
			cpuOf('CPU under twice curl’s', [OURS, CURL], { atMost: 2 }),
		],
	},
];
