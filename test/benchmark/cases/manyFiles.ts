import { type Case, type Contender } from '../case';
import { aria2c, curl } from '../contenders/command';
import { ours } from '../contenders/inNode';
import { builtInNode, chainOfNodes } from '../contenders/n8n';
import { timesOf } from '../report/targets';
import { NATIVE } from './reasons';
import { pageOfFiles, type Files } from './scenes';

const OURS = 'our node';
const BUILT_IN = 'n8n’s Notion node';
const CHAIN = 'HTTP Request → Split Out → HTTP Request';
/** As many as our node by default. */
const AT_ONCE = 16;

const CURL = `curl, ${AT_ONCE} at once`;
const CURL_50 = 'curl, 50 at once';
const ARIA2C = `aria2c, ${AT_ONCE} at once`;

/** Where the way to the file takes longer than the file. */
export const manyFiles: Case[] = [
	{
		...filesIn('property', 'getPropertyFiles', builtInNode(BUILT_IN, 'page')),
		key: 'a-property',
		title: '200 files of 256 KiB in a files property, 50 ms to the first byte',
		targets: [
			timesOf('at least 8 times faster than n8n’s Notion node', [BUILT_IN, OURS], { atLeast: 8 }),
			timesOf('within 1.3 of curl', [OURS, CURL], { atMost: 1.3 }),
		],
	},
	{
		...filesIn('blocks', 'getPageFiles', chainOfNodes(CHAIN)),
		key: 'a-blocks',
		title: '200 files of 256 KiB in blocks, 50 ms to the first byte',
		targets: [timesOf('within 1.3 of curl', [OURS, CURL], { atMost: 1.3 })],
	},
];

function filesIn(
	place: Files['in'],
	operation: string,
	rival: Contender,
): Pick<Case, 'build' | 'contenders' | 'lessBecause'> {
	return {
		build(sandbox) {
			sandbox.settings.latency.storage = 50;
			return pageOfFiles(sandbox, { count: 200, bytes: 256 * 1024, in: place });
		},
		lessBecause: {
			[CURL]: NATIVE,
			[CURL_50]: NATIVE,
			[ARIA2C]: NATIVE,
		},
		contenders: [
			ours(OURS, { operation }),
			ours('our node, 50 at once', { operation, options: { downloadsAtOnce: 50 } }),
			rival,
			curl(CURL, AT_ONCE),
			curl(CURL_50, 50),
			aria2c(ARIA2C, { atOnce: AT_ONCE }),
		],
	};
}
