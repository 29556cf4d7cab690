import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { PASSING_OPERATIONS } from '../lineage/sourceNodes';
import type { ItemParameters } from './ItemParameters';
import { boolean } from './kinds/choices';
import { downloadsAtOnce, fullCheckEvery, options, processedList, stallTimeout } from './options';
import type { Values } from './Parameter';
import { itemsToAsk, requireSame } from './wholeRun';

/** What holds for all items of a run, since they share connections. */
export interface RunSettings {
	downloadsAtOnce: number;
	stallTimeoutMs: number;
	/** The list of processed files whose files are skipped; undefined to return all files. */
	onlyNewIn: string | undefined;
	/** How long a page or database may go unasked for. */
	fullCheckEveryMs: number;
}

export const onlyNewFiles = boolean({
	displayName: 'Only New Files',
	name: 'onlyNewFiles',
	type: 'boolean',
	default: false,
	description:
		'Whether to return only files that have not been marked as processed. Until the operation “Mark as Processed” marks a file, every run returns it again, so none is lost when an upload fails. Applies to the whole run, so it must be the same for every item.',
	displayOptions: { hide: { operation: PASSING_OPERATIONS } },
});

export const onlyNewNotice: INodeProperties = {
	displayName:
		'Add a second Notion Files node with the operation “Mark as Processed” after your upload. Until it marks a file, every run returns that file again. Manual executions return all files and mark none.',
	name: 'onlyNewNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { onlyNewFiles: [true] }, hide: { operation: PASSING_OPERATIONS } },
};

/**
 * The settings of the run as one item has them.
 *
 * @throws NotionFilesError `invalidParameter`
 */
export function readRunSettings(values: Values): RunSettings {
	const given = options.fieldsIn(values);
	const list = processedList.read(given);
	return {
		downloadsAtOnce: downloadsAtOnce.read(given),
		stallTimeoutMs: stallTimeout.read(given),
		onlyNewIn: onlyNewFiles.read(values) ? list : undefined,
		fullCheckEveryMs: fullCheckEvery.read(given),
	};
}

const nothingSet: Values = { value: (_, absent) => absent, timezone: () => 'UTC' };

export const DEFAULT_RUN_SETTINGS: RunSettings = readRunSettings(nothingSet);

/**
 * The settings of the run. An item whose settings cannot be read reports that itself.
 *
 * @throws NotionFilesError `invalidParameter` where they differ between items
 */
export function settingsOfRun(
	context: IExecuteFunctions,
	items: readonly ItemParameters[],
): RunSettings {
	let first: RunSettings | undefined;
	const asked = itemsToAsk(context, [onlyNewFiles.property.name, options.property.name]);
	for (const item of items.slice(0, asked)) {
		const settings = readable(item);
		first ??= settings;
		if (first && settings) requireSameSettings(first, settings, item.itemIndex);
	}
	return first ?? DEFAULT_RUN_SETTINGS;
}

function readable(item: ItemParameters): RunSettings | undefined {
	try {
		return readRunSettings(item);
	} catch {
		return undefined;
	}
}

function requireSameSettings(first: RunSettings, other: RunSettings, index: number): void {
	const isOnlyNew = ({ onlyNewIn }: RunSettings): boolean => onlyNewIn !== undefined;
	const seconds = ({ stallTimeoutMs }: RunSettings): number => stallTimeoutMs / 1000;
	const hours = ({ fullCheckEveryMs }: RunSettings): number => fullCheckEveryMs / 3_600_000;
	requireSame(onlyNewFiles.label, isOnlyNew(first), isOnlyNew(other), index);
	requireSame(processedList.label, first.onlyNewIn, other.onlyNewIn, index);
	requireSame(downloadsAtOnce.label, first.downloadsAtOnce, other.downloadsAtOnce, index);
	requireSame(fullCheckEvery.label, hours(first), hours(other), index);
	requireSame(stallTimeout.label, seconds(first), seconds(other), index);
}
