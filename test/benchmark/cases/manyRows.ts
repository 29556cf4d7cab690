import { type Case } from '../case';
import { curl } from '../contenders/command';
import { inNode, ours } from '../contenders/inNode';
import { builtInNode } from '../contenders/n8n';
import { cpuBeside, cpuOf } from '../report/targets';
import { NATIVE, PART } from './reasons';
import { databaseOfFiles } from './scenes';

const OURS = 'our node';
const CURL = 'curl, 16 at once';
const STORE = 'n8n’s store alone, 16 at once';

/** Where what is done for each file costs more than its bytes. */
export const manyRows: Case[] = [
	{
		key: 'e',
		title: '3,000 files of 4 KiB in a files property of 1,000 rows',
		build: (sandbox) => databaseOfFiles(sandbox, { rows: 1000, filesInRow: 3, bytes: 4096 }),
		contenders: [
			ours(OURS, { operation: 'getDatabaseFiles', include: ['properties'] }),
			builtInNode('n8n’s Notion node', 'allRows'),
			curl(CURL, 16),
			inNode(STORE, 'n8nStore', {}),
		],
		lessBecause: { [CURL]: NATIVE, [STORE]: PART },
		targets: [
			cpuOf('CPU under twice curl’s', [OURS, CURL], { atMost: 2 }),
			cpuBeside('the same without n8n’s store', [OURS, CURL], STORE, 2),
		],
	},
];
