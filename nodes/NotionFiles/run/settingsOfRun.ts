import type { IExecuteFunctions } from 'n8n-workflow';
import type { ItemParameters } from '../parameters/ItemParameters';
import { DEFAULT_RUN_SETTINGS, readRunSettings, type RunSettings } from '../parameters/settings';
import { itemsToAsk, requireSame } from '../parameters/wholeRun';

/**
 * What holds for the whole run. Unreadable settings are reported by the item that has them.
 *
 * @throws NotionFilesError `invalidParameter` where they differ between items
 */
export function settingsOfRun(
	context: IExecuteFunctions,
	items: readonly ItemParameters[],
): RunSettings {
	let first: RunSettings | undefined;
	for (const item of items.slice(0, itemsToAsk(context, ['onlyNewFiles', 'options']))) {
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
		// The item's own reading tells what is wrong.
		return undefined;
	}
}

function requireSameSettings(first: RunSettings, other: RunSettings, index: number): void {
	const isOnlyNew = ({ onlyNewIn }: RunSettings): boolean => onlyNewIn !== undefined;
	requireSame('Only New Files', isOnlyNew(first), isOnlyNew(other), index);
	requireSame('List of Processed Files', first.onlyNewIn, other.onlyNewIn, index);
	requireSame('Downloads at Once', first.downloadsAtOnce, other.downloadsAtOnce, index);
	requireSame('Stall Timeout', first.stallTimeoutMs / 1000, other.stallTimeoutMs / 1000, index);
}
