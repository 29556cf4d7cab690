import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { NotionFilesError } from '../errors';
import { type ErrorForm, errorFormFor } from '../output/ErrorForm';
import { errorItem, passed } from '../output/items';
import { originsOfInput } from '../lineage/originsOfInput';
import { escaped } from '../mentions';
import { nodeError } from '../output/nodeError';
import { collection } from '../parameters/kinds/collection';
import { readOneOf } from '../parameters/kinds/choices';
import { processedList } from '../parameters/options';
import { invalid, parameter } from '../parameters/Parameter';
import { oneForAll } from '../parameters/wholeRun';
import type { ItemsOperation } from './Operation';
import { allProcessedFiles, isTrial, processedFiles } from '../history/workflowHistory';
import { planMarks } from './planMarks';

const show = { operation: ['markAsProcessed'] };

const markNotice: INodeProperties = {
	displayName:
		'Place this node after the upload. It recognizes the file of each item, even if nodes in between replaced the data, and marks it as processed: “Only New Files” in this workflow then skips it. A file is not marked if a node in between failed for it (even with On Error set to Continue) or is disabled, and never in manual executions.',
	name: 'markNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { ...show, mark: ['processed'] } },
};

// Until 0.1 it offered “Everything as New” (`allNew`), which saved workflows may still have.
const mark = parameter(
	{
		displayName: 'Mark',
		name: 'mark',
		type: 'hidden',
		default: 'processed',
		displayOptions: { show },
	},
	(value, label) => readOneOf(value, label, ['processed', 'allNew']),
);

const allNewNotice: INodeProperties = {
	displayName:
		'This node was set to “Everything as New” and still works that way: it forgets every processed file of this workflow and marks nothing. Use the operation “Clear Processed Files” instead.',
	name: 'allNewNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { ...show, mark: ['allNew'] } },
};

const options = collection(
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
	},
	{ processedList },
);

export const markAsProcessed: ItemsOperation = {
	kind: 'items',
	option: {
		name: 'Mark as Processed',
		value: 'markAsProcessed',
		action: 'Mark files as processed',
		description:
			'Remember the incoming files, so that “Only New Files” skips them. Place it after the upload.',
	},
	properties: [markNotice, mark.property, allNewNotice, options.property],
	run,
};

/** Returns the input items unchanged, but an item that belongs to no file becomes an error. */
async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const pass = context.getInputData().map(passed);
	if (oneForAll(context, mark.property.name, mark.label, mark.read) === 'allNew') {
		await allProcessedFiles(context).forgetAll();
		return pass;
	}

	const origins = await originsOfInput(context);
	if (origins === undefined) {
		hint(context, UNKNOWN, 'warning');
		return pass;
	}
	const { keys, hints, nameless } = planMarks(origins);
	const list = oneForAll(
		context,
		options.property.name,
		processedList.label,
		(parameters) => options.read(parameters).processedList,
	);
	const memory = processedFiles(context, list);
	if (isTrial(context)) hint(context, 'Manual execution: no files were marked as processed');
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
	'Nothing was marked: this version of n8n does not show whether the nodes before this one failed';

function namesNoFile(behind: string | undefined): NotionFilesError {
	return invalid(
		'Cannot tell which file this item belongs to',
		behind === undefined
			? 'Connect this node after a Notion Files node that returns files.'
			: `“${behind}” does not say which of its input items this one came from. Pass fileId and pageId (without Simplify: page) through that node, or place this node before it.`,
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
	context.addExecutionHints({ message: escaped(message), type, location: 'outputPane' });
}
