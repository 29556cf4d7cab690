import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { cacheFolder } from '../../e2e/n8n/places';
import { type Contender } from '../case';
import { type N8nTask } from '../measured/n8nNodes';
import { inNode } from './inNode';

const [PAGE_ID, DATA_SOURCE_ID] = ['ID OF THE PAGE', 'ID OF THE DATA SOURCE'];

const NOT_INSTALLED = 'n8n is not installed: `npm run test:e2e` installs it';

/** n8n's own Notion node, which downloads the files in properties: of a page, or of all rows. */
export function builtInNode(name: string, of: 'page' | 'allRows'): Contender {
	const what: INodeParameters =
		of === 'page'
			? { operation: 'get', pageId: byId(PAGE_ID) }
			: { operation: 'getAll', dataSourceId: byId(DATA_SOURCE_ID), returnAll: true };
	return workflow(name, [
		node('Notion', 'notion', 3, {
			resource: 'databasePage',
			...what,
			simple: false,
			options: { downloadFiles: true },
		}),
	]);
}

function byId(value: string): INodeParameters {
	return { __rl: true, mode: 'id', value };
}

/** What people build to get the files in a page's content: the blocks, one item for each, its file. */
export function chainOfNodes(name: string): Contender {
	// Asked for before the first answer, too.
	const cursor =
		'{{ ($response.body?.next_cursor ?? "") && `&start_cursor=${$response.body.next_cursor}` }}';
	const url = `https://api.notion.com/v1/blocks/${PAGE_ID}/children?page_size=100`;
	return workflow(name, [
		node('Blocks', 'httpRequest', 4.2, {
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'notionApi',
			sendHeaders: true,
			headerParameters: { parameters: [{ name: 'Notion-Version', value: '2026-03-11' }] },
			options: {
				pagination: {
					pagination: {
						paginationMode: 'responseContainsNextURL',
						nextURL: `=${url}${cursor}`,
						paginationCompleteWhen: 'other',
						completeExpression: '={{ !$response.body.has_more }}',
					},
				},
			},
		}),
		node('Split Out', 'splitOut', 1, { fieldToSplitOut: 'results' }),
		node('Download', 'httpRequest', 4.2, {
			url: '={{ $json.file.file.url }}',
			options: { response: { response: { responseFormat: 'file' } } },
		}),
	]);
}

function workflow(name: string, nodes: INode[]): Contender {
	const links = nodes.slice(1).map((to, index) => {
		const main = [[{ node: to.name, type: 'main' as const, index: 0 }]];
		return [nodes[index]?.name ?? '', { main }] as const;
	});
	const task: N8nTask = {
		modules: installedModules() ?? '',
		workflow: { nodes, connections: Object.fromEntries(links) },
		placeholders: { page: PAGE_ID, dataSource: DATA_SOURCE_ID },
	};
	return needsN8n(inNode(name, 'n8nNodes', task));
}

function node(name: string, type: string, typeVersion: number, parameters: INodeParameters): INode {
	return {
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0],
		parameters,
		credentials: { notionApi: { id: '1', name: 'Notion' } },
	};
}

export function needsN8n(contender: Contender): Contender {
	const missing = async () => (installedModules() === undefined ? NOT_INSTALLED : undefined);
	return { ...contender, missing };
}

/** The packages of the n8n that the tests in the real n8n have installed. */
export function installedModules(): string | undefined {
	const cache = cacheFolder();
	return (existsSync(cache) ? readdirSync(cache) : [])
		.filter((folder) => /^server-[0-9a-f]+-node\d+$/.test(folder))
		.map((folder) => join(cache, folder, 'node_modules'))
		.find((modules) => existsSync(join(modules, 'n8n-nodes-base/package.json')));
}
