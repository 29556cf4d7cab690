import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asObject, asText } from '../json';
import { keyOf } from '../memory/fileKey';

/** The nodes before this one that give files, the nearest first. */
export function givingNodes(context: IExecuteFunctions): string[] {
	return context
		.getParentNodes(context.getNode().name, { includeNodeParameters: true })
		.filter(({ type }) => /\.notionFiles(?:Trigger)?$/.test(type))
		.filter(({ parameters }) => parameters?.operation !== 'markAsProcessed')
		.map(({ name }) => name);
}

/**
 * The file that an item is about: its own fields tell, or, where a node on the way has replaced them
 * (uploads do), those of the item that it came from, as far as n8n can trace it.
 */
export function fileOfItem(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	index: number,
	givers: readonly string[],
): string | undefined {
	const own = keyIn(item.json);
	if (own !== undefined) return own;
	for (const giver of givers) {
		const key = keyIn(originOf(context, giver, index));
		if (key !== undefined) return key;
	}
	return undefined;
}

function keyIn(json: unknown): string | undefined {
	const { fileId, page } = asObject(json);
	const pageId = asText(asObject(page).id);
	const file = asText(fileId);
	return file !== undefined && pageId !== undefined ? keyOf(pageId, file) : undefined;
}

function originOf(context: IExecuteFunctions, giver: string, index: number): unknown {
	try {
		return context.evaluateExpression(`{{ $(${JSON.stringify(giver)}).item.json }}`, index);
	} catch {
		// Not traceable to this node; perhaps to another, else the caller says so.
		return undefined;
	}
}
