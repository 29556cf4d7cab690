/** n8n's own nodes, as its editor saves them. */
import type { INode, INodeParameters } from 'n8n-workflow';
import { locator } from '../../harness/notionFilesWorkflow';

/** A node between Notion Files and Mark as Processed. */
export type Between = Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Partial<INode>;

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): Between {
	return { name, type: `n8n-nodes-base.${type}`, typeVersion, parameters, ...more };
}

const FIELD = 'data';

export const UPLOAD = 'Upload';

export const httpRequest = (url: string, more?: Partial<INode>): Between =>
	node(
		UPLOAD,
		'httpRequest',
		4.2,
		{
			method: 'PUT',
			url: `=${url}/files/{{ $json.fileName }}`,
			sendBody: true,
			contentType: 'binaryData',
			inputDataFieldName: FIELD,
			options: {},
		},
		more,
	);

export const nextcloud = (more?: Partial<INode>): Between =>
	node(
		UPLOAD,
		'nextCloud',
		1,
		{
			authentication: 'accessToken',
			resource: 'file',
			operation: 'upload',
			path: '=/{{ $json.fileName }}',
			binaryDataUpload: true,
			binaryPropertyName: FIELD,
		},
		more,
	);

export const dropbox = (more?: Partial<INode>): Between =>
	node(
		UPLOAD,
		'dropbox',
		1,
		{
			authentication: 'accessToken',
			resource: 'file',
			operation: 'upload',
			path: '=/{{ $json.fileName }}',
			binaryData: true,
			binaryPropertyName: FIELD,
		},
		more,
	);

/** The node “n8n”: a declarative one, as Google Cloud Storage and Azure Storage are, for any host. */
export const declarative = (more?: Partial<INode>): Between =>
	node(
		UPLOAD,
		'n8n',
		1,
		{
			resource: 'workflow',
			operation: 'get',
			workflowId: locator('id', '={{ $json.fileName }}'),
			requestOptions: {},
		},
		more,
	);

export const editFields = node('Edit Fields', 'set', 3.4, {
	mode: 'raw',
	jsonOutput: '{ "done": true }',
	options: {},
});

export const loop = node('Loop', 'splitInBatches', 3, { options: {} });

export const aggregate = node('Aggregate', 'aggregate', 1, {
	aggregate: 'aggregateAllItemData',
	options: {},
});

export const append = node('Merge', 'merge', 3.2, { mode: 'append' });

export const combine = node('Merge', 'merge', 3.2, {
	mode: 'combine',
	combineBy: 'combineByPosition',
	options: {},
});

export const chooseFirst = node('Merge', 'merge', 3.2, {
	mode: 'chooseBranch',
	useDataOfInput: '1',
});

/** “plan.txt” goes to the first output. */
export const isPlan = node('If', 'if', 2.2, {
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		combinator: 'and',
		conditions: [
			{
				id: '5f0d7f0e-0c52-4d7f-8f58-5c1c5a3f0001',
				leftValue: '={{ $json.fileName }}',
				rightValue: 'plan.txt',
				operator: { type: 'string', operation: 'equals' },
			},
		],
	},
	options: {},
});

/** Nodes that pass on their input, one after the other. */
export const passing: Between[] = [
	node('Wait', 'wait', 1.1, { amount: 0 }),
	node('Remove Duplicates', 'removeDuplicates', 2, {
		compare: 'selectedFields',
		fieldsToCompare: 'fileName',
		options: {},
	}),
	node('Sort', 'sort', 1, {
		sortFieldsUi: { sortField: [{ fieldName: 'fileName', order: 'descending' }] },
		options: {},
	}),
	node('Limit', 'limit', 1, { maxItems: 100 }),
	node('No Operation', 'noOp', 1, {}),
];

export const subWorkflow = (id: string, more?: Partial<INode>): Between =>
	node(
		UPLOAD,
		'executeWorkflow',
		1.1,
		{ workflowId: locator('id', id), mode: 'once', options: {} },
		more,
	);

export const subWorkflowTrigger = node('Start', 'executeWorkflowTrigger', 1, {});
