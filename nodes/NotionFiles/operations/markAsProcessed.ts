import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { NotionFilesError } from '../errors';
import { asObject } from '../json';
import { errorFormFor, type ErrorForm } from '../output/ErrorForm';
import { errorItem } from '../output/items';
import { originsOfInput } from '../lineage/originsOfInput';
import { nodeError } from '../output/nodeError';
import { invalid, readOneOf } from './ItemParameters';
import type { ItemsOperation } from './Operation';
import { isTrial, processedFiles, processedListOption } from './processedList';
import { reckon } from './reckoning';
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

/** Gives the items on as they came; one that tells of no file becomes an error. */
async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const options = asObject(context.getNodeParameter('options', 0, {}));
	const allowed = ['processed', 'allNew'] as const;
	const mark = readOneOf(context.getNodeParameter('mark', 0), 'Mark', allowed);
	const memory = processedFiles(context, readProcessedList(options));
	const pass = items.map(passed);
	if (mark === 'allNew') {
		await memory.forgetAll();
		return pass;
	}

	const origins = originsOfInput(context);
	if (origins === undefined) {
		hint(context, UNKNOWN);
		return pass;
	}
	const { keys, hints, nameless } = reckon(origins);
	if (isTrial(context)) hint(context, 'A run by hand: nothing was marked as processed');
	else await memory.confirm(keys);
	hints.forEach((message) => hint(context, message));

	const form = errorFormFor(context.getNode());
	for (const { index, behind } of nameless) {
		const error = namesNoFile(behind);
		if (!context.continueOnFail()) throw nodeError(context.getNode(), error, index);
		pass[index] = asErrorItem(error, index, form);
	}
	return pass;
}

const UNKNOWN =
	'Nothing was marked: this version of n8n does not tell whether the nodes before this one failed';

/** Some nodes give items without JSON (Nextcloud, where the server answers without a body). */
function passed(item: INodeExecutionData, index: number): INodeExecutionData {
	const json: INodeExecutionData['json'] | undefined = item.json;
	return { ...item, json: json ?? {}, pairedItem: { item: index } };
}

function namesNoFile(behind: string | undefined): NotionFilesError {
	return invalid(
		'The item does not tell which file it belongs to',
		behind === undefined
			? 'Put this node behind a Notion Files node that gives files.'
			: `“${behind}” does not say which of its items this one comes from. Give fileId and page on through that node, or mark before it.`,
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
