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
 * The files that an execution has got: from Notion Files, or from whoever started it; otherwise from
 * sub-workflows. Any other name may be forged: whoever uploads a table to a page chooses its columns, and
 * Extract From File makes fields of them. Undefined if it has got none: then names are all there is.
 */
export function filesGiven(execution: Execution): ReadonlySet<string> | undefined {
	const isSource = (node: string) => givesFiles(execution.node(node)) || isStart(execution, node);
	const given = namesOf(execution, isSource);
	const all = given.size > 0 ? given : namesOf(execution, (node) => isSubWorkflow(execution, node));
	return all.size > 0 ? all : undefined;
}

function isStart(execution: Execution, node: string): boolean {
	return execution.runsOf(node).every((run) => !sourcesOf(run).some(Boolean));
}

function namesOf(execution: Execution, isSource: (node: string) => boolean): Set<string> {
	const names = new Set<string>();
	for (const run of execution.nodesRun().filter(isSource).flatMap(execution.runsOf)) {
		for (const { json } of outputsOf(run).flat()) {
			const key = keyIn(json);
			if (key !== undefined) names.add(key);
		}
	}
	return names;
}
