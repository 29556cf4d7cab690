import { compileFilters, type CompiledFilters } from '../files/filters/filters';
import { PASSING_OPERATIONS } from '../lineage/sourceNodes';
import { filters } from './filters';
import type { ItemParameters } from './ItemParameters';
import { oneOf } from './kinds/choices';
import { limitParameters, readLimit } from './limit';
import { options, type Options } from './options';
import { propertiesOf } from './Parameter';
import { onlyNewFiles, readRunSettings, type RunSettings } from './runSettings';
import { readSimplify, simplify } from './simplify';

const output = oneOf({
	displayName: 'Return',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'Files',
			value: 'files',
			description: 'Download each file into a binary field',
		},
		{
			name: 'Links Only',
			value: 'links',
			description:
				'Return a fresh download link for each file instead of the file. Only the link is known in that case, so a linked file may get a different name and type than with Files. Anyone who has a link to a file in Notion can use it for one hour.',
		},
	],
	default: 'files',
	description: 'Whether to download the files or only return links to them',
	displayOptions: { hide: { operation: PASSING_OPERATIONS } },
});

/** The parameters of every operation that returns files, after its own. */
export const sharedParameters = [
	...limitParameters,
	...propertiesOf([output, simplify, onlyNewFiles, filters, options]),
];

/** What the shared parameters say for one input item. */
export interface Settings extends RunSettings, Options {
	output: 'files' | 'links';
	simplify: boolean;
	filters: CompiledFilters;
	/** How many files to return; undefined for all. */
	limit: number | undefined;
	maximumBytes: number | undefined;
}

/** @throws NotionFilesError `invalidParameter` */
export function readSettings(values: ItemParameters): Settings {
	const wanted = filters.read(values);
	return {
		...options.read(values),
		...readRunSettings(values),
		output: output.read(values),
		simplify: readSimplify(values),
		filters: compileFilters(wanted),
		limit: readLimit(values),
		maximumBytes: wanted.maximumBytes,
	};
}
