import { PASSING_OPERATIONS } from '../lineage/sourceNodes';
import type { ItemParameters } from './ItemParameters';
import { boolean } from './kinds/choices';
import { FIRST_WITH_SIMPLIFY } from './versions';

/** Nodes of saved workflows, whose expressions name `page.title`, neither have it nor simplify. */
export const simplify = boolean({
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	hint: 'Up to ten fields per file. Off: also type, size, source, times and more.',
	displayOptions: {
		show: { '@version': [{ _cnd: { gte: FIRST_WITH_SIMPLIFY } }] },
		hide: { operation: PASSING_OPERATIONS },
	},
});

/** @throws NotionFilesError `invalidParameter` */
export function readSimplify(parameters: ItemParameters): boolean {
	return parameters.typeVersion >= FIRST_WITH_SIMPLIFY && simplify.read(parameters);
}
