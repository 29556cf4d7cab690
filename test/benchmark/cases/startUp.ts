import { join, resolve } from 'node:path';
import { type Case, type Contender } from '../case';
import { installedModules, needsN8n } from '../contenders/n8n';
import { inNode } from '../contenders/inNode';
import { type LoadTask } from '../measured/loading';
import { memoryOf, msOf } from '../report/targets';
import { pageOfBranches } from './scenes';

const OURS = 'our node and its credential';
const BUILT_IN = 'n8n’s Notion node and its credential';

/** What everybody pays who has the node installed, whether he uses it or not. */
export const startUp: Case[] = [
	{
		key: 'g',
		isInstalled: true,
		title: 'Loading the node into a process that has loaded n8n-workflow',
		build: (sandbox) => ({ ...pageOfBranches(sandbox, 0, (bottom) => bottom) }),
		contenders: [
			ourBuild(OURS, process.cwd()),
			n8nNode(BUILT_IN, ['nodes/Notion/Notion.node.js', 'credentials/NotionApi.credentials.js']),
			n8nNode('n8n’s HTTP Request node', ['nodes/HttpRequest/HttpRequest.node.js']),
		],
		lessBecause: {
			[BUILT_IN]:
				'Our node is some 200 small modules, and finding a file takes Node longer than reading it. One bundle would be faster, and harder to read; n8n loads it once.',
		},
		targets: [msOf('loaded in 50 ms', OURS, 50), memoryOf('less than 10 MB', OURS, 10)],
	},
];

function ourBuild(name: string, folder: string): Contender {
	const files = [
		'nodes/NotionFiles/NotionFiles.node.js',
		'credentials/NotionFilesApi.credentials.js',
	];
	return {
		...inNode(name, 'loading', {
			modules: resolve('node_modules'),
			files: files.map((file) => join(folder, 'dist', file)),
		} satisfies LoadTask),
		from: (other, otherName) => ourBuild(otherName, other),
	};
}

function n8nNode(name: string, files: string[]): Contender {
	const modules = installedModules() ?? '';
	const base = join(modules, 'n8n-nodes-base/dist');
	const task: LoadTask = { modules, files: files.map((file) => join(base, file)) };
	return needsN8n(inNode(name, 'loading', task));
}
