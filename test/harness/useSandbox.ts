import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox, type SandboxOptions, type Upload } from '../sandbox';
import type { WorkflowResult } from './engine';
import { goodItems, names, runNotionFiles, type RunExtras } from './notionFiles';
import { locator } from './notionFilesWorkflow';
import { turnClock } from './turnClock';

/** The sandbox of the test that is running. */
export let sandbox: Sandbox;

/** Gives each test of a file a fresh sandbox, and a clock that skips waits, which it returns. */
export function useSandbox(options?: SandboxOptions): ReturnType<typeof turnClock> {
	const clock = turnClock();
	beforeEach(async () => {
		sandbox = await startSandbox(options);
	});
	afterEach(async () => await sandbox.close());
	return clock;
}

export const upload = (name: string, content: Buffer | string = `content of ${name}`): Upload =>
	sandbox.workspace.upload({ name, content });

/** The parameters of Get Page Files. */
export const pageFiles = (page: string | { id: string }, more = {}): INodeParameters => ({
	operation: 'getPageFiles',
	pageId: locator('id', typeof page === 'string' ? page : page.id),
	...more,
});

export async function runNode(
	parameters: INodeParameters,
	extras?: RunExtras,
): Promise<WorkflowResult> {
	return await runNotionFiles(sandbox, parameters, extras);
}

/** What a run returns that has no error. */
export async function filesOf(
	parameters: INodeParameters,
	extras?: RunExtras,
): Promise<INodeExecutionData[]> {
	return goodItems(await runNode(parameters, extras));
}

export async function namesOf(parameters: INodeParameters, extras?: RunExtras): Promise<string[]> {
	return names(await filesOf(parameters, extras));
}
