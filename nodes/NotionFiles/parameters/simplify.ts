import { PASSING_OPERATIONS } from '../lineage/sourceNodes';
import type { ItemParameters } from './ItemParameters';
import { boolean } from './kinds/choices';
import { SINCE_1_2 } from './versions';

/** Nodes of saved workflows, whose expressions name `page.title`, neither have it nor simplify. */
export const simplify = boolean({
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	hint: 'Up to ten fields per file. Off: also type, size, source, times and more.',
	displayOptions: {
		show: SINCE_1_2,
		hide: { operation: PASSING_OPERATIONS },
	},
});

/** @throws NotionFilesError `invalidParameter` */
export function readSimplify(parameters: ItemParameters): boolean {
	return !parameters.isOlderThan(1.2) && simplify.read(parameters);
}
