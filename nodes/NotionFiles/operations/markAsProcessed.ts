import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { NotionFilesError } from '../errors';
import { asObject } from '../json';
import { type ErrorForm, errorFormFor } from '../output/ErrorForm';
import { errorItem, passed } from '../output/items';
import { originsOfInput } from '../lineage/originsOfInput';
import { asPlainText, nodeError } from '../output/nodeError';
import { invalid, readOneOf } from '../parameters/ItemParameters';
import type { ItemsOperation } from './Operation';
import {
	allProcessedFiles,
	isTrial,
	processedFiles,
	processedListOption,
} from '../history/workflowHistory';
import { reckon } from './reckoning';
import { readProcessedList } from '../parameters/settings';
import { oneForAll } from '../parameters/wholeRun';

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
			displayName:
				'Files are matched to the items of Notion Files that they came from, even behind nodes that replace the data, such as an upload. A file is marked only if every node in between did its work for it: not if one failed, even with On Error set to Continue, and not behind a disabled node.',
			name: 'markNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { ...show, mark: ['processed'] } },
		},
		// Until 0.1 it offered “Everything as New” (`allNew`), which saved workflows may still have.
		{
			displayName: 'Mark',
			name: 'mark',
			type: 'hidden',
			default: 'processed',
			displayOptions: { show },
		},
		{
			displayName:
				'This node was set to “Everything as New” and still does that: it forgets every processed file of this workflow, and marks nothing. Choose the operation “Clear Processed Files” instead.',
			name: 'allNewNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { ...show, mark: ['allNew'] } },
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
	const pass = context.getInputData().map(passed);
	if (oneForAll(context, 'mark', 'Mark', (index) => readMark(context, index)) === 'allNew') {
		await allProcessedFiles(context).forgetAll();
		return pass;
	}

	const origins = await originsOfInput(context);
	if (origins === undefined) {
		hint(context, UNKNOWN, 'warning');
		return pass;
	}
	const { keys, hints, nameless } = reckon(origins);
	const list = oneForAll(context, 'options', 'List of Processed Files', (index) =>
		readProcessedList(asObject(context.getNodeParameter('options', index, {}))),
	);
	const memory = processedFiles(context, list);
	if (isTrial(context)) hint(context, 'Manual run: nothing was marked as processed');
	else await memory.confirm(keys);
	hints.forEach((message) => hint(context, message, 'warning'));

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

function readMark(context: IExecuteFunctions, itemIndex: number): 'processed' | 'allNew' {
	const mark = context.getNodeParameter('mark', itemIndex);
	return readOneOf(mark, 'Mark', ['processed', 'allNew']);
}

function namesNoFile(behind: string | undefined): NotionFilesError {
	return invalid(
		'The item does not tell which file it belongs to',
		behind === undefined
			? 'Put this node behind a Notion Files node that gives files.'
			: `“${behind}” does not say which of its items this one comes from. Pass fileId and page on through that node, or put this one before it.`,
	);
}

function asErrorItem(
	error: NotionFilesError,
	index: number,
	form: ErrorForm,
): INodeExecutionData & { pairedItem: { item: number } } {
	return { ...errorItem(error, undefined, index, form), pairedItem: { item: index } };
}

function hint(
	context: IExecuteFunctions,
	message: string,
	type: 'info' | 'warning' = 'info',
): void {
	context.addExecutionHints({ message: asPlainText(message), type, location: 'outputPane' });
}
