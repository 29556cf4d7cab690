/**
 * What differs between the n8n that tests run on: the one of our devDependencies, or another that the
 * compatibility suite uses instead.
 */
import { createRequire } from 'node:module';
import * as n8nWorkflow from 'n8n-workflow';
import type { IExecuteData, IRunExecutionData } from 'n8n-workflow';

const manifest = createRequire(__filename)('n8n-workflow/package.json') as { version: string };

function isSince(major: number, minor: number): boolean {
	const [itsMajor = 0, itsMinor = 0] = manifest.version.split('.').map(Number);
	return itsMajor > major || (itsMajor === major && itsMinor >= minor);
}

/** The line that is tested. n8n-workflow counts like n8n itself since 2.0, and lower before. */
export const line = {
	/** A file that breaks off is removed from the filesystem store; before, its beginning stayed there. */
	removesBrokenFiles: isSince(2, 33),
	/** Binary data has its size as a number. */
	tellsBytes: isSince(2, 6),
	/** Binary data may be kept in n8n's database. */
	hasDatabaseMode: isSince(2, 27),
	/** The error output takes items with details. */
	takesDetails: isSince(2, 36),
};

/** What an execution starts with. */
export function executionDataOf(nodeExecutionStack: IExecuteData[]): IRunExecutionData {
	// n8n 1.x has no such function: there the engine takes the bare object.
	const create: typeof n8nWorkflow.createRunExecutionData | undefined =
		n8nWorkflow.createRunExecutionData;
	if (create) return create({ executionData: { nodeExecutionStack } });
	const waiting = { waitingExecution: {}, waitingExecutionSource: {} };
	return {
		startData: {},
		resultData: { runData: {} },
		executionData: { contextData: {}, metadata: {}, nodeExecutionStack, ...waiting },
	} as unknown as IRunExecutionData;
}
