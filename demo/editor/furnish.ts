import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { readExample } from '../../test/e2e/examples';
import { PACKAGE_NAME, repository } from '../../test/e2e/n8n/places';
import type { RestClient, WorkflowJson } from '../../test/e2e/n8n/RestClient';
import { NOTION_FILES_API } from '../../test/e2e/notionFiles';
import type { Notion } from './notion';

/** The folder that the examples write to: that of n8n in Docker. */
const FILES_FOLDER = '/home/node/.n8n-files';

/**
 * Makes the credential and the example workflows, ready to be executed. What is there from an earlier
 * time stays as its user has left it, but for the credential: the sandbox has another port each time.
 *
 * @returns the names of all workflows
 */
export async function furnish(
	client: RestClient,
	notion: Notion,
	userFolder: string,
): Promise<string[]> {
	const { name, data } = notion.credential;
	const credential = await client.saveCredential(name, NOTION_FILES_API, data);
	const filesFolder = join(userFolder, '.n8n-files');
	mkdirSync(filesFolder, { recursive: true });
	const existing = (await client.workflows()).map((workflow) => workflow.name);
	const missing = examples().filter((example) => !existing.includes(example.name));
	for (const example of missing) {
		const nodes = example.nodes.map((node) => {
			return node.type.startsWith(`${PACKAGE_NAME}.`)
				? connected(node, credential, notion)
				: withFolder(node, filesFolder);
		});
		await client.createWorkflow({ ...example, nodes });
	}
	return [...existing, ...missing.map((example) => example.name)].sort();
}

function examples(): WorkflowJson[] {
	const files = readdirSync(join(repository, 'examples')).filter((file) => file.endsWith('.json'));
	return files.map(readExample);
}

function connected(node: INode, credential: { id: string; name: string }, { page }: Notion): INode {
	const { pageId } = node.parameters;
	const chosen =
		page === undefined || pageId === undefined || isExpression(pageId)
			? {}
			: {
					pageId: {
						__rl: true as const,
						mode: page.mode,
						value: page.value,
						...(page.title === undefined ? {} : { cachedResultName: page.title }),
					},
				};
	return {
		...node,
		parameters: { ...node.parameters, ...chosen },
		credentials: { [NOTION_FILES_API]: credential },
	};
}

/** Whether the workflow itself says which page, for example the one of an event. */
function isExpression(locator: unknown): boolean {
	return String((locator as { value?: unknown }).value).startsWith('=');
}

function withFolder(node: INode, filesFolder: string): INode {
	const { fileName } = node.parameters;
	if (typeof fileName !== 'string') return node;
	const parameters = { ...node.parameters, fileName: fileName.replace(FILES_FOLDER, filesFolder) };
	return { ...node, parameters };
}
