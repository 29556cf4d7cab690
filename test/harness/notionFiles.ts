import { createHash } from 'node:crypto';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../sandbox';
import { bytesOf, type WorkflowResult } from './engine';
import { notionFilesWorkflow } from './notionFilesWorkflow';
import { runWorkflow } from './runWorkflow';

export const NODE = 'Notion Files';

export interface RunExtras {
	items?: INodeExecutionData[];
	node?: Partial<INode>;
	credential?: Partial<Credential>;
	executionId?: string;
}

interface Credential {
	token: string;
	apiBaseUrl: string;
	allowPrivateNetworkDownloads: boolean;
}

/** The credential of a sandbox. Its external site is on loopback, so private networks are open. */
export function credentialOf(sandbox: Sandbox): Credential {
	return {
		token: sandbox.token,
		apiBaseUrl: sandbox.apiBaseUrl,
		allowPrivateNetworkDownloads: true,
	};
}

/** Runs Manual Trigger → Notion Files against a sandbox. */
export async function runNotionFiles(
	sandbox: Sandbox,
	parameters: INodeParameters,
	{ items, node, credential, executionId }: RunExtras = {},
): Promise<WorkflowResult> {
	return await runWorkflow(notionFilesWorkflow(parameters, node), {
		credential: { ...credentialOf(sandbox), ...credential },
		items,
		executionId,
	});
}

/** The items of the good output; fails with the workflow's own error if there is one. */
export function goodItems(result: WorkflowResult): INodeExecutionData[] {
	if (result.error) {
		throw new Error(`${result.error.message}\n${result.error.description ?? ''}`, {
			cause: result.error,
		});
	}
	return result.items(NODE);
}

export function names(items: INodeExecutionData[]): string[] {
	return items.map(({ json }) => String(json.fileName));
}

/** The hints as people read them: without the links to Notion. */
export function hintsOf(result: WorkflowResult): string[] {
	return result.hints(NODE).map(({ message }) => message.replace(/<\/?a\b[^>]*>/g, ''));
}

export async function sha256OfItem(item: INodeExecutionData, field = 'data'): Promise<string> {
	return sha256(await bytesOf(item.binary?.[field]));
}

export function sha256(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}
