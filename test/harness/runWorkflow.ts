import { NotionFilesApi } from '../../credentials/NotionFilesApi.credentials';
import { NotionFiles } from '../../nodes/NotionFiles/NotionFiles.node';
import {
	startWorkflow,
	type Package,
	type RunningWorkflow,
	type RunOptions,
	type WorkflowJson,
	type WorkflowResult,
} from './engine';

export const fromSources: Package = { node: new NotionFiles(), credential: new NotionFilesApi() };

/** From the sources, with the token credential, unless it says otherwise. */
type Options = Omit<RunOptions, 'package'> & Partial<Pick<RunOptions, 'package'>>;

export async function start(json: WorkflowJson, options: Options): Promise<RunningWorkflow> {
	return await startWorkflow(json, { package: fromSources, ...options });
}

export async function runWorkflow(json: WorkflowJson, options: Options): Promise<WorkflowResult> {
	return await (
		await start(json, options)
	).done;
}
