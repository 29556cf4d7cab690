import { randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { KnownTrees } from '../history/known/KnownTrees';
import { SearchedChanges } from '../history/known/SearchedChanges';
import { TreeHistory } from '../history/known/TreeHistory';
import type { ProcessedFiles } from '../history/ProcessedFiles';
import { ReturnedFiles } from '../history/ReturnedFiles';
import { isTrial, processedFiles } from '../history/workflowHistory';
import type { NotionReader } from '../locate/NotionReader';
import type { ItemParameters } from '../parameters/ItemParameters';
import type { RunSettings } from '../parameters/runSettings';

/** What a run knows from those before it. */
export interface RunHistory {
	/** The files that nobody has confirmed, by `fileKey`. */
	unconfirmed(keys: readonly string[]): Promise<ReadonlySet<string>>;
	/** What runs with a limit have returned. */
	returned: ReturnedFiles;
	/** A reader that knows what need not be read for what this item looks for. */
	readerFor(itemIndex: number, reader: NotionReader): NotionReader;
	/** What is known of what this item looks for; to be told what has been read. */
	treeFor(itemIndex: number, reader: NotionReader): TreeHistory;
	/** Hands what this run has learned to n8n, which keeps it when the execution ends. */
	save(): void;
}

/** What is looked for on a page: it may be at rest for one purpose and not for another. */
const PURPOSE = ['include', 'childPages', 'childDatabases', 'filters'];

/** n8n reads and writes its whole list for each question. */
const ASKED_AT_ONCE = 200;

/** Undefined if all files are wanted, and in manual executions. */
export async function runHistory(
	context: IExecuteFunctions,
	{ onlyNewIn, fullCheckEveryMs }: Pick<RunSettings, 'onlyNewIn' | 'fullCheckEveryMs'>,
	items: readonly ItemParameters[],
): Promise<RunHistory | undefined> {
	if (onlyNewIn === undefined || isTrial(context)) return undefined;
	const processed = processedFiles(context, onlyNewIn);
	const kept = context.getWorkflowStaticData('node');
	const sign = await validSign(kept, processed);
	const before: IDataObject = sign === kept.sign ? kept : {};
	const trees = new KnownTrees(before.trees);
	const returned = new ReturnedFiles(before.returnedFiles, onlyNewIn);
	const unconfirmed = async (keys: readonly string[]): Promise<ReadonlySet<string>> =>
		await unconfirmedOf(processed, keys);
	const byPurpose = new Map<string, TreeHistory>();
	let searched: SearchedChanges | undefined;
	const changesFor = (reader: NotionReader): SearchedChanges =>
		(searched ??= new SearchedChanges(reader, trees));
	const treeFor = (itemIndex: number, reader: NotionReader): TreeHistory => {
		const purpose = `${onlyNewIn} ${items[itemIndex]?.fingerprint(PURPOSE)}`;
		const known = byPurpose.get(purpose);
		if (known) return known;
		const knowing = {
			unconfirmed,
			changes: changesFor(reader),
			checkEveryMs: fullCheckEveryMs,
			now: () => Date.now(),
		};
		const tree = new TreeHistory(trees, purpose, knowing);
		byPurpose.set(purpose, tree);
		return tree;
	};
	return {
		unconfirmed,
		returned,
		readerFor(itemIndex, reader) {
			const changes = changesFor(reader);
			return {
				...reader,
				search: (kind, order, onCut) => changes.search(kind, order, onCut),
				known: treeFor(itemIndex, reader),
			};
		},
		treeFor,
		save() {
			const learned = { trees: trees.toStore(), returnedFiles: returned.toStore() };
			if (Object.values(learned).every((part) => part === undefined)) return;
			const { trees: known = before.trees, returnedFiles = before.returnedFiles } = learned;
			Object.assign(kept, { sign, trees: known, returnedFiles });
			// What earlier versions kept instead.
			if (kept.pagesAtRest !== undefined) kept.pagesAtRest = undefined;
		},
	};
}

async function unconfirmedOf(
	processed: ProcessedFiles,
	keys: readonly string[],
): Promise<ReadonlySet<string>> {
	const unconfirmed = new Set<string>();
	for (let from = 0; from < keys.length; from += ASKED_AT_ONCE) {
		const some = keys.slice(from, from + ASKED_AT_ONCE);
		for (const key of await processed.unconfirmed(some)) unconfirmed.add(key);
	}
	return unconfirmed;
}

/**
 * Pages are at rest only as long as the list of processed files is the one that they were compared
 * with. The two are kept in different places: n8n writes the list at once, and this at the end of the
 * execution, if it gets there. A sign in both ties them together.
 */
async function validSign(kept: IDataObject, processed: ProcessedFiles): Promise<string> {
	if (typeof kept.sign === 'string' && (await processed.follows(kept.sign))) return kept.sign;
	const sign = randomUUID();
	await processed.follow(sign);
	return sign;
}
