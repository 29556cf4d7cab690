import type { INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { bytesOf, type WorkflowJson } from './engine';
import { notionFilesWorkflow } from './notionFilesWorkflow';
import { sha256 } from './notionFiles';

export const UPLOAD = 'Upload';
export const MARK = 'Mark as Processed';

/** Trigger → Notion Files → Upload → Mark as Processed, as a backup is built. */
export function backupWorkflow(
	parameters: INodeParameters,
	{ list, onError }: { list?: string; onError?: 'continueRegularOutput' } = {},
): WorkflowJson {
	const options = list === undefined ? {} : { processedList: list };
	const json = notionFilesWorkflow({ ...parameters, onlyNewFiles: true, options });
	const [, notionFiles] = json.nodes;
	if (notionFiles === undefined) throw new Error('There is no Notion Files node');
	return {
		nodes: [
			...json.nodes,
			{ ...notionFiles, id: 'upload', name: UPLOAD, type: 'test.upload', parameters: {}, onError },
			{
				...notionFiles,
				id: 'mark',
				name: MARK,
				parameters: { operation: 'markAsProcessed', options },
			},
		],
		connections: {
			...json.connections,
			[notionFiles.name]: { main: [[{ node: UPLOAD, type: 'main', index: 0 }]] },
			[UPLOAD]: { main: [[{ node: MARK, type: 'main', index: 0 }]] },
		},
	};
}

/** A place that files are uploaded to. */
export class Bucket {
	/** The SHA-256 of what is there, by path. */
	readonly objects = new Map<string, string>();

	/** Every upload, in order. */
	readonly uploads: string[] = [];

	/** Paths whose upload fails. */
	failing: (path: string) => boolean = () => false;

	/** Uploads, and passes other data on, as upload nodes do. */
	readonly node: INodeType = this.makeNode();

	/** Takes the file of an item. */
	readonly put = async (item: INodeExecutionData): Promise<void> => {
		const path = String(item.json.path);
		if (this.failing(path)) throw new Error(`The bucket refused ${path}`);
		this.objects.set(path, sha256(await bytesOf(item.binary?.data)));
		this.uploads.push(path);
	};

	private makeNode(): INodeType {
		const upload = async (item: INodeExecutionData): Promise<void> => await this.put(item);
		return {
			description: {
				displayName: 'Upload',
				name: 'upload',
				group: ['output'],
				version: 1,
				description: '',
				defaults: {},
				inputs: ['main'],
				outputs: ['main'],
				properties: [],
			},
			async execute() {
				const output: INodeExecutionData[] = [];
				for (const [index, item] of this.getInputData().entries()) {
					const pairedItem = { item: index };
					try {
						await upload(item);
						output.push({ json: { success: true }, pairedItem });
					} catch (thrown) {
						if (!this.continueOnFail()) throw thrown;
						output.push({ json: { error: (thrown as Error).message }, pairedItem });
					}
				}
				return [output];
			},
		};
	}
}
