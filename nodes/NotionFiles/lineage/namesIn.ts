import type { ITaskData } from 'n8n-workflow';
import { keyOf } from '../files/identity';
import { asObject, asText } from '../json';
import { outputsOf, sourcesOf, type Execution } from './Execution';
import { givesFiles } from './sourceNodes';
import { isSubWorkflow } from './subWorkflows';

/** The file that an item names, in the fields that Notion Files returns, simplified or not. */
export function keyIn(json: unknown): string | undefined {
	const { fileId, page, pageId: simple } = asObject(json);
	const file = asText(fileId);
	if (file === undefined) return undefined;
	const pageId = asText(asObject(page).id);
	if (pageId !== undefined) return keyOf(pageId, file);
	// Others use these two words as well, for IDs of their own.
	const flat = asText(simple);
	return flat !== undefined && OUR_FILE.test(file) && PAGE.test(flat)
		? keyOf(flat, file)
		: undefined;
}

const OUR_FILE = /^[0-9a-f]{32}$/;
const PAGE = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/**
 * The files that an execution has got: from Notion Files, from whoever started it, or from sub-workflows that
 * come after neither. Any other name may be forged: whoever uploads a table to a page chooses its columns, and
 * Extract From File makes fields of them. Undefined if it has got none: then names are all there is.
 */
export function filesGiven(execution: Execution): ReadonlySet<string> | undefined {
	const namesOf = (node: string) => namesFrom(execution.runsOf(node));
	const isSource = (node: string) => givesFiles(execution.node(node)) || isStart(execution, node);
	const nodes = execution.nodesRun();
	const sources = new Set(nodes.filter((node) => isSource(node) && namesOf(node).length > 0));
	const subWorkflows = nodes.filter(
		(node) =>
			isSubWorkflow(execution, node) && !ranBefore(execution, node).some((one) => sources.has(one)),
	);
	const all = new Set([...sources, ...subWorkflows].flatMap(namesOf));
	return all.size > 0 ? all : undefined;
}

function isStart(execution: Execution, node: string): boolean {
	return execution.runsOf(node).every((run) => !sourcesOf(run).some(Boolean));
}

/** The nodes that led to any of the runs of a node. */
function ranBefore(execution: Execution, node: string): string[] {
	const before = new Set<string>();
	const open = [node];
	for (let current = open.pop(); current !== undefined; current = open.pop()) {
		for (const source of execution.runsOf(current).flatMap(sourcesOf)) {
			if (!source || before.has(source.previousNode)) continue;
			before.add(source.previousNode);
			open.push(source.previousNode);
		}
	}
	return [...before];
}

function namesFrom(runs: readonly ITaskData[]): string[] {
	const items = runs.flatMap((run) => outputsOf(run).flat());
	return items.map(({ json }) => keyIn(json)).filter((key) => key !== undefined);
}
