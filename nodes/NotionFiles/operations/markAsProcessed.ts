import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { NotionFilesError } from '../errors';
import { asObject } from '../json';
import { errorFormFor, type ErrorForm } from '../output/ErrorForm';
import { errorItem } from '../output/items';
import { nodeError } from '../output/nodeError';
import { fileOfItem, givingNodes } from './fileOfItem';
import { invalid, readOneOf } from './ItemParameters';
import type { ItemsOperation } from './Operation';
import { isTrial, processedFiles, processedListOption } from './processedList';
import { readProcessedList } from './settings';

const show = { operation: ['markAsProcessed'] };

export const markAsProcessed: ItemsOperation = {
	kind: 'items',
	option: {
		name: 'Mark as Processed',
		value: 'markAsProcessed',
		action: 'Mark files as processed',
		description:
			'Remember the incoming files as done, so that “Only New Files” leaves them out from now on. Put it at the end, after the upload.',
	},
	properties: [
		{
			displayName: 'Mark',
			name: 'mark',
			type: 'options',
			options: [
				{
					name: 'As Processed',
					value: 'processed',
					description: 'The incoming files are done and do not come again',
				},
				{
					name: 'Everything as New',
					value: 'allNew',
					description:
						'All files of all lists of this workflow come again, whatever comes in: it starts over. This works in a run by hand, too.',
				},
			],
			default: 'processed',
			description: 'What the files are to count as',
			displayOptions: { show },
		},
		{
			displayName:
				'The files are known by the items of Notion Files, also behind nodes that give other data, such as an upload. Items that carry an error are not marked.',
			name: 'markNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { ...show, mark: ['processed'] } },
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [processedListOption],
			displayOptions: { show },
		},
	],
	run,
};

/** Gives the items on as they came; one that names no file becomes an error. */
async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const options = asObject(context.getNodeParameter('options', 0, {}));
	const allowed = ['processed', 'allNew'] as const;
	const mark = readOneOf(context.getNodeParameter('mark', 0), 'Mark', allowed);
	const memory = processedFiles(context, readProcessedList(options));
	const pass = items.map((item, index) => ({ ...item, pairedItem: { item: index } }));
	if (mark === 'allNew') {
		await memory.forgetAll();
		return pass;
	}

	const read = readFiles(context, items);
	if (isTrial(context)) hint(context, 'A run by hand: nothing was marked as processed');
	else await memory.confirm(read.keys);

	const { withError, problems } = read;
	if (withError > 0)
		hint(context, `${withError} of ${items.length} items carry an error and were not marked`);
	const [first] = problems;
	if (first && !context.continueOnFail()) {
		throw nodeError(context.getNode(), first.error, first.index);
	}
	const form = errorFormFor(context.getNode());
	problems.forEach(({ error, index }) => (pass[index] = asErrorItem(error, index, form)));
	return pass;
}

interface Read {
	keys: string[];
	withError: number;
	problems: Array<{ index: number; error: NotionFilesError }>;
}

function readFiles(context: IExecuteFunctions, items: INodeExecutionData[]): Read {
	const read: Read = { keys: [], withError: 0, problems: [] };
	const givers = givingNodes(context);
	items.forEach((item, index) => {
		// An upload that failed and was let through: its file has to come again.
		if (item.error !== undefined || Boolean(item.json.error)) {
			read.withError += 1;
			return;
		}
		const key = fileOfItem(context, item, index, givers);
		if (key === undefined) read.problems.push({ index, error: namesNoFile(givers) });
		else read.keys.push(key);
	});
	return read;
}

function namesNoFile(givers: readonly string[]): NotionFilesError {
	const before = givers.length > 0 ? `“${givers.join('”, “')}” stands before it` : undefined;
	return invalid(
		'The item does not tell which file it belongs to',
		before
			? `${before}, but a node in between does not say which of its items this one comes from. Give fileId and page on through that node, or mark before it.`
			: 'Put this node behind a Notion Files node that gives files.',
	);
}

function asErrorItem(
	error: NotionFilesError,
	index: number,
	form: ErrorForm,
): INodeExecutionData & { pairedItem: { item: number } } {
	return { ...errorItem(error, undefined, index, form), pairedItem: { item: index } };
}

function hint(context: IExecuteFunctions, message: string): void {
	context.addExecutionHints({ message, type: 'info', location: 'outputPane' });
}
