import type { IExecuteFunctions } from 'n8n-workflow';
import type { RestingPages } from '../locate/Visit';
import { PagesAtRest } from '../memory/PagesAtRest';
import type { ProcessedFiles } from '../memory/ProcessedFiles';
import type { ItemParameters } from './ItemParameters';
import { isTrial, processedFiles } from './processedList';
import type { RunSettings } from './settings';

/** What a run remembers of those before it. */
export interface Memory {
	processed: ProcessedFiles;
	restingFor(parameters: ItemParameters): RestingPages;
	/** Hands what this run has learnt to n8n, which keeps it when the execution ends. */
	keep(): void;
}

/** What a page is looked through for: it may be at rest for one purpose and not for another. */
const PURPOSE = ['include', 'childPages', 'childDatabases', 'filters'];

/** Undefined where all files are wanted, and in runs by hand. */
export function memoryOf(
	context: IExecuteFunctions,
	{ onlyNewIn }: Pick<RunSettings, 'onlyNewIn'>,
): Memory | undefined {
	if (onlyNewIn === undefined || isTrial(context)) return undefined;
	const kept = context.getWorkflowStaticData('node');
	const pages = new PagesAtRest(kept.pagesAtRest);
	return {
		processed: processedFiles(context, onlyNewIn),
		restingFor: (parameters) => pages.for(`${onlyNewIn} ${parameters.fingerprint(PURPOSE)}`),
		keep() {
			const stored = pages.toStore();
			if (stored !== undefined) kept.pagesAtRest = stored;
		},
	};
}
