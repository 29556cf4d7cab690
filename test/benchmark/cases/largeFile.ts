import { type Case } from '../case';
import { curl } from '../contenders/command';
import { ours } from '../contenders/inNode';
import { builtInNode } from '../contenders/n8n';
import { memoryOf, timesOf } from '../report/targets';
import { NATIVE_AND_UNVERIFIED } from './reasons';
import { pageOfFiles } from './scenes';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

const OURS = 'our node';
const CURL = 'curl';
const CURL_16 = 'curl, 16 at once';

const oneFile: Omit<Case, 'key' | 'title'> = {
	build: (sandbox) => pageOfFiles(sandbox, { count: 1, bytes: 1.5 * GIB, in: 'property' }),
	contenders: [
		ours(OURS, { operation: 'getPropertyFiles' }),
		builtInNode('n8n’s Notion node', 'page'),
		curl(CURL, 1),
	],
	lessBecause: { [CURL]: NATIVE_AND_UNVERIFIED },
	targets: [
		timesOf('within 1.15 of curl', [OURS, CURL], { atMost: 1.15 }),
		memoryOf('memory grows by less than 64 MB', OURS, 64),
	],
};

/** What does not fit into memory must not be there. */
export const largeFile: Case[] = [
	{
		...oneFile,
		key: 'b',
		title: 'One file of 1.5 GiB, as Notion’s storage sends it',
	},
	{
		...oneFile,
		key: 'b-plain',
		title: 'The same without TLS',
		overHttp: true,
	},
	{
		// What helps a single one can harm many: they are in memory at the same time.
		key: 'b-many',
		title: '32 files of 32 MiB',
		build: (sandbox) => pageOfFiles(sandbox, { count: 32, bytes: 32 * MIB, in: 'property' }),
		contenders: [ours(OURS, { operation: 'getPropertyFiles' }), curl(CURL_16, 16)],
		lessBecause: { [CURL_16]: NATIVE_AND_UNVERIFIED },
		targets: [],
	},
];
