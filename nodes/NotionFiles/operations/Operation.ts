import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { Located } from '../locate/Branch';
import type { NotionReader } from '../locate/NotionReader';
import type { RestingPages } from '../locate/WalkPlan';
import type { ItemParameters } from '../parameters/ItemParameters';

/** One entry of the Operation list: what it offers in the editor, and what it does. */
export type Operation = FilesOperation | ItemsOperation;

interface Entry {
	option: INodePropertyOptions & { value: string };
	/** Its own parameters; those that several operations share come after them. */
	properties: INodeProperties[];
}

/** Gives files: it says where they lie, and all the rest is common to such operations. */
export interface FilesOperation extends Entry {
	kind: 'files';
	/**
	 * Begins to locate the files for one input item.
	 * @param resting pages that need not be read; undefined where all are
	 */
	locate(parameters: ItemParameters, reader: NotionReader, resting?: RestingPages): Located;
}

/** Does something with the items that come in, and asks Notion for nothing. */
export interface ItemsOperation extends Entry {
	kind: 'items';
	run(context: IExecuteFunctions): Promise<INodeExecutionData[]>;
}
