import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { Located } from '../locate/Branch';
import type { NotionReader } from '../locate/NotionReader';
import type { ItemParameters } from '../parameters/ItemParameters';

/** One entry of the Operation list: what it shows in the editor, and what it does. */
export type Operation = FilesOperation | ItemsOperation;

interface Entry {
	option: INodePropertyOptions & { value: string };
	/** Its own parameters; those shared by several operations follow them. */
	properties: INodeProperties[];
}

/** Returns files: it says where they are, and everything else is the same for all such operations. */
export interface FilesOperation extends Entry {
	kind: 'files';
	/** What to do about child pages, if it has no parameter for them. */
	forChildPages?: string;
	/**
	 * Starts to locate the files for one input item.
	 */
	locate(parameters: ItemParameters, reader: NotionReader): Located;
}

/** Does something with its input items, and asks Notion for nothing. */
export interface ItemsOperation extends Entry {
	kind: 'items';
	run(context: IExecuteFunctions): Promise<INodeExecutionData[]>;
}
