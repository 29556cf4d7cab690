import type { INodeExecutionData } from 'n8n-workflow';

/**
 * An input item as it is given on. Some nodes give items without JSON (Nextcloud, where the server
 * answers without a body), at which n8n's splitting of errors would break.
 */
export function passed(item: INodeExecutionData, index: number): INodeExecutionData {
	const json: INodeExecutionData['json'] | undefined = item.json;
	return { ...item, json: json ?? {}, pairedItem: { item: index } };
}
