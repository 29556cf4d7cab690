import { randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { PagesAtRest, type PageHistory } from '../history/PagesAtRest';
import type { ProcessedFiles } from '../history/ProcessedFiles';
import { ReturnedFiles } from '../history/ReturnedFiles';
import type { PageRead } from '../locate/Finding';
import type { NotionReader } from '../locate/NotionReader';
import type { ItemParameters } from '../parameters/ItemParameters';
import { isTrial, processedFiles } from '../history/workflowHistory';
import type { RunSettings } from '../parameters/runSettings';

/** What a run knows from those before it. */
export interface RunHistory {
	processed: ProcessedFiles;
	/** What runs with a limit have returned. */
	returned: ReturnedFiles;
	/** A reader that knows which pages are at rest for what this item looks for. */
	readerFor(itemIndex: number, reader: NotionReader): NotionReader;
	/**
	 * To be told of each page that was read to its end.
	 * @param isSettled whether nothing more is to be done about any of its files
	 */
	pageWasRead(page: PageRead & { itemIndex: number }, isSettled: boolean): void;
	/** Hands what this run has learned to n8n, which keeps it when the execution ends. */
	save(): void;
}

/** What is looked for on a page: it may be at rest for one purpose and not for another. */
const PURPOSE = ['include', 'childPages', 'childDatabases', 'filters'];

/** Undefined if all files are wanted, and in manual executions. */
export async function runHistory(
	context: IExecuteFunctions,
	{ onlyNewIn }: Pick<RunSettings, 'onlyNewIn'>,
	items: readonly ItemParameters[],
): Promise<RunHistory | undefined> {
	if (onlyNewIn === undefined || isTrial(context)) return undefined;
	const processed = processedFiles(context, onlyNewIn);
	const kept = context.getWorkflowStaticData('node');
	const sign = await validSign(kept, processed);
	const known: IDataObject = sign === kept.sign ? kept : {};
	const pages = new PagesAtRest(known.pagesAtRest);
	const returned = new ReturnedFiles(known.returnedFiles, onlyNewIn);
	const pagesFor = (itemIndex: number): PageHistory =>
		pages.for(`${onlyNewIn} ${items[itemIndex]?.fingerprint(PURPOSE)}`);
	return {
		processed,
		returned,
		readerFor: (itemIndex, reader) => ({ ...reader, resting: pagesFor(itemIndex) }),
		pageWasRead: (page, isSettled) => pagesFor(page.itemIndex).wasRead(page, isSettled),
		save() {
			const learned = { pagesAtRest: pages.toStore(), returnedFiles: returned.toStore() };
			if (Object.values(learned).every((part) => part === undefined)) return;
			const { pagesAtRest = known.pagesAtRest, returnedFiles = known.returnedFiles } = learned;
			Object.assign(kept, { sign, pagesAtRest, returnedFiles });
		},
	};
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
