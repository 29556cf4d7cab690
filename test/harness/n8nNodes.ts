/**
 * What n8n's own nodes do with items, for tests without n8n-nodes-base (180 MB): only which items they
 * return, what these are paired with, and how they fail. The end-to-end suite has the nodes themselves.
 */
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	IPairedItemData,
	ISourceData,
} from 'n8n-workflow';
import type { Bucket } from './backupWorkflow';

type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

export function nodeType(execute: Execute, inputs = 1, outputs = 1): INodeType {
	return {
		description: {
			displayName: 'Test',
			name: 'test',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: {},
			inputs: Array.from({ length: inputs }, () => 'main' as const),
			outputs: Array.from({ length: outputs }, () => 'main' as const),
			properties: [{ displayName: 'Mode', name: 'mode', type: 'string', default: '' }],
		},
		execute,
	};
}

/** Ways to upload; by the type of the node that does so. */
export function uploadNodes(bucket: Bucket): Record<string, INodeType> {
	return {
		// Like S3, Google Drive, OneDrive, Box: item for item, with a response of their own.
		'test.upload': bucket.node,
		// Like Dropbox with full access: it asks for the account before its loop, and fails there.
		'test.uploadAfterLogin': nodeType(async function () {
			for (const item of this.getInputData()) await bucket.put(item);
			return [this.getInputData().map((_, item) => ({ json: { ok: true }, pairedItem: { item } }))];
		}),
		// Like Google Cloud Storage and Azure Storage: RoutingNode of n8n-core pairs nothing.
		'test.uploadUnpaired': nodeType(async function () {
			return [await eachOf(this, bucket, () => ({ json: { ok: true } }))];
		}),
		// Like Nextcloud, if the server answers without a body.
		'test.uploadWithoutJson': nodeType(async function () {
			const empty = undefined as unknown as IDataObject;
			return [await eachOf(this, bucket, (_, item) => ({ json: empty, pairedItem: { item } }))];
		}),
		// Like FTP: it passes its input on.
		'test.uploadAndKeep': nodeType(async function () {
			return [await eachOf(this, bucket, (given, item) => ({ ...given, pairedItem: { item } }))];
		}),
	};
}

async function eachOf(
	context: IExecuteFunctions,
	bucket: Bucket,
	answer: (item: INodeExecutionData, index: number) => INodeExecutionData,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	for (const [index, item] of context.getInputData().entries()) {
		try {
			await bucket.put(item);
			output.push(answer(item, index));
		} catch (thrown) {
			if (!context.continueOnFail()) throw thrown;
			output.push({ ...answer(item, index), json: {}, error: thrown as never });
		}
	}
	return output;
}

/** Nodes that do something else with items; by their type. */
export const otherNodes: Record<string, INodeType> = {
	/** Edit Fields, without the input fields; the error goes with them. */
	'test.set': nodeType(async function () {
		return [this.getInputData().map((_, item) => ({ json: { done: true }, pairedItem: { item } }))];
	}),
	/** Code that makes new items, without saying where they come from. */
	'test.code': nodeType(async function () {
		const files = this.getInputData().map(({ json }) => ({ json: { ...json } }));
		return [[...files, { json: { summary: true } }]];
	}),
	/** If: the item of “plan.txt” goes to the first output. */
	'test.if': nodeType(
		async function () {
			const isFirst = ({ json }: INodeExecutionData) => json.fileName === 'plan.txt';
			const items = this.getInputData();
			return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
		},
		1,
		2,
	),
	/** Edit Fields or Code that takes the file itself up again, after a failed upload. */
	'test.takeAgain': nodeType(async function () {
		return [
			this.getInputData().map((_, item) => {
				const file = this.evaluateExpression(`{{ $('Notion Files').item }}`, item) as unknown;
				return { ...(file as INodeExecutionData), pairedItem: { item } };
			}),
		];
	}),
	'test.fail': nodeType(async () => {
		throw new Error('No access');
	}),
	'test.nothing': nodeType(async () => [[]]),
	'test.aggregate': nodeType(async function () {
		const items = this.getInputData();
		const data = items.map(({ json }) => json);
		return [[{ json: { data }, pairedItem: items.map((_, item) => ({ item })) }]];
	}),
	/** Merge: appends, combines by position, or waits for both and returns the first. */
	'test.merge': nodeType(async function () {
		const [first, second] = [this.getInputData(0), this.getInputData(1)];
		const mode = this.getNodeParameter('mode', 0);
		if (mode === 'chooseBranch') return [first];
		if (mode !== 'combine') return [[...first, ...second]];
		const pairs = first.flatMap((a, index) => (second[index] ? [{ a, b: second[index] }] : []));
		return [
			pairs.map(({ a, b }) => ({
				json: { ...a.json, ...b.json },
				pairedItem: [a.pairedItem, b.pairedItem] as IPairedItemData[],
			})),
		];
	}, 2),
	/** Loop Over Items, one at a time (SplitInBatchesV3.node.js of n8n-nodes-base 2.41). */
	'test.loop': nodeType(
		async function () {
			const items = this.getInputData();
			const state = this.getContext('node') as unknown as Partial<Loop>;
			if (state.left === undefined) {
				const [next, ...left] = items;
				Object.assign(state, { left, done: [], source: { ...this.getInputSourceData() } });
				return [[], next ? [next] : []];
			}
			const { left, done = [], source } = state;
			const before = { ...this.getInputSourceData() };
			items.forEach((item, index) =>
				done.push({ ...item, pairedItem: { item: index, sourceOverwrite: before } }),
			);
			const [next] = left.splice(0, 1);
			if (next === undefined) return [done, []];
			const pairedItem = { ...(next.pairedItem as IPairedItemData), sourceOverwrite: source };
			return [[], [{ ...next, pairedItem }]];
		},
		1,
		2,
	),
};

interface Loop {
	left: INodeExecutionData[];
	done: INodeExecutionData[];
	source: ISourceData;
}
