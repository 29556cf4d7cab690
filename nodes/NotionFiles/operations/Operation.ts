import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Branch } from '../locate/Branch';
import type { NotionReader } from '../locate/NotionReader';
import type { ItemParameters } from './ItemParameters';

/** One entry of the Operation list: what it offers in the editor, and where its files lie. */
export interface Operation {
	option: INodePropertyOptions & { value: string };
	/** Its own parameters; those that all operations share come after them. */
	properties: INodeProperties[];
	/** Begins to locate the files for one input item. */
	locate(parameters: ItemParameters, reader: NotionReader): Branch;
}
