import type { IExecuteFunctions, INodeExecutionData, IRunData, ITaskData } from 'n8n-workflow';
import { executionOf, type Execution } from '../../../nodes/NotionFiles/lineage/Execution';
import { verdictsOf } from '../../../nodes/NotionFiles/lineage/subWorkflows';

type Runs = Record<string, Array<Partial<ITaskData>>>;

const item = (error?: string, pairedItem: INodeExecutionData['pairedItem'] = 0) => ({
	json: error === undefined ? {} : { error },
	pairedItem,
});

const run = (items: INodeExecutionData[], previousNode?: string): Partial<ITaskData> => ({
	source: previousNode === undefined ? [] : [{ previousNode }],
	data: { main: [items] },
});

/** What is concluded about a sub-workflow that ran like this; its last node is the last one named. */
async function verdict(runs: Runs): Promise<string | undefined> {
	const runData = runs as IRunData;
	const context = {
		runExecutionData: {
			resultData: { runData: { Sub: [{ metadata: { subExecution: { executionId: 'sub' } } }] } },
		},
		workflow: { nodes: { Sub: { type: 'n8n-nodes-base.executeWorkflow' } } },
		getExecutionDataById: async () =>
			await Promise.resolve({
				resultData: { runData, lastNodeExecuted: Object.keys(runs).at(-1) },
			}),
	} as unknown as IExecuteFunctions;
	const verdicts = await verdictsOf(context, executionOf(context) as Execution);
	return verdicts.get('sub');
}

const two = [item(), item()];
const failure = [item(), item('refused')];
const other = [item('no quota'), item()];
const loop = { previousNode: 'Upload' };

test.each<[string, Runs, string]>([
	['nothing failed', { Start: [run(two)], Upload: [run(two, 'Start')] }, 'fine'],
	['its end shows what failed', { Start: [run(two)], Upload: [run(failure, 'Start')] }, 'fine'],
	[
		'a node passes on what failed',
		{ Start: [run(two)], Upload: [run(failure, 'Start')], Wait: [run(failure, 'Upload')] },
		'fine',
	],
	[
		'a loop shows it at its end',
		{
			Upload: [run([item('refused')])],
			Loop: [run([], 'Upload'), run([item('refused', { item: 0, sourceOverwrite: loop })])],
		},
		'fine',
	],
	[
		'a node drops it',
		{ Start: [run(two)], Upload: [run(failure, 'Start')], Set: [run(two, 'Upload')] },
		'failed',
	],
	[
		'a node drops it, and another fails for another item',
		{
			Upload: [run(failure)],
			Set: [run(two, 'Upload')],
			Second: [run(other, 'Set')],
		},
		'failed',
	],
	[
		'a node with the name of a method of every object is not there',
		{ Upload: [run(two, 'constructor')] },
		'fine',
	],
])('a sub-workflow in which %s', async (_, runs, expected) => {
	expect(await verdict(runs)).toBe(expected);
});
