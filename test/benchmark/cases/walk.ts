import { block } from '../../sandbox';
import { type Case, type Contender } from '../case';
import { inNode, ours } from '../contenders/inNode';
import { type ClientTask } from '../measured/notionClient';
import { boundOf, requestsOf, timesOf } from '../report/targets';
import { CLIENT_ALONE } from './reasons';
import { pageOfBranches, pageOfTables } from './scenes';

const OURS = 'our node';
const CLIENT = '@notionhq/client, recursive';
/** Without any bound: nothing is faster that asks for each level of blocks. */
const UNBOUND = '@notionhq/client, all branches at once';

const LATENCY_MS = 150;

const WINDOW = { requests: 180, windowMs: 60_000 };

/** 400 requests in windows of 180: the last 40 wait for two of them to pass. */
const WINDOWS_AT_LEAST_MS = 2 * WINDOW.windowMs;

const linksOnly = { operation: 'getPageFiles', output: 'links' };

/** Notion's answers, without the bytes of any file. */
export const walk: Case[] = [
	{
		key: 'd',
		title: '75 toggles in toggles, a file at the bottom of each: 152 requests of 150 ms',
		build(sandbox) {
			sandbox.settings.latency.api = LATENCY_MS;
			return pageOfBranches(sandbox, 75, (bottom) =>
				block.toggle('', [block.toggle('', [bottom])]),
			);
		},
		contenders: [ours(OURS, linksOnly), client(CLIENT, 'inTurn'), client(UNBOUND, 'atOnce')],
		lessBecause: { [UNBOUND]: CLIENT_ALONE },
		targets: [
			timesOf('within 1.2 of Notion’s client with all branches at once', [OURS, UNBOUND], {
				atMost: 1.2,
			}),
			requestsOf('not a request more than the page needs', OURS, 152),
			timesOf('faster than Notion’s client', [CLIENT, OURS], { atLeast: 1 }),
		],
	},
	{
		key: 'd-tables',
		title: 'A page with 40 tables, 5 unsupported blocks and a file, 150 ms for each request',
		build(sandbox) {
			sandbox.settings.latency.api = LATENCY_MS;
			return pageOfTables(sandbox, { tables: 40, unsupported: 5 });
		},
		contenders: [
			ours(OURS, linksOnly),
			client(CLIENT, 'inTurn'),
			client('@notionhq/client, all branches at once', 'atOnce'),
		],
		// The page and its content.
		targets: [requestsOf('not a request more than the page needs', OURS, 2)],
	},
	{
		key: 'f',
		title: '395 toggles with a file each: 400 requests under a limit of 180 a minute',
		onRequest: true,
		build(sandbox) {
			sandbox.settings.rateLimit = WINDOW;
			return pageOfBranches(sandbox, 395, (bottom) => block.toggle('', [bottom]));
		},
		contenders: [ours(OURS, linksOnly), client(CLIENT, 'inTurn')],
		lessBecause: { [CLIENT]: CLIENT_ALONE },
		targets: [boundOf('within 1.05 of what the windows allow', OURS, WINDOWS_AT_LEAST_MS, 1.05)],
	},
];

function client(name: string, branches: ClientTask['branches']): Contender {
	return inNode(name, 'notionClient', { branches } satisfies ClientTask);
}
